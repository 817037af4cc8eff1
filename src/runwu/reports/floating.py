"""The share of floating members by park (流动党员比例), by the open formula of `members.floating.share`, for any day."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from runwu.core.scope import Capability, Scope
from runwu.members.choices import Membership
from runwu.members.floating.share import counted
from runwu.members.selectors import known_to
from runwu.reports.protection import Part


def floating_by_park(*, scope: Scope, parks: Collection[int], on: date) -> Mapping[int, Part]:
    """Return floating members among all of each park on a day: {park id: Part}. Three queries whatever the size.

    Restricted members count only for who must know them: a figure that differs by one would tell of them.
    """
    return parts_of(whom=_countable(scope), parks=parks, on=on)


def parts_of(*, whom: Q, parks: Collection[int], on: date) -> Mapping[int, Part]:
    """Return floating members among all of each park, of the members that a condition over `member__` names."""
    found = counted(whom=whom, parks=parks, on=on)
    registered = _by_park(found.formal, "organization__park")
    away = _by_park(found.away, "organization__park")
    here = _by_park(found.here, "host__park")
    return {
        park: Part(away.get(park, 0) + here.get(park, 0), registered.get(park, 0) + here.get(park, 0)) for park in parks
    }


def _by_park(rows: QuerySet[Any, Any], park: str) -> dict[int, int]:
    return dict(rows.order_by().values_list(park).annotate(number=Count("member", distinct=True)))


def _countable(scope: Scope) -> Q:
    seen = scope.paths(Capability.SEE_COVERAGE, "member__path") & Q(member__restricted=False)
    return (known_to(scope, prefix="member__") | seen) & Q(member__membership=Membership.ACTIVE)
