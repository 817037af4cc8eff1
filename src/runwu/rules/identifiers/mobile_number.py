"""Mobile numbers of the mainland (手机号码): eleven digits from 13 to 19."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from runwu.rules.identifiers.cell_text import cell_text, compact, is_damaged
from runwu.rules.identifiers.problem import Problem, ProblemKind

_RULE = "《电信网编号计划》：手机号码为 11 位，以 13 至 19 开头"
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_COUNTRY = re.compile(r"^(\+|00)?86(?=1[3-9][0-9]{9}$)")
_LANDLINE = re.compile(r"0[0-9]{9,11}|[2-8][0-9]{6,7}")
_BETWEEN = re.compile(r"[/;；,，、|\n]+|\s{2,}|或")


@dataclass(frozen=True, slots=True)
class MobileNumber:
    """A mobile number of eleven digits (手机号码), kept out of `repr`."""

    number: str = field(repr=False)

    def __str__(self) -> str:
        return self.number


def read_mobile_number(value: object) -> MobileNumber | Problem:
    """Read a mobile number as a cell holds it: country code, spaces and hyphens are cleaned.

    >>> str(read_mobile_number("+86 138-0000-0000"))
    '13800000000'
    >>> read_mobile_number("0898-00000000").kind
    <ProblemKind.UNKNOWN_CODE: 'unknown_code'>
    """
    if is_damaged(value):
        return _problem(ProblemKind.DAMAGED, "手机号码被电子表格改成了科学计数", "把该列设为文本格式后重新填写")
    if sum(bool(_bare(part)) for part in _BETWEEN.split(cell_text(value))) > 1:
        return _problem(ProblemKind.SEVERAL, "一格里填了几个号码", "只留一个常用的手机号码")
    number = _bare(value)
    return MobileNumber(number) if _MOBILE.fullmatch(number) else _what_is_wrong(number)


def _bare(value: object) -> str:
    return _COUNTRY.sub("", re.sub(r"[()]", "", compact(value)))


def _problem(kind: ProblemKind, happened: str, now: str = "核对后重新填写；也可以不填") -> Problem:
    return Problem(kind=kind, happened=happened, rule=_RULE, now=now)


def _what_is_wrong(number: str) -> Problem:
    if not number:
        return _problem(ProblemKind.EMPTY, "没有填写手机号码", "可以不填")
    if _LANDLINE.fullmatch(number):
        return _problem(ProblemKind.UNKNOWN_CODE, "填的像是固定电话", "填写手机号码；固定电话填在单位电话栏")
    if not (number.isascii() and number.isdecimal()):
        return _problem(ProblemKind.CHARACTERS, "手机号码里有数字以外的字符")
    if len(number) != 11:
        return _problem(ProblemKind.LENGTH, f"手机号码应为 11 位，填了 {len(number)} 位")
    return _problem(ProblemKind.UNKNOWN_CODE, "手机号码的号段不对")
