"""Enter fallback duties for many enterprises at once (兜底登记): choose, look at the effect, write, take back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from runwu.core.errors import UserError
from runwu.core.guards import ScopedRequest, require
from runwu.core.listing import Empty, ListPage, list_response
from runwu.core.scope import Capability
from runwu.coverage.choices import DutyAct
from runwu.coverage.duty_forms import DutyEntryForm
from runwu.coverage.duty_tables import DutyEntryTable
from runwu.coverage.selectors import duty_entries as selectors
from runwu.coverage.selectors.fallback_duties import Duty, duties_of, template
from runwu.coverage.services.fallback_duties import MOST, Step, Wish, enter, open_holders, preview, undo_entry
from runwu.coverage.views.duties import Asked, asked
from runwu.coverage.views.lookup import acting


@require(Capability.PLAN)
@require_http_methods(["GET", "POST"])
def duty_enter(request: ScopedRequest) -> HttpResponseBase:
    """Ask what to enter for the enterprises of the list, show the effect, then write it."""
    found = asked(request)
    firms, more = _offered(request, found)
    form = _form(request, found)
    chosen = set(request.POST.getlist("firm"))
    picked = [firm for firm in firms if str(firm.public_id) in chosen]
    context: dict[str, Any] = {"asked": found, "firms": firms, "more": more, "form": form, "most": MOST}
    context["chosen"] = {firm.pk for firm in (picked if request.method == "POST" else firms)}
    context["query"] = request.GET.urlencode()
    if request.method == "POST" and form.is_valid() and not picked:
        form.add_error(None, _("没有勾选企业。请至少勾选一家。"))
    if request.method == "GET" or form.errors:
        return render(request, "coverage/duty_enter.html", context, status=422 if form.errors else 200)
    wish = _wish(form, found)
    if request.POST.get("step") == "save":
        return _save(request, found, wish, picked)
    steps = preview(wish, picked, standing=open_holders([firm.pk for firm in picked], wish.duty.code))
    return render(request, "coverage/duty_preview.html", {**context, "wish": wish, **_told(steps)})


def _offered(request: ScopedRequest, found: Asked) -> tuple[list[Any], bool]:
    """Return the enterprises of the list as filtered, and whether there are more than one entry takes."""
    filterset = found.filtered(data=request.GET, queryset=found.rows, request=request)
    rows = filterset.qs if filterset.form.is_valid() else found.rows
    firms = list(rows.order_by("name", "pk")[: MOST + 1])
    return firms[:MOST], len(firms) > MOST


def _form(request: ScopedRequest, found: Asked) -> DutyEntryForm:
    gap = request.GET.get("gap", "")
    first = next((duty.code for duty in found.duties if duty.code == gap), "")
    return DutyEntryForm(
        request.POST if request.method == "POST" else None,
        duties=found.duties,
        organizations=selectors.holding_organizations(park=found.park, on=request.on),
        people=selectors.holding_people(park=found.park, on=request.on),
        on=request.on,
        initial={"since": request.on, "duty": first},
    )


def _wish(form: DutyEntryForm, found: Asked) -> Wish:
    data = form.cleaned_data
    ends = data["act"] == DutyAct.END
    return Wish(
        duty=next(duty for duty in found.duties if duty.code == data["duty"]),
        act=DutyAct(data["act"]),
        since=data["since"],
        document=data["document"].strip(),
        organization=None if ends else data["organization"],
        person=None if ends else data["person"],
        also_derived=data["also_derived"],
    )


def _told(steps: list[Step]) -> dict[str, object]:
    return {"steps": steps, "writing": sum(step.effect.writes for step in steps)}


def _save(request: ScopedRequest, found: Asked, wish: Wish, picked: list[Any]) -> HttpResponseBase:
    entry = enter(wish=wish, park=found.park, firms=picked, on=request.on, by=acting(request))
    messages.success(
        request, _("已登记 %(count)s 家企业的“%(duty)s”。") % {"count": entry.enterprises, "duty": wish.duty.name}
    )
    return redirect("coverage:duty-entry", public_id=entry.public_id)


@require(Capability.PLAN)
@require_GET
def duty_entries(request: ScopedRequest) -> HttpResponseBase:
    """List what was entered, newest first."""
    page = ListPage(
        name="duty-entries",
        title=gettext_lazy("兜底登记记录"),
        queryset=selectors.entries(scope=request.scope),
        table=DutyEntryTable,
        default_sort="-recorded_at",
        unit=gettext_lazy("次"),
        as_values=False,
        may_export=True,
        empty=Empty(gettext_lazy("还没有登记过。在“兜底事项”里选企业登记。")),
    )
    return list_response(request, page)


@require(Capability.PLAN)
@require_GET
def duty_entry(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Show one entry with its enterprises; on its own day it may be taken back."""
    entry = get_object_or_404(selectors.entries(scope=request.scope), public_id=public_id)
    duties = duties_of(park=entry.park, on=request.on)
    context = {
        "entry": entry,
        "duty": _named(duties, entry.code),
        "firms": selectors.firms_of(entry),
        "may_undo": entry.undone_at is None and entry.recorded_on == request.on,
    }
    return render(request, "coverage/duty_entry.html", context)


def _named(duties: Any, code: str) -> Duty | None:
    return next((duty for duty in (*duties, *template()[0]) if duty.code == code), None)


@require(Capability.PLAN)
@require_POST
def duty_entry_undo(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Take an entry of today back."""
    entry = get_object_or_404(selectors.entries(scope=request.scope), public_id=public_id)
    try:
        undo_entry(entry=entry, on=request.on, by=acting(request))
    except UserError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("已撤回，这些企业恢复到登记以前。"))
    return redirect("coverage:duty-entry", public_id=public_id)
