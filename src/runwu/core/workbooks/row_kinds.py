"""Tell rows of data from everything else that stands in a sheet (分辨行)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from runwu.core.workbooks.headings import Heading, normalize_heading
from runwu.core.workbooks.values import RawValue

_GAPS = re.compile(r"\s+")
_SUM = re.compile(r"^(?:[^0-9]{0,12})?(?:小计|合计|总计|共计|累计)(?:[(（].*[)）])?[:：]?\d*$")
_BARE_SUM = re.compile(r"^(?:小计|合计|总计)(?:[(（].*[)）])?[:：]?$")
_NOTE = re.compile(
    r"^(?:填表|填报|制表|审核|审批|复核|经办|校对|负责|分管|联系|单位负责|统计)(?:人|单位|日期|时间|电话|领导|者|负责人)?"
    r"(?:签字|签名|盖章|[(（][^)）]*[)）])?[:：]"
    r"|^(?:备注|附注|注|说明|填表说明|填报说明|注意事项|单位盖章|盖章|日期|时间|电话)(?:\d|[一二三四五六七八九十])?[:：]"
)
_SECTION = re.compile(r"^(?:[(（]?[一二三四五六七八九十]+[)）、.．]|第[一二三四五六七八九十]+[部章节组类批])")
_COUNTED = re.compile(r"^(?:以上)?(?:共|总共|合计|计)\s*[\d,]+\s*(?:家|人|名|户|个|条|行)")
_SUSPICIOUS = re.compile(r"计|[:：]|^\s|^(?:以上)?总?共")
_LEADING = 3
"""Cells, counted from the left, in which the word for a subtotal may stand."""
_LONGEST_SECTION = 24
_TITLE_CELLS = 2
_EXAMPLES = ("例", "示例", "样例", "举例", "例如", "填写示例", "(例)", "（例）")
_SERIALS = ("序号", "编号", "no", "no.", "行号", "序列")
_STEMS = ("甲", "乙", "丙", "丁")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Say where a row stands: right below the header, merged across, or below a note."""

    first: bool = False
    spread: bool = False
    after_note: bool = False


class RowKinds:
    """Judge rows below one header. Every judgement has a code of `messages.SKIPS`; None is data."""

    def __init__(
        self, headings: Sequence[Heading], header_rows: Sequence[Sequence[RawValue]], titles: set[str]
    ) -> None:
        self._width = len(headings)
        self._serials = {heading.index for heading in headings if heading.normalized in _SERIALS}
        self._few = max(_LEADING, len(self._serials))
        self._header_rows = [_signature(row) for row in header_rows]
        self._leads = {value for row in header_rows for value in row if value != ""} | set(_EXAMPLES)
        self._titles = titles

    def judge(self, values: list[RawValue], surroundings: Surroundings) -> str | None:
        """Return why a row is no data, or None."""
        count = len(values) - values.count("")
        if not count:
            return "blank"
        if count > self._few and not surroundings.first and not self._suspicious(values):
            return None
        filled = [text for text in map(bare, values) if text]
        if not filled:
            return "blank"
        return self._judge_closely(values, filled, surroundings)

    def _suspicious(self, values: Sequence[RawValue]) -> bool:
        """Tell whether a row of several cells deserves a closer look; most rows stop here."""
        looked_at = 0
        for value in values:
            if value == "":
                continue
            if isinstance(value, str) and (value in self._leads or _SUSPICIOUS.search(value)):
                return True
            looked_at += 1
            if looked_at == _LEADING:
                return False
        return True

    def _judge_closely(self, values: Sequence[RawValue], filled: Sequence[str], where: Surroundings) -> str | None:
        kinds = {
            "repeated_header": self._repeats_header(filled),
            "title": len(filled) <= _TITLE_CELLS and filled[0] in self._titles,
            "column_numbers": where.first and _numbered(filled),
            "example": filled[0] in _EXAMPLES,
            "subtotal": self._is_sum(filled),
            "only_serial": self._only_serial(values),
            "note": self._is_note(filled, where),
            "section": self._is_section(filled, where),
        }
        return next((code for code, holds in kinds.items() if holds), None)

    def _repeats_header(self, filled: Sequence[str]) -> bool:
        found = {normalize_heading(text) for text in filled} - {""}
        return any(len(found & row) >= max(2, 0.8 * len(row)) and found <= row for row in self._header_rows)

    def _is_sum(self, filled: Sequence[str]) -> bool:
        """Tell a subtotal: the bare word is the first text, or it ends one and the others are mostly figures."""
        leading = filled[:_LEADING]
        if _BARE_SUM.match(next((text for text in leading if not _is_figure(text)), "")):
            return True
        if not any(_SUM.match(text) for text in leading):
            return False
        rest = [text for text in filled if not _SUM.match(text)]
        return sum(_is_figure(text) for text in rest) >= 0.5 * len(rest)

    def _is_note(self, filled: Sequence[str], where: Surroundings) -> bool:
        lead = filled[0]
        sparse = self._width > 2 and len(filled) <= max(2, 0.67 * self._width)
        if sparse and (_NOTE.match(lead) or _COUNTED.match(lead)):
            return True
        alone = len(filled) == 1 and self._width > 2
        return alone and (where.after_note or (where.spread and len(lead) > _LONGEST_SECTION))

    def _is_section(self, filled: Sequence[str], where: Surroundings) -> bool:
        return len(filled) == 1 and self._width > 2 and (where.spread or bool(_SECTION.match(filled[0])))

    def _only_serial(self, values: Sequence[RawValue]) -> bool:
        filled = {column: text for column, value in enumerate(values) if (text := bare(value))}
        return filled.keys() <= self._serials and all(text.isdigit() for text in filled.values())


def bare(value: RawValue) -> str:
    """Return the text of a cell without gaps; figures as they are.

    >>> bare("合　 计"), bare(3.0)
    ('合计', '3')
    """
    if isinstance(value, str):
        return value if value.isalnum() else _GAPS.sub("", value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value) or "#"


def _signature(row: Sequence[RawValue]) -> set[str]:
    return {normalize_heading(str(value)) for value in row} - {""}


def _is_figure(text: str) -> bool:
    """Tell a figure, or what stands for one: a dash, a formula that shows an error or has no result."""
    if text.startswith("#"):
        return True
    return text.replace(",", "").replace(".", "").replace("%", "").rstrip("人家户个名").isdigit() or text in "-—/"


def _numbered(filled: Sequence[str]) -> bool:
    """Tell a row that numbers the columns: 1 2 3, or 甲 乙 1 2.

    >>> _numbered(["甲", "乙", "1", "2"]), _numbered(["1", "示例甲", "2"])
    (True, False)
    """
    rest = [text for text in filled if text not in _STEMS]
    if len(filled) < 3 or rest[:1] not in (["0"], ["1"]):
        return False
    return rest == [str(number) for number in range(int(rest[0]), int(rest[0]) + len(rest))]
