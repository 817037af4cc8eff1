"""Write the rows to correct as a workbook (可改正的表)."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple

import xlsxwriter

EXPLANATION = "说明"
_LONGEST = 32_767
"""Characters that a cell holds at most."""
_NARROWEST, _WIDEST = 8, 40


class Correction(NamedTuple):
    """Hold one row to correct: its number in the original, its texts in column order, what is wrong."""

    number: int
    texts: Sequence[str]
    explanations: Sequence[str]


def write_corrections(target: str | Path | BinaryIO, headings: Sequence[str], rows: Iterable[Correction]) -> int:
    """Write the rows below their headings, with a column 说明 at the end; return how many.

    Every cell is text, so that codes keep their digits and nothing becomes a formula. The workbook can be
    imported again as it is. Memory stays constant.
    """
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, {**options, "strings_to_numbers": False}) as book:
        text = book.add_format({"num_format": "@", "valign": "top"})
        strong = book.add_format({"num_format": "@", "bold": True, "bottom": 1})
        wrapped = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top", "font_color": "#9A1B1E"})
        sheet = book.add_worksheet("要改正的行")
        for column, heading in enumerate((*headings, EXPLANATION)):
            sheet.set_column(column, column, _width(heading) if column < len(headings) else 60, text)
            sheet.write_string(0, column, heading, strong)
        sheet.freeze_panes(1, 0)
        count = 0
        for count, row in enumerate(rows, 1):
            for column, value in enumerate(row.texts[: len(headings)]):
                if value:
                    sheet.write_string(count, column, value[:_LONGEST], text)
            sheet.write_string(count, len(headings), _explained(row)[:_LONGEST], wrapped)
    return count


def _explained(row: Correction) -> str:
    return f"原第 {row.number} 行：" + " ".join(row.explanations)


def _width(heading: str) -> int:
    return max(_NARROWEST, min(_WIDEST, 2 * len(heading) + 2))
