"""Correct a floating period, or take its record back, on the day of recording."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from runwu.core.errors import UserError
from runwu.core.guards import ScopedRequest, require
from runwu.core.scope import Capability
from runwu.members.choices import Belonging, Mistake
from runwu.members.floating.forms import InForm, MistakeForm, OutForm
from runwu.members.floating.selectors import acts, stays
from runwu.members.models import FloatingStay
from runwu.members.services.floating import correct_stay, take_back_stay


@require(Capability.TRANSFER_MEMBERS)
@require_http_methods(["GET", "POST"])
def stay_correct(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Put right what was typed about a period today."""
    stay = get_object_or_404(acts(scope=request.scope), public_id=public_id)
    form, why, status = _form(request, stay), MistakeForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid() and why.is_valid():
        told = form.stay() if isinstance(form, InForm) else form.stay(stay.member)
        mistake = Mistake(why.cleaned_data["mistake"])
        try:
            correct_stay(stay=stay, told=told, mistake=mistake, by=request.user, on=request.on)
        except UserError as error:
            form.add_error(None, str(error))
            status = error.status
        else:
            messages.success(request, _("流动期已更正，更正前的登记不保留，操作日志里有更正的原因。"))
            known = stays(scope=request.scope).filter(pk=stay.pk).exists()
            return redirect("members:floating-stay", stay.public_id) if known else redirect("members:floating")
    context = {"form": form, "why": why, "stay": stay}
    failed = bool(form.errors or why.errors) and status == 200
    return render(request, "members/floating_correct.html", context, status=422 if failed else status)


def _form(request: ScopedRequest, stay: FloatingStay) -> InForm | OutForm:
    told = {
        "since": stay.valid_from,
        "until": stay.valid_to,
        "reason": stay.reason,
        "activity_place": stay.activity_place,
        "season": stay.season.public_id if stay.season else None,
    }
    if stay.member.belonging == Belonging.FLOATING_IN:
        told |= {"home_label": stay.from_name, "host": stay.host.public_id if stay.host else None}
        return InForm(request.POST or None, scope=request.scope, known=True, initial=told)
    host = stay.host.name if stay.host else stay.host_label
    return OutForm(request.POST or None, scope=request.scope, initial={**told, "host": host})


@require(Capability.TRANSFER_MEMBERS)
@require_http_methods(["GET", "POST"])
def stay_take_back(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Take the record of a period back, after its page has told what goes."""
    stay = get_object_or_404(acts(scope=request.scope), public_id=public_id)
    form, status = MistakeForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        try:
            take_back_stay(stay=stay, mistake=Mistake(form.cleaned_data["mistake"]), by=request.user, on=request.on)
        except UserError as error:
            form.add_error(None, str(error))
            status = error.status
        else:
            messages.success(request, _("登记已撤回，就像没有登记过。"))
            return redirect("members:floating")
    answer = 422 if form.errors and status == 200 else status
    return render(request, "members/floating_take_back.html", {"form": form, "stay": stay}, status=answer)
