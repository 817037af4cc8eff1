"""Promises in relations: record, say what became of them, take back the same day; all of them in reach (承诺事项)."""

from datetime import MAXYEAR, MINYEAR
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from runwu.core.guards import ScopedRequest, require
from runwu.core.listing import Empty, ListPage, list_response
from runwu.core.scope import Capability
from runwu.organizations import relations
from runwu.organizations.choices import RelationLine
from runwu.organizations.filters import QUARTERS, PromiseFilter
from runwu.organizations.lines import TERRITORIAL, line_choices
from runwu.organizations.models import Promise
from runwu.organizations.promise_sheet import Period, quarter_of, sheet_of
from runwu.organizations.relation_forms import PromiseForm, SettleForm
from runwu.organizations.services import promises as services
from runwu.organizations.tables import PromiseTable
from runwu.organizations.views.relations import found_relation, own_end, refuse_untold


@require(Capability.SEE_ORGANIZATIONS)
def promise_list(request: ScopedRequest) -> HttpResponseBase:
    """Show the promises made in relations in reach, and what became of them."""
    page = ListPage(
        name="promises",
        title=gettext_lazy("承诺事项"),
        queryset=relations.promises_in_reach(scope=request.scope).select_related(
            "promised_by", "relation__source", "relation__target"
        ),
        as_values=False,
        table=PromiseTable,
        default_sort="due_on",
        filterset=PromiseFilter,
        unit=gettext_lazy("项"),
        may_export=True,
        empty=Empty(why=gettext_lazy("你的权限范围内没有这样的承诺。")),
    )
    kept = {name: request.GET[name] for name in ("year", "quarter", "line") if request.GET.get(name)}
    sheet = reverse("organizations:promise-sheet") + (f"?{urlencode(kept)}" if kept else "")
    return list_response(request, page, template="organizations/promise_list.html", context={"sheet": sheet})


@require(Capability.SEE_ORGANIZATIONS)
@require_GET
def promise_sheet(request: ScopedRequest) -> HttpResponseBase:
    """Show what was due in a quarter (this one unless another is asked for) or a year on paper, for a meeting."""
    period, line = _period(request), request.GET.get("line", "")
    names = dict(line_choices()) | dict(RelationLine.choices)
    line = line if line in names and line != TERRITORIAL else ""
    kept = period.query + (f"&line={line}" if line else "")
    context = {
        "sheet": sheet_of(scope=request.scope, period=period, line=line), "period": period,
        "line": names.get(line, ""), "back": f"{reverse('organizations:promises')}?{kept}", "on": request.on,
    }  # fmt: skip
    return render(request, "organizations/promise_sheet.html", context)


def _period(request: ScopedRequest) -> Period:
    """Return the period of the address; a quarter without a year is one of this year, nothing is this quarter."""
    year, quarter = request.GET.get("year", ""), request.GET.get("quarter", "")
    told = quarter if quarter in dict(QUARTERS) else ""
    if not told and not _is_year(year):
        return quarter_of(request.on)
    return Period(year=int(year) if _is_year(year) else request.on.year, quarter=int(told) if told else None)


def _is_year(words: str) -> bool:
    return words.isascii() and words.isdigit() and len(words) == len(str(MAXYEAR)) and MINYEAR < int(words) < MAXYEAR


@require(Capability.EDIT_ORGANIZATIONS)
def promises_of_relation(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Show the promises made in one relation, and record another."""
    relation = found_relation(request, public_id)
    refuse_untold(request, relation)
    sides = relations.sides_that_promise(relation=relation, scope=request.scope)
    form = PromiseForm(request.POST or None, sides=sides)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        services.record_promise(
            relation=relation, promised_by=form.side, words=given["words"], due_on=given["due_on"], by=request.user
        )
        messages.success(request, _("已登记承诺。今天内可以撤回。"))
        return redirect("organizations:relation-promises", public_id=relation.public_id)
    rows = relations.promises_in_reach(scope=request.scope).filter(relation=relation).select_related("promised_by")
    here = own_end(request, relation)
    context = {
        "organization": here, "relation": relation, "what": relations.what_it_is(relation, here),
        "other": relation.target if relation.source_id == here.pk else relation.source,
        "rows": [(row, services.may_withdraw_promise(row, request.on)) for row in rows], "form": form, "on": request.on,
        "may_promise": bool(sides) and relation.valid_to is None,
    }  # fmt: skip
    return render(request, "organizations/relation_promises.html", context, status=422 if form.errors else 200)


@require(Capability.EDIT_ORGANIZATIONS)
def settle_promise(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Ask whether a promise was kept, when, and what shows it."""
    promise = _found_promise(request, public_id)
    form = SettleForm(request.POST or None, initial={"on": request.on.isoformat()})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        services.settle_promise(
            promise=promise, kept=given["kept"] == "yes", on=given["on"], evidence=given["evidence"], by=request.user
        )
        messages.success(request, _("已登记兑现情况。今天内可以撤回。"))
        return redirect("organizations:relation-promises", public_id=promise.relation.public_id)
    context = {"organization": own_end(request, promise.relation), "promise": promise, "form": form}
    return render(request, "organizations/promise_settle.html", context, status=422 if form.errors else 200)


@require(Capability.EDIT_ORGANIZATIONS)
@require_POST
def withdraw_promise(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Take back what was entered about a promise today."""
    promise = _found_promise(request, public_id)
    relation = promise.relation
    left = services.withdraw_promise(promise=promise, by=request.user)
    messages.success(request, _("已撤回兑现登记。") if left else _("已撤回承诺登记。"))
    return redirect("organizations:relation-promises", public_id=relation.public_id)


def _found_promise(request: ScopedRequest, public_id: UUID) -> Promise:
    """Return a promise made in a relation of an organisation that this person may edit, or 404."""
    edit = Capability.EDIT_ORGANIZATIONS
    reach = request.scope.paths(edit, "relation__source__path") | request.scope.paths(edit, "relation__target__path")
    rows = (
        relations.promises_in_reach(scope=request.scope)
        .filter(reach)
        .select_related("promised_by", "relation__source", "relation__target")
    )
    promise = get_object_or_404(rows, public_id=public_id)
    refuse_untold(request, promise.relation)
    return promise
