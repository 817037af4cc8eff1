"""One screen per branch and month (按月收缴): who has paid, and everybody who has by one act; the publication sheet."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from runwu.core.guards import ScopedRequest, require
from runwu.core.scope import Capability
from runwu.dues.choices import MonthState
from runwu.dues.forms import CollectForm, chosen
from runwu.dues.selectors import branches, keeps, sheet
from runwu.dues.selectors.beginnings import beginning
from runwu.dues.selectors.sheets import MemberDues, MonthDue
from runwu.dues.services import collect_month
from runwu.dues.views import finding
from runwu.members.models import PartyMember
from runwu.organizations.models import Organization
from runwu.rules.periods import Month, add_months
from runwu.rules.verdict import Verdict


@require(Capability.SEE_DUES)
@require_GET
def home(request: ScopedRequest) -> HttpResponseBase:
    """Lead to this month of the only branch, or list the branches; who keeps those of a committee finds its branches' money."""
    rows = list(branches(scope=request.scope))
    if not rows and request.scope.may(Capability.SEE_DUES_STATE):
        return redirect("dues:overview-money")
    month = Month.containing(request.on)
    if len(rows) == 1:
        return redirect("dues:month", rows[0].public_id, month.year, month.number)
    return render(request, "dues/home.html", {"rows": rows, "month": month})


@require(Capability.SEE_DUES)
@require_GET
def month_page(request: ScopedRequest, public_id: UUID, year: int, month: int) -> HttpResponseBase:
    """Show who has paid a month."""
    organization = finding.branch(request, public_id)
    first = finding.month_at(year, month, request.on)
    rows = sheet(organizations=[organization], first=first, last=first)
    form = CollectForm(initial={"received_on": request.on, "method": "cash"})
    return _shown(request, organization, first, rows, form)


@require(Capability.KEEP_DUES)
@require_POST
def collect(request: ScopedRequest, public_id: UUID, year: int, month: int) -> HttpResponseBase:
    """Take a month in as approved from everybody who is ticked, or show what stands in the way."""
    organization = finding.kept(request, public_id)
    first = finding.month_at(year, month, request.on)
    rows = sheet(organizations=[organization], first=first, last=first)
    form = CollectForm(request.POST)
    if form.is_valid() and (made := _collect(request, organization, first, rows, form)):
        told = {"n": len(made), "first": made[0].label, "last": made[-1].label}
        messages.success(request, _("已收 %(n)d 人，收据 %(first)s 至 %(last)s 号。") % told)
        return redirect("dues:month", public_id, year, month)
    return _shown(request, organization, first, rows, form)


def _shown(
    request: ScopedRequest, organization: Organization, first: date, rows: list[MemberDues], form: CollectForm
) -> HttpResponseBase:
    context = {
        **finding.frame(request, organization, "month"),
        **_told(rows, first),
        "form": form,
        "ticked": set(request.POST.getlist("member")),
        "asked": form.is_bound,
        "first": first,
        "before": add_months(first, -1),
        "after": add_months(first, 1) if add_months(first, 1) <= request.on else None,
    }
    return render(request, "dues/month.html", context, status=422 if form.errors else 200)


def _collect(
    request: ScopedRequest, organization: Organization, first: date, rows: list[MemberDues], form: CollectForm
) -> Any:
    members = chosen([row.member for row in rows], request.POST.getlist("member"))
    book = finding.book(request, organization)
    return finding.attempted(
        form,
        lambda: collect_month(
            organization=organization, month=first, members=members, order=form.order(), by=request.user, book=book
        ),
    )


@dataclass(frozen=True, slots=True)
class _Told:
    """A member and the one month that the page is about."""

    member: PartyMember
    due: MonthDue


def _told(rows: list[MemberDues], first: date) -> dict[str, Any]:
    """Return the rows of one month by what is known, with their numbers and sums in yuan."""
    told = [_Told(row.member, row.one(first)) for row in rows]
    by_state = {state: [one for one in told if one.due.state == state] for state in MonthState}
    return {
        "rows": told,
        "unpaid": by_state[MonthState.UNPAID],
        "paid": by_state[MonthState.PAID],
        "elsewhere": by_state[MonthState.ELSEWHERE],
        "exempt": by_state[MonthState.EXEMPT],
        "not_set": by_state[MonthState.NOT_SET],
        "begin": _beginning(told, first),
        "owed": _sum(by_state[MonthState.UNPAID]),
        "received": _sum(by_state[MonthState.PAID]),
    }


@dataclass(frozen=True, slots=True)
class _Begins:
    """A member who owes dues for the first time in the month of the page, and what the rules say; nobody restricted."""

    member: PartyMember
    verdict: Verdict


def _beginning(told: list[_Told], first: date) -> list[_Begins]:
    asked = [(one.member, beginning(one.member)) for one in told if not one.member.restricted]
    return [
        _Begins(member, verdict)
        for member, verdict in asked
        if verdict and verdict.since and verdict.since.replace(day=1) == first
    ]


def _sum(rows: list[_Told]) -> Decimal:
    return sum((one.due.amount or Decimal(0) for one in rows), Decimal(0))


@require(Capability.SEE_DUES)
@require_GET
def publication(request: ScopedRequest, public_id: UUID, year: int, month: int) -> HttpResponseBase:
    """Print who has nothing outstanding for a month (党费收缴公示): no amounts, no reductions, nobody restricted."""
    organization = finding.branch(request, public_id)
    first = finding.month_at(year, month, request.on)
    rows = sheet(organizations=[organization], first=first, last=first)
    told = [_Told(row.member, row.one(first)) for row in rows if not row.member.restricted]
    context = {
        "organization": organization,
        "keeper": keeps(scope=request.scope, organization=organization),
        "first": first,
        "rows": told,
        "on": request.on,
        "so_far": Month.containing(request.on).first == first,
    }
    return render(request, "dues/publication.html", context)
