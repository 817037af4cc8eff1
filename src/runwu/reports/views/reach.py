"""Which parks a page is about (页面范围)."""

from uuid import UUID

from django.http import Http404

from runwu.core.guards import ScopedRequest
from runwu.core.scope import Capability
from runwu.enterprises import selectors as enterprises
from runwu.enterprises.models import Park

ALL = "all"


def parks_in_reach(request: ScopedRequest) -> list[Park]:
    """Return the parks whose coverage a viewer may know. One query."""
    return list(enterprises.parks(scope=request.scope, capability=Capability.SEE_COVERAGE))


def park_asked(request: ScopedRequest, parks: list[Park]) -> Park:
    """Return the park of `?park=`, else the first in reach; out of reach is not found."""
    asked = request.GET.get("park", "")
    found = [park for park in parks if str(park.public_id) == asked] if asked not in ("", ALL) else parks
    if not found:
        raise Http404
    return found[0]


def parks_asked(request: ScopedRequest, *, otherwise: str = "") -> list[Park]:
    """Return the one park that `?park=` names, or all of them for `all`.

    `otherwise` is what holds without it: `all`, or "" for the first in reach.
    """
    parks = parks_in_reach(request)
    found = parks if request.GET.get("park", otherwise) == ALL else [park_asked(request, parks)]
    if not found:
        raise Http404
    return found


def asked_id(request: ScopedRequest, name: str) -> UUID | None:
    """Return the public id that a parameter names; a broken one is not found."""
    try:
        return UUID(request.GET[name])
    except ValueError:
        raise Http404 from None
