"""Who has paid, for park and committee (党费交纳情况): branches of a month, and the names behind a figure."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from runwu.core.guards import ScopedRequest, require
from runwu.core.scope import Capability
from runwu.dues.choices import ClearState
from runwu.dues.selectors import branch_states, branches, setting_steps, told_states, year_states
from runwu.dues.views import finding
from runwu.enterprises.models import Park
from runwu.organizations.models import Organization
from runwu.rules.periods import Month, add_months


@require(Capability.SEE_DUES_STATE)
@require_GET
def overview_page(request: ScopedRequest) -> HttpResponseBase:
    """Show, branch by branch of one park, how many have nothing outstanding for a month."""
    first = _month(request)
    park, parks, shown = asked_park(request)
    rows = [row for row in branch_states(scope=request.scope, organizations=shown, month=first) if row.all]
    sums = {state: sum(getattr(row, state) for row in rows) for state in ("all", "clear", "open", "not_set")}
    steps = setting_steps(
        organizations=[row.organization for row in rows if row.not_set], year=first.year, on=request.on
    )
    context = {
        "rows": [(row, steps.get(row.organization.pk)) for row in rows], "sums": sums, "park": park, "parks": parks,
        **_around(request, first),
    }  # fmt: skip
    return render(request, "dues/overview.html", context)


@require(Capability.SEE_DUES_STATE)
@require_GET
def overview_year(request: ScopedRequest) -> HttpResponseBase:
    """Show a year of the branches of one park: what is outstanding month by month, and when dues last went up."""
    year = asked_year(request)
    park, parks, shown = asked_park(request)
    rows = year_states(scope=request.scope, organizations=shown, year=year, on=request.on)
    sums = {state: sum(getattr(row, state) for row in rows) for state in ("clear", "open", "not_set")}
    context = {"rows": rows, "sums": sums, "park": park, "parks": parks, "year": year}
    context |= {"before": year - 1, "after": year + 1 if year < request.on.year else None}
    return render(request, "dues/overview_year.html", context)


def asked_year(request: ScopedRequest) -> int:
    """Return the year asked for, this year without one; 404 for none or one to come."""
    asked = request.GET.get("year", "") or str(request.on.year)
    if not asked.isdecimal() or not date.min.year < int(asked) <= request.on.year:
        raise Http404
    return int(asked)


def asked_park(request: ScopedRequest) -> tuple[Park | None, list[Park], list[Organization]]:
    """Return the park asked for, or the first in reach; all parks in reach; its branches. One query."""
    everywhere = list(branches(scope=request.scope, capability=Capability.SEE_DUES_STATE))
    parks = sorted({one.park for one in everywhere if one.park}, key=lambda park: (park.name, park.pk))
    park = next((one for one in parks if str(one.public_id) == request.GET.get("park")), parks[0] if parks else None)
    return park, parks, [one for one in everywhere if one.park == park]


@require(Capability.SEE_DUES_STATE)
@require_GET
def overview_branch(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Show who of a branch has nothing outstanding for a month, who has, and for whom nothing is approved yet."""
    reach = branches(scope=request.scope, capability=Capability.SEE_DUES_STATE)
    organization: Organization = get_object_or_404(reach, public_id=public_id)
    first, wanted = _month(request), request.GET.get("state", "")
    found = told_states(scope=request.scope, organizations=[organization], month=first)
    groups = [
        {"state": state, "rows": [row for row, told in found if told == state]}
        for state in (ClearState.OPEN, ClearState.NOT_SET, ClearState.CLEAR)
        if wanted in ("", state)
    ]
    steps = setting_steps(organizations=[organization], year=first.year, on=request.on)
    context = {
        "organization": organization,
        "step": steps[organization.pk],
        "groups": [group for group in groups if group["rows"]],
        "wanted": wanted,
        **_around(request, first),
    }
    return render(request, "dues/overview_branch.html", context)


def _month(request: ScopedRequest) -> date:
    """Return the first day of the month asked for, this month without one; 404 for none, UserError for one to come."""
    asked = request.GET.get("month", "")
    if not asked:
        return Month.containing(request.on).first
    year, _sign, number = asked.partition("-")
    if not (year.isdecimal() and number.isdecimal()):
        raise Http404
    return finding.month_at(int(year), int(number), request.on)


def _around(request: ScopedRequest, first: date) -> dict[str, Any]:
    after = add_months(first, 1)
    return {"first": first, "before": add_months(first, -1), "after": after if after <= request.on else None}
