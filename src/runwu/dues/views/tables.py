"""Tables of what is paid (核定表): compute, preview, approve, print; and reductions."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from runwu.core.guards import ScopedRequest, require
from runwu.core.scope import Capability
from runwu.dues.forms import ApproveForm, BeginForm, LineForm, ReductionForm, TakeBackForm
from runwu.dues.models import DuesLine, DuesReduction, DuesTable
from runwu.dues.owndata import basis_in_words
from runwu.dues.selectors import (
    first_month_of,
    line_in_force,
    lines_of,
    months_between,
    settled,
    shown_name,
    tables_of,
    without_line,
)
from runwu.dues.selectors.beginnings import first_month_in
from runwu.dues.services import (
    approve_table,
    begin_table,
    discard_table,
    drop_line,
    open_table,
    reduce_dues,
    set_line,
    withdraw_reduction,
)
from runwu.dues.views import finding
from runwu.rules.dues import monthly_dues, new_base_month


@require(Capability.KEEP_DUES)
@require_GET
def table_list(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """List the tables and reductions of a branch."""
    organization = finding.kept(request, public_id)
    rows = list(tables_of(scope=request.scope, organization=organization))
    reductions = DuesReduction.objects.filter(organization=organization).select_related("member__person")
    has_draft = {row.year for row in rows if row.approved_on is None}
    context = {
        **finding.frame(request, organization, "tables"),
        "rows": rows,
        "reductions": [{"row": row, "name": shown_name(row.member, organization.pk)} for row in reductions[:50]],
        "years": [year for year in (request.on.year, request.on.year + 1) if year not in has_draft],
    }
    return render(request, "dues/tables.html", context)


@require(Capability.KEEP_DUES)
@require_POST
def table_open(request: ScopedRequest, public_id: UUID, year: int) -> HttpResponseBase:
    """Begin the table of a year, or a supplement."""
    organization = finding.kept(request, public_id)
    table = open_table(organization=organization, year=year, by=request.user, book=finding.book(request, organization))
    return redirect("dues:table", table.public_id)


def _found(request: ScopedRequest, public_id: UUID) -> DuesTable:
    return get_object_or_404(tables_of(scope=request.scope), public_id=public_id)


def _settled(request: ScopedRequest, table: DuesTable) -> dict[str, Any]:
    """Return whose wage may have changed since, and by which clause a draft supplement takes it up."""
    if table.number == 1 or table.approved_on is not None:
        return {"settled": []}
    source = finding.book(request, table.organization).source("dues.new_base_from_drawn_month")
    return {"settled": settled(table), "source": source}


def _shown(table: DuesTable) -> dict[str, Any]:
    lines = [{"line": line, "basis": basis_in_words(line)} for line in lines_of(table)]
    return {"table": table, "lines": lines}


@require(Capability.KEEP_DUES)
def table_page(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Show a table; a draft can be completed and its approval recorded."""
    table = _found(request, public_id)
    form = ApproveForm(request.POST or None, initial={"approved_on": request.on})
    if request.method == "POST" and form.is_valid():
        made = finding.attempted(
            form, lambda: approve_table(table=table, **form.cleaned_data, by=request.user, on=request.on)
        )
        if made is not None:
            messages.success(request, _("已登记批准，现在可以按这份表收缴。"))
            return redirect("dues:table", public_id)
    context = {
        **finding.frame(request, table.organization, "tables"),
        **_shown(table),
        "missing": without_line(table),
        **_settled(request, table),
        "form": form,
    }
    return render(request, "dues/table.html", context, status=422 if form.errors else 200)


@require(Capability.KEEP_DUES)
def table_begin(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Ask from which month a year is kept here and which number the paper book has reached; for the first draft."""
    table = get_object_or_404(tables_of(scope=request.scope), public_id=public_id, number=1, approved_on=None)
    months = months_between(date(table.year, 1, 1), date(table.year, 12, 1))
    known = {"starts": table.first_month.isoformat(), "last_receipt": table.last_receipt}
    form = BeginForm(request.POST or None, months=months, initial=known)
    if request.method == "POST" and form.is_valid():
        made = finding.attempted(form, lambda: begin_table(table=table, **form.cleaned_data, by=request.user))
        if made is not None:
            messages.success(request, _("已设定，从 %s 起在系统里收。") % f"{made.first_month:%Y-%m}")
            return redirect("dues:table", public_id)
    context = {**finding.frame(request, table.organization, "tables"), "table": table, "form": form}
    return render(request, "dues/table_begin.html", context, status=422 if form.errors else 200)


@require(Capability.KEEP_DUES)
@require_GET
def table_paper(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Print a table to be signed."""
    table = _found(request, public_id)
    return render(request, "dues/table_paper.html", {**_shown(table), "organization": table.organization})


@require(Capability.KEEP_DUES)
@require_POST
def table_discard(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Throw a draft away."""
    table = _found(request, public_id)
    discard_table(table=table, by=request.user)
    messages.success(request, _("草稿已撤销。"))
    return redirect("dues:tables", table.organization.public_id)


@require(Capability.KEEP_DUES)
def line(request: ScopedRequest, public_id: UUID, member: UUID) -> HttpResponseBase:
    """Ask what a member's dues are reckoned from, show the sum and its clause, then put it into the draft."""
    table = _found(request, public_id)
    who = finding.payer(table.organization, member)
    known = table.lines.filter(member=who).first()
    before = line_in_force(table, who) if table.number > 1 else None
    opened = first_month_of(table)
    months = months_between(opened, date(table.year, 12, 1))
    first = first_month_in(who, opened)
    if before:
        first = _drawn(request, table, first)
    form = LineForm(request.POST or None, months=months, initial=_initial(known, before, first))
    verdict = None
    if request.method == "POST" and form.is_valid():
        book = finding.book(request, table.organization)
        if request.POST.get("step") == "save":
            made = finding.attempted(form, lambda: _set(request, table, who, form, book))
            if made is not None:
                messages.success(request, _("已记入核定表：%s。") % who.person.full_name)
                return redirect("dues:table", public_id)
        else:
            answer = finding.attempted(form, lambda: monthly_dues(form.facts(), book=book))
            verdict = answer.verdict if answer else None
    context = {
        **finding.frame(request, table.organization, "tables"),
        "table": table,
        "member": who,
        "known": known,
        "before": before,
        "form": form,
        "verdict": verdict,
    }
    return render(request, "dues/line.html", context, status=422 if form.errors else 200)


def _drawn(request: ScopedRequest, table: DuesTable, first: date) -> date:
    """Return the month offered for a wage that changed: most likely this one, within the table's year."""
    drawn = new_base_month(request.on, book=finding.book(request, table.organization)).first
    return min(max(drawn, first), date(table.year, 12, 1))


def _initial(known: DuesLine | None, before: DuesLine | None, first: date) -> dict[str, Any]:
    if known is None:
        return {"starts": first.isoformat(), **({"payer": before.payer} if before else {})}
    basis = known.basis or {}
    quarter = dict(zip(("first", "second", "third"), basis.get("quarter", ()), strict=False))
    return {"starts": known.starts.isoformat(), "payer": known.payer, "base": basis.get("base"), **quarter}


def _set(request: ScopedRequest, table: DuesTable, who: Any, form: LineForm, book: Any) -> Any:
    starts = form.cleaned_data["starts"]
    return set_line(table=table, member=who, starts=starts, facts=form.facts(), by=request.user, book=book)


@require(Capability.KEEP_DUES)
@require_POST
def line_drop(request: ScopedRequest, public_id: UUID, member: UUID) -> HttpResponseBase:
    """Take a member out of a draft."""
    table = _found(request, public_id)
    row = table.lines.select_related("member").filter(member__public_id=member).first()
    if row is None:
        raise Http404
    drop_line(table=table, member=row.member, by=request.user)
    messages.success(request, _("已移出核定表。"))
    return redirect("dues:table", public_id)


@require(Capability.KEEP_DUES)
def reduction_record(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Record an approved reduction."""
    organization = finding.kept(request, public_id)
    book = finding.book(request, organization)
    months = months_between(date(request.on.year - 1, 1, 1), date(request.on.year + 1, 12, 1))
    first = request.on.replace(day=1).isoformat()
    form = ReductionForm(
        request.POST or None, members=finding.payers(organization), months=months,
        initial={"starts": first, "ends": first},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        made = finding.attempted(
            form,
            lambda: reduce_dues(
                organization=organization, member=form.chosen(), order=form.order(), by=request.user, book=book
            ),
        )
        if made is not None:
            messages.success(request, _("已登记少交、免交。"))
            return redirect("dues:tables", public_id)
    steps = dict(book.parameter("dues.hardship_steps").labels).values()
    context = {**finding.frame(request, organization, "tables"), "form": form, "steps": steps}
    return render(request, "dues/reduction.html", context, status=422 if form.errors else 200)


@require(Capability.KEEP_DUES)
def reduction_withdraw(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Ask why a reduction does not stand, then take it back."""
    reach = request.scope.paths(Capability.KEEP_DUES, "organization__path")
    rows = DuesReduction.objects.filter(reach).select_related("member__person", "organization__park")
    row = get_object_or_404(rows, public_id=public_id)
    form = TakeBackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        made = finding.attempted(
            form, lambda: withdraw_reduction(reduction=row, reason=reason, by=request.user, on=request.on)
        )
        if made is not None:
            messages.success(request, _("已撤回，没有交的月份按核定的数额收。"))
            return redirect("dues:tables", row.organization.public_id)
    context = {
        **finding.frame(request, row.organization, "tables"),
        "form": form,
        "row": row,
        "name": shown_name(row.member, row.organization_id),
    }
    return render(request, "dues/reduction_withdraw.html", context, status=422 if form.errors else 200)
