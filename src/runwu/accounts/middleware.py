"""Middleware of accounts: sign-ins that no longer hold end, one-time passwords are changed first."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _

from runwu.accounts import sessions
from runwu.accounts.models import User
from runwu.core.guards import PUBLIC, ask_to_sign_in, send_to

Handler = Callable[[HttpRequest], HttpResponse]
PASSWORD_PAGE = "account_change_password"  # noqa: S105 -- the name of a URL


class SessionLimitMiddleware:
    """End a sign-in that no longer holds, and lead to the new password while the old one is for one use."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        ended = sessions.why_ended(request.session, request.user) if isinstance(request.user, User) else ""
        if ended:
            logout(request)
        request.ended = ended  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """Answer instead of the view where somebody has to sign in again or to change the password."""
        if getattr(view, "guard", None) == PUBLIC:
            return None
        if ended := getattr(request, "ended", ""):
            return ask_to_sign_in(request, ended)
        return self._of_user(request, view) if isinstance(request.user, User) else None

    def _of_user(self, request: HttpRequest, view: Callable[..., Any]) -> HttpResponseBase | None:
        if not getattr(view, "polled", False):
            sessions.touch(request.session)
        match = request.resolver_match
        needed = sessions.needs_password(request.session, cast("User", request.user))
        if not needed or (match and match.view_name == PASSWORD_PAGE):
            return None
        messages.info(request, _("现在用的是一次性密码。请先设一个只有你自己知道的密码，再继续办事。"))
        return send_to(request, resolve_url(PASSWORD_PAGE))
