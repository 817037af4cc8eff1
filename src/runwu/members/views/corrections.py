"""Ask for a correction, take it back, and answer it."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from runwu.accounts.models import User
from runwu.core.errors import UserError
from runwu.core.guards import ScopedRequest, require, signed_in
from runwu.core.scope import Capability
from runwu.members.choices import CorrectionField, CorrectionState
from runwu.members.forms import CorrectionAnswerForm, CorrectionForm
from runwu.members.models import PartyMember
from runwu.members.own.corrections import corrections, in_words, shown_now
from runwu.members.services import answer_correction, ask_correction, withdraw_correction
from runwu.members.services.contacts import note_opening
from runwu.members.standings import on_record
from runwu.members.views.own import own_member


@signed_in
@require_http_methods(["GET", "POST"])
def correction_ask(request: ScopedRequest) -> HttpResponseBase:
    """Ask for a correction of what is held about oneself."""
    member = own_member(request)
    asked = request.GET.get("field", "")
    form, status = CorrectionForm(request.POST or None, member=member, initial={"field": asked}), 200
    if request.method == "POST" and form.is_valid():
        try:
            ask_correction(
                member=member,
                field=CorrectionField(form.cleaned_data["field"]),
                wanted=form.cleaned_data["wanted"],
                reason=form.cleaned_data["reason"],
                by=cast("User", request.user),
            )
        except UserError as error:
            form.add_error(None, str(error))
            status = error.status
        else:
            messages.success(request, _("已提出，由所在支部核对并答复。"))
            return redirect("me:page")
    return render(request, "members/correction_form.html", {"form": form}, status=_status(form, status))


@signed_in
@require_POST
def correction_withdraw(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Take one's own request back."""
    found = get_object_or_404(own_member(request).corrections, public_id=public_id)
    try:
        withdraw_correction(request=found, by=cast("User", request.user))
    except UserError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("已撤回更正申请。"))
    return redirect("me:page")


@require(Capability.SEE_MEMBER_CONTACTS, Capability.EDIT_MEMBERS)
@require_http_methods(["GET", "POST"])
def correction_answer(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Answer a member's request with reasons."""
    found = get_object_or_404(corrections(scope=request.scope), public_id=public_id)
    note_opening(member=found.member, by=cast("User", request.user), on=request.on)
    field = CorrectionField(found.field)
    form, status = CorrectionAnswerForm(request.POST or None, field=field), 200
    if request.method == "POST" and form.is_valid():
        try:
            answer_correction(
                request=found,
                correct=form.cleaned_data["outcome"] == "correct",
                answer=form.cleaned_data["answer"],
                by=cast("User", request.user),
            )
        except UserError as error:
            form.add_error(None, str(error))
            status = error.status
        else:
            messages.success(request, _("已答复，本人会在“谁能看到我”里看到。"))
            return after_answer(request, found.member)
    context = {
        "form": form,
        "correction": found,
        "wanted": in_words(field, found.wanted),
        "present": shown_now(found, scope=request.scope),
        "page": may_read(request, found.member),
        "open": found.state == CorrectionState.ASKED,
    }
    return render(request, "members/correction_answer.html", context, status=_status(form, status))


def may_read(request: ScopedRequest, member: PartyMember) -> bool:
    """Tell whether who answers reaches the page of the member: of who belongs nowhere here any more, nobody does."""
    return on_record(scope=request.scope).filter(pk=member.pk).exists()


def after_answer(request: ScopedRequest, member: PartyMember) -> HttpResponseBase:
    """Lead back to the member, else home."""
    return redirect("members:page", member.public_id) if may_read(request, member) else redirect("workbench:home")


def _status(form: CorrectionForm | CorrectionAnswerForm, status: int) -> int:
    return 422 if form.errors and status == 200 else status
