"""Ask a list again as somebody sees it now (重新取清单): for workbooks written and fetched after the request is over.

The view itself is asked, with its guards, scope, filters and columns, so a list is never described a second time.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date, datetime
from importlib import import_module
from typing import Any

from django.conf import settings
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, QueryDict
from django.urls import resolve
from django.utils import timezone

from runwu.core.errors import RuleRefused, UserError
from runwu.core.guards import ScopedRequest
from runwu.core.listing.state import Listing
from runwu.core.scope import Scope

_SALT = "runwu.core.listing"
ScopeOf = Callable[[Any, date, Iterable[str], datetime], Scope]
_scopes: list[ScopeOf] = []


def register_scopes(scope_of: ScopeOf) -> None:
    """Say how to find what an account reaches on a day, with the reasons it stated at a moment (fills from `access`)."""
    _scopes[:] = [scope_of]


def scope_now(user: Any, reasons: Iterable[str], stated_at: datetime) -> Scope:
    """Return what an account reaches today; reasons stated too long ago count no more."""
    return _scopes[0](user, timezone.localdate(), reasons, stated_at)


class ListingFound(HttpResponse):
    """What a view answers where its list alone is wanted."""

    def __init__(self, listing: Listing) -> None:
        super().__init__(status=204)
        self.listing = listing


class Again(ScopedRequest):
    """A request that nobody sent: for the list at an address, as an account sees it."""

    def __init__(self, address: str, *, user: Any, scope: Scope, session: Any = None) -> None:
        super().__init__()
        self.path, _mark, query = address.partition("?")
        self.path_info, self.method = self.path, "GET"
        self.GET = QueryDict(query)
        self.user, self.scope, self.on = user, scope, timezone.localdate()
        self.session = session if session is not None else _no_session()


def _no_session() -> Any:
    return import_module(settings.SESSION_ENGINE).SessionStore()


def listing_at(request: Again) -> Listing | None:
    """Return the list that a view would show and let be exported now; None where it would not."""
    with suppress(Http404, PermissionDenied, UserError, RuleRefused):
        match = resolve(request.path_info)
        request.resolver_match = match
        answer = match.func(request, *match.args, **match.kwargs)
        if isinstance(answer, ListingFound) and answer.listing.page.may_export and answer.listing.valid:
            return answer.listing
    return None


def sealed(listing: Listing, *, user: Any) -> str:
    """Return the address of a list in a form that this account alone can send back, and can't change."""
    return signing.dumps(listing.links.to(), salt=f"{_SALT}:{user.public_id}")


def unsealed(text: str, *, user: Any) -> str:
    """Return the address that was sealed for this account. Raises Http404 for anything else."""
    try:
        return str(signing.loads(text, salt=f"{_SALT}:{user.public_id}"))
    except signing.BadSignature as error:
        raise Http404 from error
