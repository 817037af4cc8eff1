"""Unified social credit codes (统一社会信用代码), GB 32100-2015.

Eighteen characters: registering department, kind of body, region (6), subject code of
GB 11714 (9, the last being its own check character), check character.
"""

from __future__ import annotations

from dataclasses import dataclass

from stdnum.cn.uscc import calc_check_digit  # its `validate` refuses bodies registered under A, N and Y

from runwu.rules.identifiers.cell_text import compact, is_damaged
from runwu.rules.identifiers.problem import Problem, ProblemKind
from runwu.rules.identifiers.regions import Region, find_region

_ALPHABET = frozenset("0123456789ABCDEFGHJKLMNPQRTUWXY")
_SUBJECT_VALUES = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SUBJECT_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_RULE = "GB 32100-2015《法人和其他组织统一社会信用代码编码规则》"
_NATIONAL = "100000"

AUTHORITIES = {
    "1": "机构编制", "2": "外交", "3": "司法行政", "4": "文化", "5": "民政", "6": "旅游", "7": "宗教",
    "8": "工会", "9": "市场监管", "A": "中央军委改革和编制办公室", "N": "农业", "Y": "其他",
}  # fmt: skip
_KINDS = {
    "11": "机关", "12": "事业单位", "13": "群众团体", "19": "其他机构",
    "31": "律师执业机构", "32": "公证处", "51": "社会团体", "52": "民办非企业单位", "53": "基金会",
    "59": "其他社会组织",
    "91": "企业", "92": "个体工商户", "93": "农民专业合作社", "99": "其他市场主体",
    "N1": "组级集体经济组织", "N2": "村级集体经济组织", "N3": "乡镇级集体经济组织",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CreditCode:
    """A code whose two check characters fit (统一社会信用代码)."""

    code: str

    @property
    def authority(self) -> str:
        """Name the registering department (登记管理部门); empty where the standard's list has none."""
        return AUTHORITIES.get(self.code[0], "")

    @property
    def kind(self) -> str:
        """Name the kind of body (机构类别); empty where it is not listed."""
        return _KINDS.get(self.code[:2], "")

    @property
    def region_code(self) -> str:
        """Give the region of registration (登记管理机关行政区划码)."""
        return self.code[2:8]

    @property
    def region(self) -> Region | None:
        """Find the region of registration; None for national registration and unknown regions."""
        return None if self.is_national else find_region(self.region_code)

    @property
    def is_national(self) -> bool:
        """Tell whether a national department registered the body."""
        return self.region_code == _NATIONAL

    @property
    def subject_code(self) -> str:
        """Give the subject code (主体标识码, GB 11714)."""
        return self.code[8:17]

    def __str__(self) -> str:
        return self.code


def read_credit_code(value: object) -> CreditCode | Problem:
    """Read a credit code as a cell holds it: lower case, full-width, spaces and hyphens are cleaned.

    A Problem names what does not fit, never the character that would. Bodies registered under any
    letter of the alphabet pass when both check characters fit: refusing a valid code is worse than
    passing an odd one.

    >>> read_credit_code("91 4601 0000-0000").kind
    <ProblemKind.LENGTH: 'length'>
    >>> read_credit_code(9.146e17).kind
    <ProblemKind.DAMAGED: 'damaged'>
    """
    if is_damaged(value):
        return _damaged()
    code = compact(value)
    return _shape_problem(code) or _check_problem(code) or CreditCode(code)


def _problem(kind: ProblemKind, happened: str, now: str = "对照营业执照逐位核对") -> Problem:
    return Problem(kind=kind, happened=happened, rule=_RULE, now=now)


def _damaged() -> Problem:
    return _problem(
        ProblemKind.DAMAGED,
        "统一社会信用代码被电子表格改成了科学计数，后几位已经丢失，无法推算",
        "把该列设为文本格式，照营业执照重新填写",
    )


def _shape_problem(code: str) -> Problem | None:
    if not code:
        return _problem(ProblemKind.EMPTY, "没有填写统一社会信用代码", "照营业执照填写；还没有的，用园区临时编号")
    if len(code) == 15 and code.isdigit():
        return _problem(ProblemKind.OUTDATED, "填的像是十五位的原工商注册号", "照换发后的营业执照填写十八位代码")
    if len(code) != 18:
        return _problem(ProblemKind.LENGTH, f"统一社会信用代码应为 18 位，填了 {len(code)} 位")
    strange = [f"第 {place} 位" for place, character in enumerate(code, start=1) if character not in _ALPHABET]
    if strange:
        happened = f"统一社会信用代码{'、'.join(strange)}不是允许的字符（不用 I、O、S、V、Z）"
        return _problem(ProblemKind.CHARACTERS, happened)
    if not code[2:8].isdecimal():
        return _problem(ProblemKind.CHARACTERS, "统一社会信用代码第 3 至 8 位应为数字（登记地区划）")
    return None


def _check_problem(code: str) -> Problem | None:
    if code[17] == calc_check_digit(code[:17]) and code[16] == _subject_check(code[8:16]):
        return None
    return _problem(ProblemKind.CHECK, "统一社会信用代码的校验不通过，至少有一位填错")


def _subject_check(body: str) -> str:
    total = sum(
        _SUBJECT_VALUES.index(character) * weight for character, weight in zip(body, _SUBJECT_WEIGHTS, strict=True)
    )
    return "0123456789X0"[11 - total % 11]
