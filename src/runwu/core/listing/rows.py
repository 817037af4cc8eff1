"""Turn rows into cells (单元格), for the page and for the workbook, with the same columns."""

from collections.abc import Callable, Iterable, Iterator
from operator import itemgetter
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django_tables2.utils import Accessor

from runwu.core.listing.columns import EMPTY, ListColumn, Row
from runwu.core.listing.escaping import written
from runwu.core.listing.page import ListPage

Reader = Callable[[Row], Any]


def html_rows(page: ListPage, rows: Iterable[Row]) -> list[SafeString]:
    """Return the cells of each row of the page, joined: a loop over cells in the template costs more than the query."""
    cells = [_cell(page, name, column.prepared()) for name, column in page.columns().items() if column.visible]
    return [mark_safe("".join([cell(row) for cell in cells])) for row in rows]  # noqa: S308 -- cells are escaped


def sheet_columns(page: ListPage) -> dict[str, ListColumn]:
    """Return the columns that go into the workbook."""
    return {name: column for name, column in page.columns().items() if not column.exclude_from_export}


def sheet_rows(page: ListPage, rows: Iterable[Row]) -> Iterator[list[Any]]:
    """Iterate over the values of the workbook; None where there is none."""
    values = [_value(page, name, column.prepared()) for name, column in sheet_columns(page).items()]
    return ([value(row) for value in values] for row in rows)


def _reader(page: ListPage, name: str, column: ListColumn) -> Reader:
    if column.get:
        return column.get
    path = str(column.accessor or name)
    if page.as_values:
        return itemgetter(path)
    accessor = Accessor(path)
    return lambda row: accessor.resolve(row, quiet=True)


def _cell(page: ListPage, name: str, column: ListColumn) -> Callable[[Row], str]:
    read, content = _reader(page, name, column), column.content
    before, after = _frame(column)
    none = f"{before}{EMPTY}{after}"
    drawn: dict[str, str] = {}  # a park, a stage, a state is the same in many rows

    def cell(row: Row) -> str:
        value = read(row)
        return none if value is None or value == "" else f"{before}{written(content(value, row))}{after}"

    def same_cell(row: Row) -> str:
        value = read(row)
        if type(value) is not str:
            return cell(row)
        if value not in drawn:
            drawn[value] = cell(row)
        return drawn[value]

    return same_cell if column.by_value else cell


def _frame(column: ListColumn) -> tuple[str, str]:
    """Return what stands before and after the content of a cell; the label serves narrow screens."""
    tag, scope = ("th", mark_safe(' scope="row"')) if column.row_header else ("td", "")
    css = format_html(' class="{}"', column.css) if column.css else ""
    before = format_html('<{}{}{} data-label="{}">', tag, scope, css, column.verbose_name)
    return before, f"</{tag}>"


def _value(page: ListPage, name: str, column: ListColumn) -> Reader:
    read, sheet_value = _reader(page, name, column), column.sheet_value

    def value(row: Row) -> Any:
        found = read(row)
        return None if found is None or found == "" else sheet_value(found, row)

    return value
