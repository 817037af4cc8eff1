"""What is said about the rows of a chunk, packed so that equal remarks stand once (成块的报告)."""

from collections.abc import Mapping, Sequence
from typing import Any

from runwu.core.imports.rows import FieldChange, RemarkTable, RowReport, remark_of
from runwu.core.models import RowOutcome

_OUTCOMES = tuple(RowOutcome)
_CODES = {outcome: code for code, outcome in enumerate(_OUTCOMES)}
WARNED, EDITED = 8, 16
_OUTCOME = 7


def code_of(outcome: RowOutcome) -> int:
    """Return the outcome as a mark holds it."""
    return _CODES[outcome]


def outcome_of(mark: int) -> RowOutcome:
    """Return the outcome that a mark holds."""
    return _OUTCOMES[mark & _OUTCOME]


def marks_of(reports: Sequence[RowReport], edited: Mapping[int, Any]) -> bytes:
    """Return one byte for each row: outcome, whether it deserves a look, whether a person mended it."""
    marks = bytearray(_CODES[one.outcome] | (WARNED if one.remarks and one.warned else 0) for one in reports)
    for at, edits in edited.items():
        marks[at] |= EDITED if edits else 0
    return bytes(marks)


def document_of(reports: Sequence[RowReport]) -> dict[str, Any]:
    """Return the reports of a chunk as JSON holds them; outcomes are left to the marks."""
    table = RemarkTable()
    return {
        "labels": [report.label for report in reports],
        "summaries": [report.summary for report in reports],
        "said": [table.places(report.remarks) for report in reports],
        "remarks": table.document(),
        "changes": {
            str(at): [[one.label, one.old, one.new] for one in report.changes]
            for at, report in enumerate(reports)
            if report.changes
        },
    }


def reports_of(marks: bytes, document: Mapping[str, Any]) -> list[RowReport]:
    """Return the reports that a document and its marks hold."""
    known = list(map(remark_of, document["remarks"]))
    changes = {int(at): tuple(FieldChange(*one) for one in told) for at, told in document["changes"].items()}
    rows = zip(marks, document["labels"], document["said"], document["summaries"], strict=True)
    return [
        RowReport(outcome_of(mark), label, tuple([known[place] for place in said]), changes.get(at, ()), summary)
        for at, (mark, label, said, summary) in enumerate(rows)
    ]
