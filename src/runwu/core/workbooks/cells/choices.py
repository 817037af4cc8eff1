"""Normalize yes or no, and choices (是否、选项)."""

from collections.abc import Callable

from runwu.core.workbooks.cells.cell import EMPTY, Cell, compact, is_unknown, trimmed, words
from runwu.core.workbooks.columns import ColumnSpec
from runwu.core.workbooks.headings import normalize_heading
from runwu.core.workbooks.problems import error
from runwu.core.workbooks.values import RawValue, shown

_YES = words("是 有 已 对 真 √ ✓ ✔ ☑ v y yes t true 1 on 是的 已有 属于")
_NO = words("否 无 未 没有 不是 错 假 × ✕ ✖ ✗ ✘ ☒ ╳ x n no f false 0 off 尚无 尚未 不属于")
_NAMED = 8
"""Choices listed in a message before it says “等”."""


def boolean_cell(raw: RawValue) -> Cell:
    """Return True, False, or None when it is not known; here “无” and “没有” say no.

    >>> boolean_cell("√").value, boolean_cell("无").value, boolean_cell("不清楚").value
    (True, False, None)
    """
    if isinstance(raw, bool):
        return Cell(raw)
    text = compact(shown(raw)).casefold()
    if text in _YES:
        return Cell(True)
    if text in _NO:
        return Cell(False)
    if not text or is_unknown(text):
        return EMPTY
    return Cell(None, (error("not_yes_no", raw=trimmed(shown(raw))),))


def choice_reader(spec: ColumnSpec) -> Callable[[RawValue], Cell]:
    """Return a function that finds the choice that a cell names, by value or synonym."""
    words = {_folded(value): value for value in spec.choices.options}
    for value, synonyms in spec.choices.options.items():
        for synonym in synonyms:
            words.setdefault(_folded(synonym), value)
    listed = "、".join(_labels(spec)[:_NAMED]) + ("等" if len(words) > _NAMED < len(spec.choices.options) else "")

    def read(raw: RawValue) -> Cell:
        text = _folded(shown(raw))
        if text in words:
            return Cell(words[text])
        if not text or is_unknown(compact(shown(raw))):
            return EMPTY
        return Cell(None, (error("not_a_choice", raw=trimmed(shown(raw)), choices=listed),))

    return read


def _labels(spec: ColumnSpec) -> list[str]:
    """Return what to call each choice: its first synonym, as values may be codes."""
    return [synonyms[0] if synonyms else value for value, synonyms in spec.choices.options.items()]


def _folded(text: str) -> str:
    return normalize_heading(trimmed(text)) or compact(text)
