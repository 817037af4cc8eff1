"""Read tables kept as text (csv)."""

import csv
import itertools
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from runwu.core.workbooks.encodings import recognize_encoding
from runwu.core.workbooks.limits import Limits
from runwu.core.workbooks.refusal import WorkbookRefused, refusal

DELIMITERS = (",", ";", "\t")
_SAMPLE = 60
_SEPARATOR_LINE = "sep="


@dataclass(frozen=True, slots=True)
class TextFormat:
    """Say how a text table is written; `skip` lines precede its first row."""

    encoding: str
    delimiter: str
    skip: int = 0


def recognize_text(path: Path, limits: Limits) -> TextFormat:
    """Return encoding and delimiter; refuses text that can't be a table."""
    encoding = recognize_encoding(path, limits)
    with path.open(encoding=encoding, newline="") as file:
        lines = list(itertools.islice(file, _SAMPLE))
    if lines and lines[0].casefold().startswith(_SEPARATOR_LINE):
        return TextFormat(encoding, lines[0][len(_SEPARATOR_LINE) :][:1], skip=1)
    return TextFormat(encoding, max(DELIMITERS, key=lambda delimiter: _regularity(lines, delimiter)))


def read_text(path: Path, how: TextFormat) -> Iterator[tuple[int, list[str]]]:
    """Yield every record with the row number a spreadsheet gives it, from 0."""
    with path.open(encoding=how.encoding, newline="") as file:
        for _ in range(how.skip):
            file.readline()
        yield from enumerate(csv.reader(file, delimiter=how.delimiter))


def vet_text(path: Path, how: TextFormat, limits: Limits) -> int:
    """Return the number of filled rows; refuses an unclosed quotation mark and too many rows."""
    filled = 0
    row = 0
    with path.open(encoding=how.encoding, newline="") as file:
        reader = csv.reader(file, delimiter=how.delimiter)
        try:
            for record in reader:
                row += 1
                filled += any(record)
                if filled > limits.filled_rows:
                    raise refusal("too_many_rows", sheet=path.stem, limit=f"{limits.rows:,}")
        except csv.Error as fault:
            raise refusal("unclosed_quote", row=f"{row + 1:,}") from fault
    _refuse_unclosed_quote(path, how, row)
    return filled


def _refuse_unclosed_quote(path: Path, how: TextFormat, last: int) -> None:
    """Refuse a file whose last record never closes its quotation mark.

    Strict reading would also refuse what spreadsheets read gladly ("甲"乙,丙), so only this fault counts.
    """
    with path.open(encoding=how.encoding, newline="") as file:
        try:
            for _ in csv.reader(file, delimiter=how.delimiter, strict=True):
                pass
        except csv.Error as fault:
            if "end of data" in str(fault):
                raise _unclosed(last) from fault


def _unclosed(row: int) -> WorkbookRefused:
    return refusal("unclosed_quote", row=f"{row:,}")


def _regularity(lines: list[str], delimiter: str) -> tuple[float, int]:
    """Weigh a delimiter: how many rows agree on a number of fields above one, and how many fields."""
    counts = Counter(len(record) for record in csv.reader(lines, delimiter=delimiter) if any(record))
    counts.pop(1, None)
    if not counts:
        return (0.0, 0)
    width, agreeing = max(counts.items(), key=lambda item: (item[1], item[0]))
    return (agreeing, width)
