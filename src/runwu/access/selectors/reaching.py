"""Who reaches an organisation (谁看得到一个组织): the scopes of all accounts that have to do with some paths, at once.

A preview compares them before and after. What they reach is asked of the scope itself, as every page does.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from runwu.access.models import RoleAssignment
from runwu.access.selectors.scopes import READ, Found, Held, grants_of
from runwu.core.models.base import in_force
from runwu.core.scope import Grant, Scope
from runwu.organizations.models import Organization, OrganizationEdge
from runwu.organizations.paths import ancestors


def scopes_reaching(paths: Collection[str], on: date) -> list[Scope]:
    """Return the scopes of active accounts as far as they may reach organisations at these paths. Two queries.

    A role is given over one of them, over what lies above it, or over a park of that line.
    """
    line = {*paths, *(above for path in paths for above in ancestors(path))}
    parks = Organization.objects.filter(path__in=line, park__isnull=False).order_by().values("park")
    rows = RoleAssignment.objects.filter(
        in_force(on), Q(organization__path__in=line) | Q(park__in=parks), user__is_active=True
    )
    held = [(user, Held(*row)) for user, *row in rows.order_by("user__pk", "pk").values_list("user__public_id", *READ)]
    tops = _tops({one.park_id for _user, one in held if one.park_id}, line)
    grants: dict[Any, list[Grant]] = defaultdict(list)
    for user, one in held:
        named = {one.park_id} if one.park_id else set()
        found = Found(parks=named, tops=tops[one.park_id] if one.park_id else set())
        grants[user].extend(grants_of(one, found))
    return [Scope(user_id=user, on=on, grants=tuple(given)) for user, given in grants.items()]


def _tops(parks: Collection[int], line: Collection[str]) -> defaultdict[int, set[str]]:
    """Return the paths on a line that are topmost in their park, as `scope_of` finds them. One query, none without."""
    found: defaultdict[int, set[str]] = defaultdict(set)
    if parks:
        within = OrganizationEdge.objects.open().filter(child=OuterRef("pk"), parent__park=OuterRef("park"))
        rows: QuerySet[Organization] = Organization.objects.filter(~Exists(within), park__in=parks, path__in=line)
        for park, path in rows.order_by().values_list("park_id", "path"):
            found[park].add(path)
    return found


def after_move(scopes: Iterable[Scope], *, old: str, new: str, park: int | None) -> list[Scope]:
    """Return what accounts will reach once an organisation stands at another path, and in a park.

    Roles over what moves move along; one over a park follows the park.
    """
    return [replace(one, grants=tuple(_moved(grant, old, new, park) for grant in one.grants)) for one in scopes]


def _moved(grant: Grant, old: str, new: str, park: int | None) -> Grant:
    path = grant.path or ""
    if grant.parks:
        return replace(grant, path=new if park in grant.parks else None) if path == old else grant
    return replace(grant, path=new + path[len(old) :]) if path.startswith(old) else grant
