"""The tree level by level (组织树): what is asked and shown does not grow with how many stand further below."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from runwu.core.scope import Capability, Scope
from runwu.organizations.choices import OrganizationState
from runwu.organizations.models import Organization, OrganizationEdge
from runwu.organizations.selectors import in_force_on, lines_on, visible

SHOWN = 300  # organisations on one page; what stands below them opens on its own
_SEE = Capability.SEE_ORGANIZATIONS


@dataclass(frozen=True, slots=True)
class TreeRow:
    """One organisation of the tree; `more` stands below it and is not shown here."""

    organization: Organization
    depth: int
    more: bool


def tree_rows(*, scope: Scope, on: date, at: Organization | None = None) -> list[TreeRow]:
    """Return the tree in reach on a day, or what stands below one organisation: whole levels, as many as fit a page.

    The first level below the top is cut where it alone is more than a page. Two queries a level.
    """
    top = [at] if at else _tops(scope, on)
    shown = {one.pk: one for one in top}
    children: dict[int, list[int]] = defaultdict(list)
    level, more = list(shown), set[int]()
    while level:
        below = _edges(scope, on).filter(parent__in=level)
        edges = list(below.select_related("child").order_by("child_id")[: SHOWN + 1])
        cut = len(shown) + len(edges) > SHOWN
        if cut:
            more = set(below.values_list("parent_id", flat=True).distinct())
        if cut and len(shown) > len(top):
            break
        for edge in edges[:SHOWN]:
            shown[edge.child_id] = edge.child
            children[edge.parent_id or 0].append(edge.child_id)
        level = [] if cut else [edge.child_id for edge in edges]
    return [row for one in top for row in _below(one.pk, 0, shown, children, more)]


def _below(
    pk: int, depth: int, shown: dict[int, Organization], children: dict[int, list[int]], more: Collection[int]
) -> list[TreeRow]:
    own = TreeRow(shown[pk], depth, pk in more)
    return [own, *(row for child in children[pk] for row in _below(child, depth + 1, shown, children, more))]


def _edges(scope: Scope, on: date) -> QuerySet[OrganizationEdge]:
    """List who stood below whom on a day, as far as the lower one is in reach."""
    return lines_on(on).filter(scope.paths(_SEE, "child__path"))


def _tops(scope: Scope, on: date) -> list[Organization]:
    """Return the highest organisations in reach on a day: those whose superior then did not stand, or is not in reach."""
    living = in_force_on(on) | Q(state=OrganizationState.PENDING)
    rows = visible(scope=scope).filter(living).order_by("path")
    if on == scope.on:
        held = scope.holding(_SEE)
        if not any(grant.everywhere for grant in held):
            reaches = [(grant.path, grant.with_below) for grant in held if grant.path]
            highest = [path for path, _down in reaches if not any(_covers(one, path) for one in reaches)]
            return list(rows.filter(path__in=highest)[:SHOWN])
    edges = _edges(scope, on)
    inner = edges.filter(parent__in=edges.values("child_id")).values("child_id")
    return list(rows.filter(pk__in=edges.exclude(child__in=inner).values("child_id"))[:SHOWN])


def _covers(reach: tuple[str | None, bool], path: str) -> bool:
    above, with_below = reach
    return bool(above) and with_below and path != above and path.startswith(str(above))
