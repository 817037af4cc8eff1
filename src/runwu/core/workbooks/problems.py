"""Describe what is wrong with a cell, a row or a sheet (问题清单)."""

from enum import StrEnum
from typing import NamedTuple

from runwu.core.workbooks.messages import NOTICES, PROBLEMS


class Severity(StrEnum):
    """Weigh a problem: an error keeps the row out, a warning lets it in, a hint needs no second look."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


class CellProblem(NamedTuple):
    """Say what is wrong with one value, without its place."""

    severity: Severity
    code: str
    happened: str
    now: str


class Problem(NamedTuple):
    """Say what is wrong with one cell, with the row and column that the person sees."""

    row: int
    column_letter: str
    key: str
    severity: Severity
    code: str
    happened: str
    now: str


class Notice(NamedTuple):
    """Say something about a sheet or a column that the person should look at."""

    code: str
    happened: str
    now: str


def error(code: str, **facts: object) -> CellProblem:
    """Return an error with its sentences filled."""
    return _worded(Severity.ERROR, code, facts)


def warning(code: str, **facts: object) -> CellProblem:
    """Return a warning with its sentences filled."""
    return _worded(Severity.WARNING, code, facts)


def hint(code: str, **facts: object) -> CellProblem:
    """Return a hint with its sentences filled."""
    return _worded(Severity.HINT, code, facts)


def notice(code: str, **facts: object) -> Notice:
    """Return a notice with its sentences filled."""
    text = NOTICES[code]
    return Notice(code, text.happened.format(**facts), text.now.format(**facts))


def _worded(severity: Severity, code: str, facts: dict[str, object]) -> CellProblem:
    text = PROBLEMS[code]
    return CellProblem(severity, code, text.happened.format(**facts), text.now.format(**facts))
