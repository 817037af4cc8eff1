"""The kinds of columns (列的种类): how a value reads on the page and in the workbook."""

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from html import escape
from typing import Any
from uuid import UUID

import django_tables2 as tables
from django.db.models.enums import ChoicesType
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString

from runwu.core.listing.escaping import written
from runwu.core.listing.sheet import SheetColumn, SheetKind
from runwu.core.templatetags.runwu import icon, kind_class, kind_icon

Row = Any  # a dict of `values()`, or a model instance
Words = str | Promise
EMPTY = "—"


class ListColumn(tables.Column):
    """A column of a list page: label, where its value comes from, whether one may sort by it, its width in a sheet.

    `sort` names the field path to order by, or several, of which only the first may be blank; without it the column
    can't be sorted. `needs` names the further
    fields that `get`, a link or a status reads from the row.
    """

    css = ""
    sheet_kind = SheetKind.TEXT
    default_width = 16
    by_value = False  # whether a cell shows its value alone, so that equal values are drawn once

    def __init__(
        self,
        label: Words,
        *,
        accessor: str | None = None,
        sort: str | tuple[str, ...] | None = None,
        get: Callable[[Row], Any] | None = None,
        needs: Sequence[str] = (),
        width: int | None = None,
        row_header: bool = False,
        on_screen: bool = True,
        in_sheet: bool = True,
        descending_first: bool = False,
    ) -> None:
        paths = (sort,) if isinstance(sort, str) else sort or ()
        super().__init__(
            verbose_name=label,
            accessor=accessor,
            order_by=paths or None,
            orderable=sort is not None,
            visible=on_screen,
            exclude_from_export=not in_sheet,
            initial_sort_descending=descending_first,
        )
        self.sort_path = paths[0] if paths else None
        self.sort_then = paths[1:]
        self.get = get
        self.needs = tuple(needs)
        self.width = width or self.default_width
        self.row_header = row_header

    def content(self, value: Any, row: Row) -> str:
        """Return the inside of a cell that is not empty; plain strings are escaped later."""
        return str(value)

    def sheet_value(self, value: Any, row: Row) -> Any:
        """Return what the workbook holds for a value that is not empty."""
        return self.content(value, row)

    def prepared(self) -> "ListColumn":
        """Return the column ready for one page (a place to compute once what every row needs)."""
        return self


class TextColumn(ListColumn):
    """Words; with `choices` the word that a code stands for (文字)."""

    by_value = True

    def __init__(self, label: Words, *, choices: ChoicesType | None = None, **options: Any) -> None:
        super().__init__(label, **options)
        self.choices = choices
        self.words: dict[Any, str] = {}

    def prepared(self) -> ListColumn:
        """Translate the words of the codes once for the page."""
        if self.choices is None:
            return self
        ready = copy(self)
        ready.words = {code: str(word) for code, word in self.choices.choices}
        return ready

    def content(self, value: Any, row: Row) -> str:
        return self.words.get(value) or str(value)


class CodeColumn(ListColumn):
    """A code: credit code, number of a document; never a number in a workbook (代码)."""

    css = "nowrap"
    default_width = 22


class NumberColumn(ListColumn):
    """A figure, at the right, with thousands separators (数字)."""

    css = "n"
    sheet_kind = SheetKind.NUMBER
    default_width = 10

    def content(self, value: Any, row: Row) -> str:
        return f"{value:,}"

    def sheet_value(self, value: Any, row: Row) -> Any:
        return value


class DateColumn(ListColumn):
    """A day, or a moment in local time (日期)."""

    css = "nowrap"
    sheet_kind = SheetKind.DATE
    default_width = 17

    def content(self, value: Any, row: Row) -> str:
        local = self.sheet_value(value, row)
        return local.strftime("%Y-%m-%d %H:%M" if isinstance(local, datetime) else "%Y-%m-%d")

    def sheet_value(self, value: date, row: Row) -> date:
        return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value


class Tone(StrEnum):
    """The kinds of a status, each with icon and colour of the design system; unknown has no colour (状态)."""

    OK = "ok"
    WARNING = "warn"
    STOP = "no"
    INFO = "info"
    DUTY = "duty"
    PAUSE = "pause"
    NONE = "none"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Status:
    """A word with its tone (状态)."""

    tone: Tone
    word: Words

    def __str__(self) -> str:
        return str(self.word)

    def __html__(self) -> SafeString:
        return format_html('<span class="st {}">{}{}</span>', kind_class(self.tone), _sign(self.tone), self.word)


@cache
def _sign(tone: Tone) -> SafeString:
    """Draw the icon of a tone, once for all rows."""
    return icon(kind_icon(tone))


class StatusColumn(ListColumn):
    """A status: `get` returns a `Status`, or `statuses` says which one a code stands for (状态)."""

    by_value = True

    def __init__(self, label: Words, *, statuses: dict[str, Status] | None = None, **options: Any) -> None:
        super().__init__(label, **options)
        self.statuses = statuses or {}
        self.drawn: dict[str, SafeString] = {}

    def _status(self, value: Any) -> Status:
        return value if isinstance(value, Status) else self.statuses.get(value, Status(Tone.UNKNOWN, str(value)))

    def prepared(self) -> ListColumn:
        """Draw the statuses of the codes once for the page."""
        ready = copy(self)
        ready.drawn = {code: status.__html__() for code, status in self.statuses.items()}
        return ready

    def content(self, value: Any, row: Row) -> str:
        drawn = self.drawn.get(value) if isinstance(value, str) else None
        return drawn or self._status(value).__html__()

    def sheet_value(self, value: Any, row: Row) -> str:
        return str(self._status(value))


class LinkColumn(ListColumn):
    """Words that open a page; in a workbook the words alone (链接).

    Either `url_name` with `key` (the field of the row that is the URL's only argument), or `url`, a function.
    """

    default_width = 28

    def __init__(
        self,
        label: Words,
        *,
        url_name: str = "",
        key: str = "public_id",
        url: Callable[[Row], str] | None = None,
        **options: Any,
    ) -> None:
        options["needs"] = (*options.get("needs", ()), *((key,) if url_name else ()))
        super().__init__(label, **options)
        self.url_name, self.key, self.url = url_name, key, url

    def prepared(self) -> ListColumn:
        """Reverse the URL once for the page instead of once a row."""
        if not self.url_name:
            return self
        return _PreparedLink(self)

    def content(self, value: Any, row: Row) -> str:
        address = self.url(row) if self.url else ""
        # escaped here: format_html is the dearest part of a row
        return SafeString(f'<a class="lk" href="{escape(address)}">{written(value)}</a>') if address else str(value)

    def sheet_value(self, value: Any, row: Row) -> str:
        return str(value)


class _PreparedLink(LinkColumn):
    """A link column whose address is known but for its key."""

    def __init__(self, column: LinkColumn) -> None:
        self.__dict__.update(column.__dict__)
        nobody = str(UUID(int=0))
        before, _, after = reverse(self.url_name, args=[nobody]).partition(nobody)
        self.url = lambda row: f"{before}{self._key_of(row)}{after}"

    def _key_of(self, row: Row) -> Any:
        return row[self.key] if isinstance(row, dict) else getattr(row, self.key)


def sheet_column(column: ListColumn) -> SheetColumn:
    """Return the same column as the workbook writes it."""
    return SheetColumn(str(column.verbose_name), column.sheet_kind, column.width)
