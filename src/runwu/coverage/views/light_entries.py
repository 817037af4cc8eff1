"""Entries of the light plan (工作覆盖清单登记): liaison, mass organisations, activity, and the way back on the same day."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from runwu.core.errors import UserError
from runwu.core.guards import ScopedRequest, require
from runwu.core.scope import Capability
from runwu.coverage.choices import MassKind
from runwu.coverage.forms import ActivityForm
from runwu.coverage.services import light_plans as services
from runwu.coverage.views.lookup import acting
from runwu.coverage.views.visits import back, visited


@require(Capability.VISIT)
@require_POST
def liaison_record(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Write down who is the enterprise's liaison from today on."""
    firm = visited(request, public_id)
    services.record_liaison(enterprise=firm, name=request.POST.get("name", ""), on=request.on, by=acting(request))
    messages.success(request, _("%s：已登记联络员。") % firm.label)
    return back(request)


@require(Capability.VISIT)
@require_POST
def liaison_withdraw(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Take back the liaison that was written down today."""
    firm = visited(request, public_id)
    services.withdraw_liaison(enterprise=firm, on=request.on, by=acting(request))
    messages.success(request, _("%s：已撤回联络员的登记。") % firm.label)
    return back(request)


@require(Capability.VISIT)
@require_POST
def activity_record(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Write down that this quarter's activity took place, today or on a day that has passed."""
    firm, form = visited(request, public_id), ActivityForm(request.POST)
    day = (form.cleaned_data["day"] or request.on) if form.is_valid() else None
    if day is None or not request.on.year - 1 <= day.year or day > request.on:
        raise UserError(
            _("活动没有登记。"),
            rule=_("登记的是已经办过的活动，日期不晚于今天、不早于去年。"),
            now=_("请填活动当天的日期。"),
        )
    services.record_activity(enterprise=firm, on=day, by=acting(request))
    messages.success(request, _("%(name)s：已登记 %(day)s 的活动。") % {"name": firm.label, "day": day.isoformat()})
    return back(request)


@require(Capability.VISIT)
@require_POST
def activity_withdraw(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Take back an activity that was written down today."""
    firm, form = visited(request, public_id), ActivityForm(request.POST)
    day = form.cleaned_data["day"] if form.is_valid() else None
    services.withdraw_activity(enterprise=firm, made_on=day or request.on, by=acting(request))
    messages.success(request, _("%s：已撤回活动的登记。") % firm.label)
    return back(request)


@require(Capability.VISIT)
@require_POST
def mass_record(request: ScopedRequest, public_id: UUID, kind: str) -> HttpResponseBase:
    """Write down that a mass organisation exists."""
    firm, what = visited(request, public_id), _kind(kind)
    services.record_mass(enterprise=firm, kind=what, on=request.on, by=acting(request))
    messages.success(request, _("%(name)s：已登记%(what)s。") % {"name": firm.label, "what": what.label})
    return back(request)


@require(Capability.VISIT)
@require_POST
def mass_end(request: ScopedRequest, public_id: UUID, kind: str) -> HttpResponseBase:
    """Write down that a mass organisation exists no longer; today's entry is taken back."""
    firm, what = visited(request, public_id), _kind(kind)
    services.end_mass(enterprise=firm, kind=what, on=request.on, by=acting(request))
    messages.success(request, _("%(name)s：%(what)s不再登记为已建立。") % {"name": firm.label, "what": what.label})
    return back(request)


def _kind(kind: str) -> MassKind:
    if kind not in MassKind.values:
        raise Http404
    return MassKind(kind)
