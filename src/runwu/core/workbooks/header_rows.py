"""Find the header of a table below its titles (找表头)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from runwu.core.workbooks.book import Row
from runwu.core.workbooks.headings import Heading
from runwu.core.workbooks.merged import reached_down
from runwu.core.workbooks.scan import MergedRange
from runwu.core.workbooks.values import RawValue, shown
from runwu.core.workbooks.vocabulary import Vocabulary

PREVIEW = 80
"""Rows looked at for the header and for samples."""
_DEEPEST = 3
_SAMPLES = 4
_SAMPLED_ROWS = 60
_LONGEST_HEADING = 60


@dataclass(frozen=True, slots=True)
class Header:
    """Say in which rows (numbers from 1) the header stands and which columns it names.

    `borrowed` tells that a merged cell reaches into it from a row above that is otherwise left out.
    """

    first: int
    last: int
    headings: tuple[Heading, ...]
    score: float
    borrowed: bool = False


def find_header(rows: Sequence[Row], merges: Sequence[MergedRange], vocabulary: Vocabulary) -> Header | None:
    """Return the header that names most of the expected columns; the earliest and shallowest when equal.

    Without a single expected name, the first row that looks like a header is taken: several different short
    texts, with rows below.
    """
    blocks = _without_torsos(list(_blocks(rows, merges, vocabulary)))
    named = [block for block in blocks if block.score >= min(2.0, _widest(rows))]
    if named:
        return max(named, key=lambda block: (block.score, block.first - block.last, -block.first))
    return next((block for block in blocks if _looks_right(block, rows)), None)


def _blocks(rows: Sequence[Row], merges: Sequence[MergedRange], vocabulary: Vocabulary) -> Iterator[Header]:
    for position, (number, values) in enumerate(rows[: PREVIEW // 2]):
        if not _may_start(values, _widest(rows)):
            continue
        least = _forced_depth(rows, position, merges)
        for depth in range(least, max(least, _DEEPEST - 1) + 1):
            block = rows[position : position + depth]
            if depth > 1 and not all(_only_texts(lower) for _, lower in block[1:]):
                break
            first, completed = reached_down(block, rows[:position], merges)
            headings = tuple(_headings(completed, rows[position + depth :], merges))
            yield Header(first, number + depth - 1, headings, _score(headings, vocabulary), first < number)


def _without_torsos(blocks: Sequence[Header]) -> list[Header]:
    """Leave out blocks that borrow from a row above when the whole, that row included, names about as much."""
    whole = {(block.first, block.last): block.score for block in blocks if not block.borrowed}
    return [
        block for block in blocks if not block.borrowed or whole.get((block.first, block.last), -1.0) <= block.score - 1
    ]


def _may_start(values: Sequence[RawValue], widest: int) -> bool:
    filled = [value for value in values if value != ""]
    return len(filled) >= min(2, widest) and sum(map(_is_wording, filled)) >= 0.7 * len(filled)


def _is_wording(value: RawValue) -> bool:
    """Tell a short text with a letter in it from figures and long remarks."""
    return isinstance(value, str) and len(value) <= _LONGEST_HEADING and any(map(str.isalpha, value))


def _only_texts(values: Sequence[RawValue]) -> bool:
    filled = [value for value in values if value != ""]
    return bool(filled) and all(isinstance(value, str) and not value.strip()[:1].isdigit() for value in filled)


def _widest(rows: Sequence[Row]) -> int:
    return max((sum(value != "" for value in values) for _, values in rows), default=0)


def _forced_depth(rows: Sequence[Row], position: int, merges: Sequence[MergedRange]) -> int:
    """Return how many rows the header takes by its merged cells, or by the gaps that its lower row fills."""
    row = rows[position][0] - 1
    starting = [merge for merge in merges if merge[0][0] == row]
    down = max((last - first + 1 for (first, _), (last, _) in starting), default=1)
    across = any(right > left for (_, left), (_, right) in starting)
    if down > 1 or across:
        return min(max(down, 2), _DEEPEST)
    return 2 if not merges and _fills_gaps(rows[position : position + 2]) else 1


def _fills_gaps(rows: Sequence[Row]) -> bool:
    """Tell whether the second row has texts in gaps of the first, and little else."""
    if len(rows) < 2 or not _only_texts(rows[1][1]):
        return False
    upper, lower = (_filled_columns(values) for _, values in rows)
    inner = {column for column in lower - upper if min(upper) < column}
    return bool(inner) and len(upper - lower) >= len(upper) / 2


def _filled_columns(values: Sequence[RawValue]) -> set[int]:
    return {column for column, value in enumerate(values) if value != ""}


def _headings(block: Sequence[Row], below: Sequence[Row], merges: Sequence[MergedRange]) -> Iterator[Heading]:
    levels = [_level(row, number, block, merges) for number, row in enumerate(block)]
    used = _filled_columns(block[0][1]).union(*(_filled_columns(values) for _, values in block))
    for column in range(min(used), _width(block, below)):
        texts = tuple(dict.fromkeys(level[column] for level in levels if column < len(level) and level[column]))
        samples = _samples(below, column)
        if texts or samples:
            yield Heading(column, texts, samples)


def _width(block: Sequence[Row], below: Sequence[Row]) -> int:
    return max(len(values) for _, values in (*block, *below[:_SAMPLED_ROWS]))


def _level(row: Row, level: int, block: Sequence[Row], merges: Sequence[MergedRange]) -> list[str]:
    """Return the texts of one header row, spread over the columns that they stand above."""
    number, values = row
    texts = [str(value).strip() for value in values]
    if level + 1 == len(block):
        return texts
    for (top, left), (_, right) in merges:
        if top == number - 1 and left < len(texts):
            texts[left : right + 1] = [texts[left]] * (min(right + 1, len(texts)) - left)
    return texts if merges else _spread(texts, _filled_columns(block[level + 1][1]))


def _spread(texts: list[str], below: set[int]) -> list[str]:
    """Spread a text to the right over gaps that have something below, where no merged cell says so."""
    upper = ""
    for column, text in enumerate(texts):
        if text:
            upper = text if column in below else ""
        elif column in below:
            texts[column] = upper
    return texts


def _samples(below: Sequence[Row], column: int) -> tuple[str, ...]:
    found = dict.fromkeys(
        shown(values[column]).strip()
        for _, values in below[:_SAMPLED_ROWS]
        if column < len(values) and values[column] != ""
    )
    return tuple(filter(None, found))[:_SAMPLES]


def _score(headings: Sequence[Heading], vocabulary: Vocabulary) -> float:
    """Count the expected columns that the headings name for sure, and others that they may name by 0.3."""
    sure = {vocabulary.exact[name] for heading in headings for name in heading.candidates() if name in vocabulary.exact}
    likely = {vocabulary.likely(name) for heading in headings for name in heading.candidates()} - sure - {None}
    return len(sure) + 0.3 * len(likely)


def _looks_right(block: Header, rows: Sequence[Row]) -> bool:
    """Tell whether a row of unknown names may be a header: different texts over most of the width, rows below."""
    texts = [heading.text for heading in block.headings if heading.levels]
    below = any(number > block.last and any(value != "" for value in values) for number, values in rows)
    return below and len(set(texts)) == len(texts) and len(texts) >= max(1, 0.6 * _widest(rows))
