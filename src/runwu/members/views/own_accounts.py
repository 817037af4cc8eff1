"""The page on which a branch opens and handles a member's own account."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from runwu.accounts.models import User
from runwu.accounts.services import readable
from runwu.core.errors import UserError
from runwu.core.guards import ScopedRequest, require
from runwu.core.scope import Capability
from runwu.members.models import PartyMember
from runwu.members.own.restriction import cared_for
from runwu.members.services import own_accounts as services


class OwnAccountForm(forms.Form):
    """The name that the person signs in with; suggested is one that tells nothing."""

    username = forms.CharField(
        label=gettext_lazy("用户名"), max_length=150,
        help_text=gettext_lazy("字母、数字和 @ . + - _；不要用姓名、手机号。本人以后用它登录。"),
    )  # fmt: skip


class HeldAccountForm(forms.Form):
    """The name of an account that the person holds already."""

    held = forms.CharField(
        label=gettext_lazy("用户名"), max_length=150,
        help_text=gettext_lazy("本人担任书记、联络员等已有账号的，不必再开一个。账号上的姓名要与本人一致。"),
    )  # fmt: skip


def _suggested() -> str:
    return f"rw-{readable(6)}"


def _cared(request: ScopedRequest, public_id: UUID) -> PartyMember:
    return get_object_or_404(cared_for(scope=request.scope).select_related("person__user"), public_id=public_id)


@require(Capability.SEE_MEMBER_CONTACTS)
@never_cache
@require_http_methods(["GET", "POST"])
def own_account(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Show the account of a member, or open it and show its invitation once."""
    member, status = _cared(request, public_id), 200
    if "held" in request.POST:
        return _linked(request, member)
    form = OwnAccountForm(request.POST or None, initial={"username": _suggested()})
    if request.method == "POST" and form.is_valid():
        try:
            user, key = services.open_own_account(
                member=member, username=form.cleaned_data["username"], by=request.user
            )
        except (UserError, ValidationError) as error:
            status = getattr(error, "status", 422)
            form.add_error(None if isinstance(error, UserError) else "username", _said(error))
        else:
            return _invitation(request, member, user, key)
    return _page(request, member, form, HeldAccountForm(), status=422 if form.errors else status)


def _linked(request: ScopedRequest, member: PartyMember) -> HttpResponseBase:
    """Link an account that the person holds already."""
    form, status = HeldAccountForm(request.POST), 422
    if form.is_valid():
        try:
            services.link_held_account(member=member, username=form.cleaned_data["held"], by=request.user)
        except UserError as error:
            form.add_error(None, str(error))
            status = error.status
        else:
            messages.success(request, _("已关联。本人用原来的账号就能看到“谁能看到我”。"))
            return redirect("members:own-account", public_id=member.public_id)
    return _page(request, member, OwnAccountForm(initial={"username": _suggested()}), form, status=status)


def _page(
    request: ScopedRequest, member: PartyMember, form: OwnAccountForm, held_form: HeldAccountForm, *, status: int
) -> HttpResponseBase:
    account = member.person.user
    context = {
        "member": member,
        "account": account,
        "has_roles": account is not None and services.has_roles(account),
        "form": form,
        "held_form": held_form,
    }
    return render(request, "members/own_account.html", context, status=status)


def _said(error: UserError | ValidationError) -> str:
    return str(error) if isinstance(error, UserError) else " ".join(error.messages)


def _invitation(request: ScopedRequest, member: PartyMember, user: User, key: str) -> HttpResponseBase:
    link = request.build_absolute_uri(reverse("account_invitation", query={"key": key}))
    return render(request, "members/own_account_invited.html", {"member": member, "account": user, "link": link})


@require(Capability.SEE_MEMBER_CONTACTS)
@never_cache
@require_POST
def own_account_act(request: ScopedRequest, public_id: UUID, act: str) -> HttpResponseBase:
    """Invite again, switch off or switch on the account of a member."""
    member = _cared(request, public_id)
    if act == "invite":
        return _invitation(request, member, *services.invite_again(member=member, by=request.user))
    if act == "lock":
        services.lock_own_account(member=member, by=request.user)
        messages.success(request, _("账号已停用，正在使用的登录已结束。"))
    else:
        services.unlock_own_account(member=member, by=request.user)
        messages.success(request, _("账号已恢复。"))
    return redirect("members:own-account", public_id=member.public_id)
