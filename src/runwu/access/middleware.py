"""Middleware of access: every request carries its scope and its day; what a role asks for comes first."""

from collections.abc import Callable
from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import resolve_url
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from runwu.access import naming
from runwu.access.selectors import scope_of
from runwu.access.standing import ended_since
from runwu.accounts.factors import has_strong_factor
from runwu.accounts.models import User
from runwu.accounts.urls import SETTING_UP
from runwu.core.guards import PUBLIC, ScopedRequest, send_to
from runwu.core.scope import NOBODY, Scope

Handler = Callable[[HttpRequest], HttpResponse]


class ScopeMiddleware:
    """Put `request.scope` (asked for when first read) and `request.on` (today in Shanghai) on the request."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        scoped = cast("ScopedRequest", request)
        scoped.on = timezone.localdate()
        scoped.scope = cast("Scope", SimpleLazyObject(lambda: scope_of_request(scoped)))
        return self.get_response(request)

    def process_view(
        self, request: ScopedRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """Answer instead of the view where a role has ended meanwhile, or asks for a second factor first."""
        if getattr(view, "guard", PUBLIC) == PUBLIC or not isinstance(request.user, User):
            return None
        return _tell_what_ended(request) or _lead_to_second_factor(request)


def scope_of_request(request: ScopedRequest) -> Scope:
    """Return what the account of a request reaches today; nobody's scope without one."""
    if not isinstance(request.user, User):
        return NOBODY
    return scope_of(request.user, request.on, reasons=naming.open_reasons(request.session))


def _tell_what_ended(request: ScopedRequest) -> HttpResponseBase | None:
    ended = ended_since(request.session, request.scope)
    if not ended:
        return None
    words = _("你的授权“%(roles)s”已终止或到期，相应内容立即不再开放，刚才的操作没有办理。有疑问的，请联系安全管理员。")
    messages.warning(request, words % {"roles": "”“".join(ended)})
    return send_to(request, resolve_url(settings.LOGIN_REDIRECT_URL))


def _lead_to_second_factor(request: ScopedRequest) -> HttpResponseBase | None:
    """Let an account whose role needs a second factor do nothing but set one up, until it has one."""
    if settings.RUNWU_SECOND_FACTOR.isdisjoint(request.scope.roles()) or has_strong_factor(request.user):
        return None
    request.factor_required = True  # type: ignore[attr-defined]
    match = request.resolver_match
    return None if match and match.view_name in SETTING_UP else send_to(request, resolve_url("mfa_index"))
