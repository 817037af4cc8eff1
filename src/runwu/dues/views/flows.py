"""What branches handed up and were given (各支部上缴下拨), for park and committee: two lines by quarter, and a workbook."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from runwu.core import audit
from runwu.core.downloads import XLSX, handed_out
from runwu.core.guards import ScopedRequest, require
from runwu.core.listing.export import EXPORTED
from runwu.core.listing.sheet import SheetColumn, SheetKind, write_sheet
from runwu.core.rulebooks import rulebook
from runwu.core.scope import Capability
from runwu.dues.choices import Direction
from runwu.dues.selectors import Flow, added, flows, shares
from runwu.dues.selectors.flows import QUARTERS
from runwu.dues.views.overview import asked_park, asked_year

_OPEN, _LARGE = "open", "large"  # filters by what still has to go up, for who is told sums


@require(Capability.SEE_DUES_STATE)
@require_GET
def flow_page(request: ScopedRequest) -> HttpResponseBase:
    """Show a year of the branches of one park on both lines; `?export=xlsx` as a workbook of the rows shown."""
    year = asked_year(request)
    park, parks, reach = asked_park(request)
    book = rulebook(on=request.on)
    everything = flows(scope=request.scope, organizations=reach, year=year, book=book)
    asked, words = _asked(request)
    rows = [row for row in everything if asked(row)]
    title = _("%(year)d 年各支部上缴下拨") % {"year": year}
    if request.GET.get("export") == "xlsx":
        return _workbook(request, rows, f"{park.name if park else ''}{title}", words)
    query = request.GET.copy()
    query["export"] = "xlsx"
    context = {
        "title": title, "everything": everything, "words": words, "sums": added(everything),
        "up_rows": [(row, row.up) for row in rows], "down_rows": [(row, row.down) for row in rows],
        "up": shares(everything, Direction.UP), "down": shares(everything, Direction.DOWN),
        "open": sum(1 for row in everything if row.sums and row.sums.to_hand_up),
        "large_open": sum(1 for row in everything if row.sums and row.sums.large_open),
        "park": park, "parks": parks, "year": year, "before": year - 1,
        "after": year + 1 if year < request.on.year else None,
        "told": any(row.sums for row in everything),
        "source": book.source("dues.return_on_two_lines"),
        "export": query.urlencode(),
    }  # fmt: skip
    return render(request, "dues/overview_money.html", context)


def _asked(request: ScopedRequest) -> tuple[Callable[[Flow], bool], str]:
    """Return which branches are asked for, and that in words; all without or by an unknown filter."""
    asked = request.GET.get("state", "")
    if asked == _OPEN:
        return lambda row: bool(row.sums and row.sums.to_hand_up), _("还有待上缴的")
    if asked == _LARGE:
        return lambda row: bool(row.sums and row.sums.large_open), _("大额党费没有上缴的")
    line, _sign, number = asked.partition("-")
    has = request.GET.get("has") != "0"
    if line not in Direction.values or number not in map(str, QUARTERS):
        return lambda _row: True, ""
    direction, quarter = Direction(line), int(number)
    said = {"quarter": quarter, "line": direction.label}
    words = _("第 %(quarter)s 季度登记了%(line)s的") if has else _("第 %(quarter)s 季度没有登记%(line)s的")
    return lambda row: (row.line(direction)[quarter - 1].day is not None) == has, words % said


def _workbook(request: ScopedRequest, rows: Sequence[Flow], title: str, words: str) -> HttpResponseBase:
    told = any(row.sums for row in rows)
    columns = [SheetColumn(_("党组织"), width=36), *_columns(told=told)]
    file = tempfile.TemporaryFile()  # noqa: SIM115 -- FileResponse closes it
    cells = ([row.organization.label, *_cells(row, told=told)] for row in rows)
    note = words or (_("日期为当季最近一次登记；大额党费单列，不在各季之内") if told else _("只有日期，没有金额"))
    write_sheet(file, columns, cells, title=title, note=note)
    audit.log(request.user, EXPORTED, name="dues-money", filters=[], order="")
    return handed_out(file, f"{title}.xlsx", XLSX)


def _columns(*, told: bool) -> Iterator[SheetColumn]:
    for direction in (Direction.UP, Direction.DOWN):
        if told and direction is Direction.UP:
            yield SheetColumn(_("实收（元）"), SheetKind.NUMBER)
        for quarter in QUARTERS:
            said = {"line": direction.label, "quarter": quarter}
            yield SheetColumn(_("%(line)s 第 %(quarter)d 季度日期") % said, SheetKind.DATE, 20)
            if told:
                yield SheetColumn(_("%(line)s 第 %(quarter)d 季度（元）") % said, SheetKind.NUMBER, 20)
        if told and direction is Direction.UP:
            for name in (_("已上缴（元）"), _("待上缴（元）"), _("大额实收（元）"), _("大额已上缴（元）")):
                yield SheetColumn(name, SheetKind.NUMBER)
        elif told:
            yield SheetColumn(_("已下拨（元）"), SheetKind.NUMBER)


def _cells(row: Flow, *, told: bool) -> Iterator[Any]:
    sums = row.sums
    if told:
        yield sums and sums.received
    yield from _quarters(row.up, told=told)
    if told:
        yield from (sums.handed_up, sums.to_hand_up, sums.large, sums.large_handed_up) if sums else (None,) * 4
    yield from _quarters(row.down, told=told)
    if told:
        yield sums and sums.returned


def _quarters(line: Sequence[Any], *, told: bool) -> Iterator[Any]:
    for one in line:
        yield one.day
        if told:
            yield one.amount
