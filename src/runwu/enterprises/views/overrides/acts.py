"""Record a park's own value, correct it, let it end, undo the last act."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from runwu.core.errors import UserError
from runwu.core.guards import ScopedRequest
from runwu.core.meanwhile import ChangedMeanwhile
from runwu.core.models import RulebookOverride
from runwu.core.scope import Capability
from runwu.enterprises.rule_forms import EndForm, OverrideForm
from runwu.enterprises.selectors import parks
from runwu.enterprises.services.overrides import (
    check_end,
    check_input,
    correct_override,
    end_override,
    record_override,
    standing_version,
    undo_override,
)
from runwu.enterprises.views.overrides.about import ACT, About, about_rule, acting, of_row, refuse_hard
from runwu.enterprises.views.overrides.previewing import is_saving, page, passes, say_changed


@ACT
@require_http_methods(["GET", "POST"])
def override_record(request: ScopedRequest, park: UUID, key: str) -> HttpResponseBase:
    """Record a park's own value: first a preview of what changes, then the value."""
    found = get_object_or_404(parks(scope=request.scope, capability=Capability.SET_RULES), public_id=park)
    about = about_rule(request, found, key)
    refuse_hard(request, about)
    return _value_page(request, about, _("已登记本园区取值。今天还可以撤销。"))


@ACT
@require_http_methods(["GET", "POST"])
def override_correct(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Correct a recorded value; the old version stays readable."""
    return _value_page(request, of_row(request, public_id), _("已更正本园区取值。今天还可以撤销。"))


def _value_page(request: ScopedRequest, about: About, done: str) -> HttpResponseBase:
    form = OverrideForm(
        request.POST or None, parameter=about.parameter, dated=about.dated, today=request.on, row=about.row
    )
    if request.method != "POST" or not passes(form, lambda: _check(form, about)):
        return page(request, about, form)
    if not is_saving(request, form):
        say_changed(request)
        form.carry_mark()
        return page(request, about, form, after=form.asked().override())
    return _saved(request, about, form, done)


def _check(form: OverrideForm, about: About) -> None:
    instead_of = standing_version(about.row) if about.row else None
    check_input(park=about.park, asked=form.asked(), instead_of=instead_of or about.row)


def _saved(request: ScopedRequest, about: About, form: OverrideForm, done: str) -> HttpResponseBase:
    if about.row is None:
        record_override(park=about.park, asked=form.asked(), by=acting(request))
    else:
        try:
            correct_override(
                row=about.row, park=about.park, asked=form.asked(), by=acting(request), seen=form.seen_values
            )
        except ChangedMeanwhile as changed:
            form.keep_for_another_look(changed)
            return page(request, about, form)
    messages.success(request, done)
    return redirect(about.address)


@ACT
@require_http_methods(["GET", "POST"])
def override_end(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Let a recorded value end."""
    about = of_row(request, public_id)
    row = cast("RulebookOverride", about.row)
    form = EndForm(request.POST or None, today=max(request.on, row.valid_from))
    if request.method != "POST" or not passes(form, lambda: check_end(row, form.cleaned_data["last_day"])):
        return page(request, about, form)
    if not is_saving(request, form):
        say_changed(request)
        form.carry_mark()
        return page(request, about, form)
    return _ended(request, about, form)


def _ended(request: ScopedRequest, about: About, form: EndForm) -> HttpResponseBase:
    data, row = form.cleaned_data, cast("RulebookOverride", about.row)
    try:
        end_override(row=row, park=about.park, last_day=data["last_day"], reason=data["reason"], by=acting(request))
    except UserError as error:
        form.add_error(None, str(error))
        return page(request, about, form)
    messages.success(request, _("已终止本园区取值。今天还可以撤销。"))
    return redirect(about.address)


@ACT
@require_POST
def override_undo(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Take back the last act on a value, on the same day."""
    about = of_row(request, public_id)
    row = cast("RulebookOverride", about.row)
    undo_override(row=row, park=about.park, on=request.on, by=acting(request))
    messages.success(request, _("已撤销，恢复到办理之前。"))
    return redirect(about.address)
