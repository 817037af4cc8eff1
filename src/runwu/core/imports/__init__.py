"""Staged imports (分步导入): upload, read, look at every row, correct, then write the good ones together.

An app above brings an `ImportKind` from its `imports` package: which columns it expects, what each row would do
(`Checker`), and how good rows are written. Everything else is here.
"""

from runwu.core.imports import sentences  # noqa: F401 -- registers itself
from runwu.core.imports.blocks import RowBlock
from runwu.core.imports.kinds import (
    Checker,
    Choice,
    GoodRows,
    ImportContext,
    ImportKind,
    ImportOption,
    NextStep,
    Place,
    kind_of,
    kinds,
    register_kind,
)
from runwu.core.imports.rows import FieldChange, ImportRow, Remark, RowReport, Weight

__all__ = [
    "Checker",
    "Choice",
    "FieldChange",
    "GoodRows",
    "ImportContext",
    "ImportKind",
    "ImportOption",
    "ImportRow",
    "NextStep",
    "Place",
    "Remark",
    "RowBlock",
    "RowReport",
    "Weight",
    "kind_of",
    "kinds",
    "register_kind",
]
