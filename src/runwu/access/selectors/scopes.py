"""From the assignments of an account to its scope, in three queries whatever the number of assignments."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast

from runwu.access.choices import Role
from runwu.access.models import RoleAssignment
from runwu.access.policies import POLICIES, Reach, capabilities_of
from runwu.accounts.models import User
from runwu.core.scope import Grant, Scope, path_condition
from runwu.organizations.models import Organization, OrganizationEdge, OrganizationUnit
from runwu.people.models import Person

# Asked with every page, so only what a grant is made of: an organisation alone has thirty columns.
_READ = (
    *("public_id", "role", "with_below", "organization", "park", "grid", "enterprise"),
    *("organization__path", "organization__name", "organization__short_name"),
    *("park__name", "grid__name", "enterprise__name", "enterprise__short_name"),
)


@dataclass(slots=True)
class _Found:
    """What one assignment reaches beyond the place it names."""

    parks: set[int] = field(default_factory=set)
    enterprises: set[int] = field(default_factory=set)
    grids: set[int] = field(default_factory=set)
    tops: set[str] = field(default_factory=set)


def scope_of(user: User, on: date, *, reasons: frozenset[str] = frozenset()) -> Scope:
    """Return what an account reaches on a day (权限范围): the assignments in force on it, and the own person.

    `reasons` are the purposes the person has stated (and the log has noted): they open the names of open
    members where the role may ask for them. Three queries at most.
    """
    if not user.is_active:
        return Scope(user_id=user.public_id, on=on)
    assignments = _assignments(user, on)
    found = _found(assignments, on)
    return Scope(
        user_id=user.public_id,
        on=on,
        grants=tuple(grant for item in assignments for grant in _grants(item, found[item.pk], bool(reasons))),
        person_id=Person.objects.filter(user=user).values_list("pk", flat=True).first(),
        reasons=reasons,
    )


def _assignments(user: User, on: date) -> Sequence[RoleAssignment]:
    rows = RoleAssignment.objects.filter(user=user).on(on).order_by("pk")
    return list(rows.select_related("organization", "park", "grid", "enterprise").only(*_READ))


def _grants(assignment: RoleAssignment, found: _Found, with_names: bool) -> Iterator[Grant]:
    """Yield one grant, or one per topmost organisation where the assignment names a park."""
    role = Role(assignment.role)
    organization = assignment.organization
    paths: list[str | None] = [organization.path] if organization else [*sorted(found.tops)] or [None]
    for path in paths:
        yield Grant(
            role=role.value,
            role_label=str(role.label),
            capabilities=capabilities_of(role, with_names=with_names),
            path=path or None,
            with_below=_with_below(assignment),
            parks=frozenset(found.parks),
            enterprises=frozenset(found.enterprises),
            grids=frozenset(found.grids),
            place_label=assignment.place_label,
            everywhere=POLICIES[role].reach is Reach.PLATFORM and assignment.names_no_place,
            assignment=str(assignment.public_id),
        )


def _with_below(assignment: RoleAssignment) -> bool:
    """Tell whether what is below counts: as the assignment says, always for a park, never for a secretary."""
    if POLICIES[Role(assignment.role)].reach is Reach.BRANCH:
        return False
    return assignment.with_below or assignment.organization_id is None


def _found(assignments: Iterable[RoleAssignment], on: date) -> defaultdict[int, _Found]:
    """Return what the assignments reach, by their id, with one query for all of them."""
    found: defaultdict[int, _Found] = defaultdict(_Found)
    pieces: list[QuerySet[Any, Any]] = []
    for item in assignments:
        pieces += _pieces(item, found[item.pk], on)
    if pieces:
        for key, park, firm, top in pieces[0].union(*pieces[1:], all=True):
            found[key].parks.update({park} if park else ())
            found[key].enterprises.update({firm} if firm else ())
            found[key].tops.update({top} if top else ())
    return found


def _pieces(item: RoleAssignment, known: _Found, on: date) -> Iterator[QuerySet[Any, Any]]:
    """Note what the assignment itself says, and yield the query for what follows from it."""
    reach = POLICIES[Role(item.role)].reach
    if reach is Reach.FIRM and item.enterprise_id:
        known.enterprises.add(item.enterprise_id)
    elif reach is Reach.GRID and item.grid_id:
        known.grids.add(item.grid_id)
    elif reach is Reach.BRANCH and item.organization:
        yield _firms_of_branch(item.pk, item.organization, on)
    elif item.park_id:
        known.parks.add(item.park_id)
        yield _tops_of_park(item.pk, item.park_id)
    elif item.organization:
        yield _parks_of_tree(item.pk, path_condition([(item.organization.path, item.with_below)]))


def _parks_of_tree(key: int, tree: Q) -> QuerySet[Any, Any]:
    rows = Organization.objects.filter(tree, park__isnull=False)
    return _columns(rows, key, reach_park=F("park_id")).distinct()


def _firms_of_branch(key: int, branch: Organization, on: date) -> QuerySet[Any, Any]:
    return _columns(OrganizationUnit.objects.on(on).filter(organization=branch), key, firm=F("enterprise_id"))


def _tops_of_park(key: int, park_id: int) -> QuerySet[Any, Any]:
    """Return the organisations of a park whose parent, today, does not belong to the park."""
    within = OrganizationEdge.objects.open().filter(child=OuterRef("pk"), parent__park=park_id)
    rows = Organization.objects.filter(~Exists(within), park=park_id).exclude(path="")
    return _columns(rows, key, top=Cast("path", TextField()))


def _columns(rows: QuerySet[Any, Any], key: int, **known: Any) -> QuerySet[Any, Any]:
    """Return the rows in the four columns that all pieces of the union share."""
    empty = {"reach_park": Value(0), "firm": Value(0), "top": Cast(Value(""), TextField())}
    shown: QuerySet[Any, Any] = rows.order_by().annotate(key=Value(key), **(empty | known))
    return shown.values_list("key", "reach_park", "firm", "top")
