"""List pages (列表页): one spec serves the page, the swapped fragment and the workbook of exactly what is shown."""

from runwu.core.listing.columns import (
    CodeColumn,
    DateColumn,
    LinkColumn,
    ListColumn,
    NumberColumn,
    Status,
    StatusColumn,
    TextColumn,
    Tone,
)
from runwu.core.listing.filters import DayFilter, SearchFilter
from runwu.core.listing.filterset import Filters, RowFilter
from runwu.core.listing.page import Empty, ListPage
from runwu.core.listing.searching import holds
from runwu.core.listing.sheet import SheetColumn, SheetKind, add_sheet, write_sheet
from runwu.core.listing.views import list_response

__all__ = [
    "CodeColumn",
    "DateColumn",
    "DayFilter",
    "Empty",
    "Filters",
    "LinkColumn",
    "ListColumn",
    "ListPage",
    "NumberColumn",
    "RowFilter",
    "SearchFilter",
    "SheetColumn",
    "SheetKind",
    "Status",
    "StatusColumn",
    "TextColumn",
    "Tone",
    "add_sheet",
    "holds",
    "list_response",
    "write_sheet",
]
