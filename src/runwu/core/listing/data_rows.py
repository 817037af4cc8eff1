"""Write the rows of a workbook as XML at once (成批写单元格): a call per cell would cost most of an export.

ECMA-376 part 1, 18.3.1.73 (row), 18.3.1.4 (c), 18.3.1.53 (is). What xlsxwriter does for single cells is done here for
rows: texts stand in their cells, control characters are escaped.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from runwu.core.workbooks.letters import column_letter

Content = Callable[[Any], str]
_REMEMBERED = 20_000
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_LOOKS_ESCAPED = re.compile(r"(_x[0-9a-fA-F]{4}_)")
_SPACED = re.compile(r"^\s|\s$")


class DataSheet(Worksheet):
    """A sheet in constant memory that takes many rows below those already written."""

    def write_rows(self, first: int, rows: Iterable[Sequence[Any]], contents: Sequence[Content]) -> int:
        """Write rows from a row number on (from 0) and return how many; None and "" stay empty cells."""
        self._write_single_row(first)
        letters = [f'<c r="{column_letter(index)}' for index in range(len(contents))]
        columns = list(zip(letters, contents, strict=True))
        number = first
        for number, row in enumerate(rows, first + 1):
            cells = [
                f'{letter}{number}"{content(value)}'
                for (letter, content), value in zip(columns, row, strict=True)
                if value is not None and value != ""
            ]
            self.fh.write(f'<row r="{number}">{"".join(cells)}</row>')
        count = number - first
        if count and contents:
            self._check_dimensions(first + count - 1, len(contents) - 1)
        return count

    def serial(self, value: Any) -> float:
        """Return a day or moment as the number that the calendar of spreadsheets gives it."""
        return float(self._convert_date_time(value))


class Texts(dict[str, str]):
    """The inside of a cell of text for each text that was met."""

    def __init__(self, form: Format | None = None) -> None:
        super().__init__()
        self._start = f'{style(form)} t="inlineStr"><is>'

    def __missing__(self, text: str) -> str:
        space = ' xml:space="preserve"' if _SPACED.search(text) else ""
        found = f"{self._start}<t{space}>{escaped(text)}</t></is></c>"
        if len(self) < _REMEMBERED:
            self[text] = found
        return found


def style(form: Format | None) -> str:
    """Return the attribute that gives a cell its format."""
    index = form._get_xf_index() if form else 0
    return f' s="{index}"' if index else ""


def figure(number: Any, form: Format | None = None) -> str:
    """Return the inside of a cell with a number."""
    return f"{style(form)}><v>{number:.16G}</v></c>"


def escaped(text: str) -> str:
    """Return text as XML holds it; control characters in the notation of spreadsheets.

    >>> escaped("A & <B>"), escaped("a\\x07b"), escaped("_x0041_")
    ('A &amp; &lt;B&gt;', 'a_x0007_b', '_x005F_x0041_')
    """
    if "_x" in text:
        text = _LOOKS_ESCAPED.sub(r"_x005F\1", text)
    text = _CONTROL.sub(lambda found: f"_x{ord(found.group()):04X}_", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
