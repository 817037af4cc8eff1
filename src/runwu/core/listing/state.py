"""A list as one request asked for it (列表的当前状态): what the templates read."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from runwu.core.listing.counts import Count, counted
from runwu.core.listing.cursor import read, window
from runwu.core.listing.filters import described
from runwu.core.listing.keyset import Order, Window
from runwu.core.listing.links import Header, Links, Pager
from runwu.core.listing.page import ListPage
from runwu.core.listing.rows import html_rows


@dataclass(frozen=True)
class Listing:
    """A list page filled for one request. Everything is computed when first read, then kept."""

    request: HttpRequest
    page: ListPage

    @cached_property
    def filterset(self) -> Any:
        """Return the bound FilterSet, or None for a list without filters."""
        if self.page.filterset is None:
            return None
        return self.page.filterset(data=self.request.GET, queryset=self.page.queryset, request=self.request)

    @cached_property
    def form(self) -> Any:
        """Return the filter form, or None."""
        return self.filterset.form if self.filterset is not None else None

    @cached_property
    def valid(self) -> bool:
        """Tell whether all filters could be read; otherwise no row is shown, so that nothing false is."""
        return self.form is None or not self.form.errors

    @cached_property
    def queryset(self) -> QuerySet[Any, Any]:
        """Return the rows as filtered."""
        if not self.valid:
            return self.page.queryset.none()
        return self.page.queryset if self.filterset is None else self.filterset.qs

    @cached_property
    def order(self) -> Order:
        """Return the order asked for, or the default."""
        return self.page.order(self.request.GET.get("sort", ""))

    @property
    def selected(self) -> QuerySet[Any, Any]:
        """Return the filtered rows with just the fields that the columns read."""
        return self.queryset.values(*self.page.fields()) if self.page.as_values else self.queryset

    @cached_property
    def window(self) -> Window:
        """Return this page of rows."""
        cursor = read(self.request.GET.get("cursor", ""), order=self.order)
        return window(self.selected, self.order, cursor, everything=self.page.queryset, size=self.page.per_page)

    @cached_property
    def rows(self) -> list[SafeString]:
        """Return the rows of this page, each as its cells."""
        return html_rows(self.page, self.window.rows)

    @property
    def body(self) -> SafeString:
        """Return the rows as the table holds them: joined here, as the template's loop costs as much as a query."""
        return SafeString("".join([f"\n<tr>{row}</tr>" for row in self.rows]) + "\n")

    @cached_property
    def count(self) -> Count:
        """Return how many rows there are on all pages."""
        return counted(self.queryset, cap=self.page.count_cap)

    @cached_property
    def filters(self) -> list[tuple[str, str]]:
        """Return what is filtered, in words."""
        return described(self.form) if self.form is not None and self.valid else []

    @cached_property
    def links(self) -> Links:
        """Return the maker of this list's addresses."""
        return Links(self.request, self.page, self.order)

    @property
    def headers(self) -> list[Header]:
        """Return the column headings."""
        return self.links.headers()

    @property
    def pager(self) -> Pager:
        """Return the addresses of the pages around."""
        return self.links.pager(self.window)

    @property
    def url(self) -> str:
        """Return the address of this page of the list, without empty parts."""
        return self.links.to(cursor=self.request.GET.get("cursor", ""))

    @property
    def reset_url(self) -> str:
        """Return the address of the list without filters, or nothing where none is set."""
        return self.request.path if self.filters or not self.valid else ""

    @property
    def export_url(self) -> str:
        """Return the address of the workbook, or nothing where this person may not export or there is no row."""
        return self.links.to(export="xlsx") if self.page.may_export and self.count else ""

    @property
    def other_export_url(self) -> str:
        """Return the address of the page that exports the filtered rows in another way, or nothing."""
        other, own = self.page.other_export, self.links.to()
        return f"{other[1]}{own.removeprefix(self.request.path)}" if other and self.count else ""

    @property
    def sort_key(self) -> str:
        """Return the order as the filter form sends it along."""
        return "" if self.order.key == self.page.default_sort else self.order.key

    @property
    def count_words(self) -> str:
        """Say how many rows there are: “共 12 家企业”."""
        return _("共 %(count)s %(unit)s") % {"count": self.count, "unit": self.page.unit}

    @property
    def status_words(self) -> str:
        """Say it with the order, for those who hear the page."""
        column = self.page.columns().get(self.order.column)
        if column is None:
            return self.count_words
        direction = _("降序") if self.order.descending else _("升序")
        words = {"count": self.count_words, "column": column.verbose_name, "direction": direction}
        return _("%(count)s，按%(column)s%(direction)s排列") % words
