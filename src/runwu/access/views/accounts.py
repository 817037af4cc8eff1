"""The list of accounts, one account, and what is done with it."""

from collections.abc import Callable
from functools import partial
from typing import Protocol
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from runwu.access import services
from runwu.access.choices import FactorReason
from runwu.access.forms import AccountForm, FactorResetForm
from runwu.access.selectors import accounts_within
from runwu.access.tables import AccountFilter, AccountTable, roles_in_conflict
from runwu.access.views.acting import account_or_404, acting, note_error
from runwu.accounts import services as accounts
from runwu.accounts.factors import factors_of
from runwu.accounts.models import User
from runwu.core.errors import UserError
from runwu.core.guards import ScopedRequest, require
from runwu.core.listing import Empty, ListPage, list_response
from runwu.core.scope import Capability, Scope


@require(Capability.MANAGE_ACCESS)
@require_GET
def account_list(request: ScopedRequest) -> HttpResponseBase:
    """List the accounts in reach with their roles."""
    page = ListPage(
        name="accounts",
        title=gettext_lazy("账号与授权"),
        queryset=accounts_within(scope=request.scope),
        table=AccountTable,
        default_sort="username",
        filterset=AccountFilter,
        unit=gettext_lazy("个账号"),
        empty=Empty(gettext_lazy("还没有账号。"), gettext_lazy("开通账号"), reverse("access:account-create")),
        as_values=False,
        may_export=True,
    )
    return list_response(request, page, template="access/account_list.html")


@require(Capability.MANAGE_ACCESS)
@require_GET
def account(request: ScopedRequest, public_id: UUID) -> HttpResponse:
    """Show one account with its roles in reach."""
    user = account_or_404(request, public_id)
    context = {
        "account": user,
        "conflict": roles_in_conflict(user),
        "itself": user.pk == acting(request).pk,
        "factors": factors_of(user),
        "paused": accounts.is_paused(user),
    }
    return render(request, "access/account.html", context)


@require(Capability.MANAGE_ACCESS)
@never_cache
@require_http_methods(["GET", "POST"])
def account_create(request: ScopedRequest) -> HttpResponse:
    """Open an account with its first role, and show its one-time password once."""
    form = AccountForm(request.POST or None, scope=request.scope)
    if request.method == "POST" and form.is_valid():
        try:
            return _opened(request, form)
        except (UserError, ValidationError) as error:
            note_error(form, error)
    return render(request, "access/account_form.html", {"form": form}, status=422 if form.errors else 200)


@require(Capability.MANAGE_ACCESS)
@never_cache
@require_http_methods(["GET", "POST"])
def account_reset(request: ScopedRequest, public_id: UUID) -> HttpResponse:
    """Ask, give an account a new one-time password, and show it once."""
    if request.method != "POST":
        return _secret_form(request, public_id, _("重置密码"), by_link=False)
    return _done_once(request, public_id, services.reset_account_password, _password_page)


@require(Capability.MANAGE_ACCESS)
@never_cache
@require_http_methods(["GET", "POST"])
def account_invite(request: ScopedRequest, public_id: UUID) -> HttpResponse:
    """Ask, make a new invitation, and show its link once."""
    if request.method != "POST":
        return _secret_form(request, public_id, _("发邀请链接"), by_link=True)
    return _done_once(request, public_id, services.invite_account, _link_page)


@require(Capability.MANAGE_ACCESS)
@require_http_methods(["GET", "POST"])
def factors_reset(request: ScopedRequest, public_id: UUID) -> HttpResponse:
    """Ask why, and take the second factors off an account."""
    user = account_or_404(request, public_id)
    form = FactorResetForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = FactorReason(form.cleaned_data["reason"])
        return _done(
            request,
            public_id,
            partial(services.reset_factors, reason=reason),
            _("“%(name)s”的二次验证已重置，登录状态同时结束。"),
        )
    context = {"form": form, "account": user}
    return render(request, "access/factors_form.html", context, status=422 if form.errors else 200)


@require(Capability.MANAGE_ACCESS)
@require_POST
def account_sign_out(request: ScopedRequest, public_id: UUID) -> HttpResponse:
    """End every sign-in of an account."""
    return _done(request, public_id, services.end_account_sign_ins, _("账号“%(name)s”的登录都已结束，再用要重新登录。"))


@require(Capability.MANAGE_ACCESS)
@require_POST
def account_resume(request: ScopedRequest, public_id: UUID) -> HttpResponse:
    """Let somebody sign in again before the pause after wrong passwords is over."""
    return _done(request, public_id, services.lift_pause, _("账号“%(name)s”可以重新登录。"))


@require(Capability.MANAGE_ACCESS)
@require_POST
def account_lock(request: ScopedRequest, public_id: UUID) -> HttpResponse:
    """Switch an account off."""
    return _done(request, public_id, services.lock_account, _("账号“%(name)s”已停用，登录状态同时结束。"))


@require(Capability.MANAGE_ACCESS)
@require_POST
def account_unlock(request: ScopedRequest, public_id: UUID) -> HttpResponse:
    """Switch an account on again."""
    return _done(request, public_id, services.unlock_account, _("账号“%(name)s”已恢复。"))


class _Act(Protocol):
    """What is done with an account in reach, by somebody."""

    def __call__(self, *, user: User, by: User, scope: Scope) -> object:
        """Do it."""


def _done(request: ScopedRequest, public_id: UUID, act: _Act, said: str) -> HttpResponse:
    """Do something with an account in reach, and say so on its page; `said` has a place for its name."""
    user = account_or_404(request, public_id)
    act(user=user, by=acting(request), scope=request.scope)
    messages.success(request, said % {"name": user.display_name})
    return redirect("access:account", public_id)


def _done_once(
    request: ScopedRequest, public_id: UUID, act: Callable[..., str], show: Callable[..., HttpResponse]
) -> HttpResponse:
    """Do something that gives a secret, and show that once."""
    user = account_or_404(request, public_id)
    return show(request, user, act(user=user, by=acting(request), scope=request.scope))


def _secret_form(request: ScopedRequest, public_id: UUID, title: str, *, by_link: bool) -> HttpResponse:
    """Ask before what somebody signs in with is taken away; the page serves where no dialog opens."""
    context = {"account": account_or_404(request, public_id), "title": title, "by_link": by_link}
    return render(request, "access/secret_form.html", context)


def _opened(request: ScopedRequest, form: AccountForm) -> HttpResponse:
    """Open the account as the form says, and show once what is handed over to the person."""
    by_link = form.cleaned_data["hand_over"] == "link"
    open_account = services.invite_with_role if by_link else services.open_account_with_role
    user, secret = open_account(
        username=form.cleaned_data["username"],
        display_name=form.cleaned_data["display_name"],
        request=form.request(),
        by=acting(request),
        scope=request.scope,
    )
    return _link_page(request, user, secret) if by_link else _password_page(request, user, secret)


def _link_page(request: ScopedRequest, user: User, key: str) -> HttpResponse:
    link = request.build_absolute_uri(reverse("account_invitation", query={"key": key}))
    return render(request, "access/invitation_once.html", {"account": user, "link": link})


def _password_page(request: ScopedRequest, user: User, password: str) -> HttpResponse:
    return render(request, "access/password_once.html", {"account": user, "password": password})
