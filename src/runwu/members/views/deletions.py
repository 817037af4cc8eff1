"""Ask for a deletion, take it back, answer it, and lift what was frozen."""

from typing import cast
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from runwu.accounts.models import User
from runwu.core.errors import UserError
from runwu.core.guards import ScopedRequest, require, signed_in
from runwu.core.rulebooks import rulebook
from runwu.core.scope import Capability
from runwu.members.choices import DeletionPiece, DeletionState
from runwu.members.deletion_forms import DeletionAnswerForm, DeletionForm, LiftForm, OpenFrozenForm
from runwu.members.models import DeletionRequest
from runwu.members.own.deletions import deletions, frozen_records, held_pieces
from runwu.members.services.contacts import note_opening
from runwu.members.services.deletions import (
    ask_deletion,
    delete_piece,
    freeze_piece,
    lift_freeze,
    open_frozen,
    refuse_deletion,
    withdraw_deletion,
)
from runwu.members.services.freezing import person_in
from runwu.members.views.corrections import after_answer, may_read
from runwu.members.views.own import own_member
from runwu.rules.privacy import DeletionGround, deletion_due

MOST = 200


@signed_in
@require_http_methods(["GET", "POST"])
def deletion_ask(request: ScopedRequest) -> HttpResponseBase:
    """Ask for the deletion of a piece of what is held about oneself."""
    member = own_member(request)
    pieces = held_pieces(member)
    form, status = DeletionForm(request.POST or None, pieces=pieces), 200
    if request.method == "POST" and form.is_valid():
        piece = DeletionPiece(form.cleaned_data["piece"])
        by = cast("User", request.user)
        try:
            ask_deletion(member=member, piece=piece, reason=form.cleaned_data["reason"], by=by)
        except UserError as error:
            form.add_error(None, str(error))
            status = error.status
        else:
            messages.success(request, _("已提出，由所在支部核对并答复。答复以前可以撤回。"))
            return redirect("me:page")
    context = {"form": form, "pieces": pieces, "source": _source(request)}
    return render(request, "members/deletion_form.html", context, status=_status(form, status))


@signed_in
@require_POST
def deletion_withdraw(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Take one's own request back."""
    found = get_object_or_404(own_member(request).deletions, public_id=public_id)
    try:
        withdraw_deletion(request=found, by=cast("User", request.user))
    except UserError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("已撤回删除申请。"))
    return redirect("me:page")


@require(Capability.SEE_MEMBER_CONTACTS, Capability.EDIT_MEMBERS)
@require_http_methods(["GET", "POST"])
def deletion_answer(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Answer a request with reasons; deleting asks once more, as nothing brings it back."""
    found = get_object_or_404(deletions(scope=request.scope), public_id=public_id)
    note_opening(member=found.member, by=cast("User", request.user), on=request.on)
    form, status = DeletionAnswerForm(request.POST or None), 200
    confirm = False
    if request.method == "POST" and form.is_valid():
        confirm = form.cleaned_data["outcome"] == "delete" and "confirmed" not in request.POST
        try:
            if not confirm:
                _answer(request, found, form)
                messages.success(request, _("已答复，本人会在“谁能看到我”里看到。"))
                return _after(request, found)
        except UserError as error:
            form.add_error(None, str(error))
            status = error.status
    context = {
        "form": form,
        "deletion": found,
        "confirm": confirm,
        "open": found.state == DeletionState.ASKED,
        "frozen": found.state == DeletionState.FROZEN,
        "source": _source(request),
        "page": may_read(request, found.member),
    }
    return render(request, "members/deletion_answer.html", context, status=_status(form, status))


def _after(request: ScopedRequest, found: DeletionRequest) -> HttpResponseBase:
    """Lead back to the member, or, where the whole record was dealt with, to what is only stored."""
    found.refresh_from_db()
    if found.piece == DeletionPiece.RECORD and found.state != DeletionState.REFUSED:
        return redirect("members:frozen")
    return after_answer(request, found.member)


def _answer(request: ScopedRequest, found: DeletionRequest, form: DeletionAnswerForm) -> None:
    told = form.cleaned_data
    by = cast("User", request.user)
    if told["outcome"] == "delete":
        delete_piece(request=found, answer=told["answer"], by=by)
    elif told["outcome"] == "freeze":
        freeze_piece(request=found, answer=told["answer"], ground=told["ground"], until=told["until"], by=by)
    else:
        refuse_deletion(request=found, answer=told["answer"], by=by)


@require(Capability.SEE_MEMBER_CONTACTS, Capability.EDIT_MEMBERS)
@require_http_methods(["GET", "POST"])
def freeze_lift(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Lift a freeze, with a reason that the person reads."""
    stored = frozen_records(scope=request.scope).filter(public_id=public_id).first()
    rows = deletions(scope=request.scope).filter(state=DeletionState.FROZEN)
    found = stored or get_object_or_404(rows, public_id=public_id)
    form = LiftForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            lift_freeze(request=found, reason=form.cleaned_data["reason"], by=cast("User", request.user))
        except UserError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("已解除停止处理，内容回到名册。"))
            return after_answer(request, found.member)
    context = {"form": form, "deletion": found, "source": _source(request)}
    return render(request, "members/freeze_lift.html", context, status=_status(form, 200))


@require(Capability.SEE_MEMBER_CONTACTS, Capability.EDIT_MEMBERS)
def frozen_list(request: ScopedRequest) -> HttpResponseBase:
    """List what is stored of former members, without a name."""
    rows = frozen_records(scope=request.scope)
    context = {"rows": rows[:MOST], "number": rows.count(), "most": MOST, "source": _source(request)}
    return render(request, "members/frozen_list.html", context)


@require(Capability.SEE_MEMBER_CONTACTS, Capability.EDIT_MEMBERS)
@require_http_methods(["GET", "POST"])
def frozen_open(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Show one of them once, with a reason that the person reads."""
    found = get_object_or_404(frozen_records(scope=request.scope), public_id=public_id)
    form, person = OpenFrozenForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        row = open_frozen(request=found, reason=form.cleaned_data["reason"], by=cast("User", request.user))
        person = person_in(row.member, row.kept or {})
    context = {
        "form": form,
        "stored": found,
        "person": person,
        "affiliations": found.member.affiliations.select_related("organization").order_by("-valid_from")
        if person
        else (),
        "source": _source(request),
    }
    return render(request, "members/frozen_open.html", context, status=_status(form, 200))


def _source(request: ScopedRequest) -> object:
    """Return the clause by which what must be kept is only stored."""
    verdict = deletion_due(DeletionGround.CONSENT_WITHDRAWN, must_be_kept=True, book=rulebook(on=request.on))
    return verdict.reasons[0].source


def _status(form: forms.Form, status: int) -> int:
    return 422 if form.errors and status == 200 else status
