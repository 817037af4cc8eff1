"""Wishes about who may know, the branch's decisions, and the contacts of restricted members."""

from typing import Any, cast
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from runwu.accounts.models import User
from runwu.core import attachments
from runwu.core.errors import UserError
from runwu.core.guards import ScopedRequest, require, signed_in
from runwu.core.models import Attachment
from runwu.core.scope import Capability
from runwu.members.choices import WishKind, WishState
from runwu.members.forms import ContactForm, WishDecisionForm, WishForm
from runwu.members.models import PartyMember, RestrictionWish
from runwu.members.own.restriction import cared_for, possible_contacts, wishes
from runwu.members.services import decide_wish, hand_over_contact, name_contact, record_wish, withdraw_wish
from runwu.members.services.contacts import note_opening
from runwu.members.views.own import done, own_member

FORM = ["GET", "POST"]


@signed_in
@require_POST
def wish_ask(request: ScopedRequest, kind: str) -> HttpResponseBase:
    """Tell the branch what one wishes."""
    member = own_member(request)
    if kind not in WishKind.values:
        raise Http404
    by = cast("User", request.user)
    return done(
        request,
        lambda: record_wish(
            member=member, kind=WishKind(kind), wished_on=request.on, by=by, on=request.on, on_paper=False
        ),
        _("已提出，由所在支部决定并答复。缩小知悉范围的先生效，放宽的决定以前不变。"),
    )


@signed_in
@require_POST
def wish_withdraw(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Take one's own wish back."""
    found = get_object_or_404(own_member(request).wishes, public_id=public_id)
    by = cast("User", request.user)
    return done(request, lambda: withdraw_wish(wish=found, by=by, on=request.on), _("已撤回。"))


def _cared(request: ScopedRequest, public_id: UUID) -> PartyMember:
    return get_object_or_404(cared_for(scope=request.scope), public_id=public_id)


@require(Capability.SEE_MEMBER_CONTACTS)
@require_http_methods(FORM)
def wish_record(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Record a wish from a signed paper, for a member without account."""
    member = _cared(request, public_id)
    form, status = WishForm(request.POST or None, request.FILES or None), 200
    if request.method == "POST" and form.is_valid():
        try:
            wish = record_wish(
                member=member,
                kind=WishKind(form.cleaned_data["kind"]),
                wished_on=form.cleaned_data["wished_on"],
                by=cast("User", request.user),
                on=request.on,
                on_paper=True,
                paper=form.cleaned_data["file"],
            )
        except UserError as error:
            form.add_error(None, str(error))
            status = error.status
        else:
            messages.success(request, _recorded(wish))
            return redirect("members:page", member.public_id)
    title = _("登记本人的书面意愿")
    return _form_page(
        request, form, status, member, title, _("限组织内知悉只由本人提出。没有本人签字的申请，不要登记。")
    )


def _recorded(wish: RestrictionWish) -> str:
    if wish.at_once:
        return _("已登记本人意愿，从现在起生效。支部决定以后，请记下决定。")
    if wish.kind == WishKind.RESTRICT:
        return _("已登记本人意愿。本人现有公开的任职，职务变动以后由支部决定，决定以前不变。")
    return _(
        "已登记本人意愿，现状不变。由本支部另一名有书记权限的负责人核对原件，没有的由上级党委的组织委员核对，记下支部的决定后才生效。"
    )


@require(Capability.SEE_MEMBER_CONTACTS, Capability.SEE_RESTRICTED)
def wish_file(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Download the signed paper of a wish; who took it is logged."""
    wish = get_object_or_404(wishes(scope=request.scope), public_id=public_id)
    file = Attachment.objects.filter(public_id=wish.attachment).first() if wish.attachment else None
    if file is None:
        raise Http404
    return attachments.serve(request, file)


@require(Capability.SEE_MEMBER_CONTACTS, Capability.SEE_RESTRICTED)
@require_http_methods(FORM)
def wish_decide(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Record what the branch decided about a wish."""
    wish = get_object_or_404(wishes(scope=request.scope), public_id=public_id)
    if wish.state != WishState.ASKED:
        messages.info(request, _("这件意愿已经办结：%s。") % wish.get_state_display())
        return redirect("members:page", wish.member.public_id)
    note_opening(member=wish.member, by=cast("User", request.user), on=request.on)
    form, status = WishDecisionForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        try:
            decide_wish(
                wish=wish,
                grant=form.cleaned_data["outcome"] == "grant",
                basis=form.cleaned_data["basis"],
                by=cast("User", request.user),
                on=request.on,
            )
        except UserError as error:
            form.add_error(None, str(error))
            status = error.status
        else:
            messages.success(request, _("已记下支部的决定，立即生效，本人会看到。"))
            return redirect("members:page", wish.member.public_id)
    told = {"kind": wish.get_kind_display(), "day": wish.wished_on.isoformat()}
    why = _("本人 %(day)s 提出：%(kind)s。") % told
    if wish.at_once:
        why += _("已先生效，不同意的恢复原状。")
    return _form_page(request, form, status, wish.member, _("支部对本人意愿的决定"), why, wish=wish)


@require(Capability.SEE_MEMBER_CONTACTS)
@require_http_methods(FORM)
def contact_name(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Name the contact or the deputy of a restricted member."""
    member = _cared(request, public_id)
    possible = possible_contacts(member=member)
    form, status = ContactForm(request.POST or None, possible=possible), 200
    if request.method == "POST" and form.is_valid():
        try:
            name_contact(
                member=member,
                contact=form.cleaned_data["contact"],
                deputy=form.cleaned_data["part"] == "deputy",
                by=cast("User", request.user),
                on=request.on,
            )
        except UserError as error:
            form.add_error(None, str(error))
            status = error.status
        else:
            messages.success(
                request, _("联系人已确定。有账号的，联系人和本人登录后在“今天”里看到；没有账号的，请当面告诉。")
            )
            return redirect("members:page", member.public_id)
    return _form_page(request, form, status, member, _("确定联系人"), _("从本支部正式党员中选，先征得双方同意。"))


@require(Capability.SEE_MEMBER_CONTACTS)
@require_POST
def contact_hand_over(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Let the deputy take over."""
    member = _cared(request, public_id)
    try:
        hand_over_contact(member=member, by=cast("User", request.user), on=request.on)
    except UserError as error:
        messages.error(request, str(error))
    else:
        messages.success(
            request,
            _("副联系人已接手，他和本人登录后在“今天”里看到；没有账号的请当面告诉。请再确定一名副联系人。"),
        )
    return redirect("members:page", member.public_id)


def _form_page(  # noqa: PLR0917 -- one line per call reads best
    request: ScopedRequest, form: forms.Form, status: int, member: PartyMember, title: str, why: str, **more: Any
) -> HttpResponseBase:
    context = {"form": form, "member": member, "title": title, "why": why, **more}
    answer = 422 if form.errors and status == 200 else status
    return render(request, "members/restriction_form.html", context, status=answer)
