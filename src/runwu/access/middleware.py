"""Middleware of access: every request carries its scope and its day."""

from collections.abc import Callable
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from runwu.access import naming
from runwu.access.selectors import scope_of
from runwu.accounts.models import User
from runwu.core.guards import ScopedRequest
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


def scope_of_request(request: ScopedRequest) -> Scope:
    """Return what the account of a request reaches today; nobody's scope without one."""
    if not isinstance(request.user, User):
        return NOBODY
    return scope_of(request.user, request.on, reasons=naming.open_reasons(request.session))
