"""Remember which column a heading meant (记住的列)."""

from collections.abc import Mapping
from uuid import UUID

from runwu.core.imports.kinds import ImportKind
from runwu.core.models import ColumnMemory
from runwu.core.workbooks import EXPLANATION, IGNORED, ColumnMapping, normalize_heading

_LONGEST = 200
_NO_DATA = (EXPLANATION, "序号", "编号", "行号", "No.")
"""Headings of columns that hold nothing to import; nobody is asked about them."""


def remembered(kind: ImportKind, place: UUID) -> dict[str, str]:
    """Return normalized heading → key of what was assigned before; what never holds data is left out."""
    rows = ColumnMemory.objects.filter(kind=kind.key, place=place).values_list("heading", "key")
    return {**{normalize_heading(heading): IGNORED for heading in _NO_DATA}, **dict(rows)}


def remember(kind: ImportKind, place: UUID, mapping: ColumnMapping, by: UUID) -> None:
    """Keep what the person chose, for the next workbook with the same headings. One statement."""
    chosen: Mapping[str, str] = mapping.to_remember()
    ColumnMemory.objects.bulk_create(
        [
            ColumnMemory(kind=kind.key, place=place, heading=heading, key=key, set_by=by)
            for heading, key in chosen.items()
            if heading and len(heading) <= _LONGEST
        ],
        update_conflicts=True,
        unique_fields=["kind", "place", "heading"],
        update_fields=["key", "set_by", "set_at"],
    )
