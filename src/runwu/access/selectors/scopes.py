"""From the assignments of an account to its scope, in three queries whatever the number of assignments."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import BigIntegerField, CharField, DateField, Exists, F, OuterRef, QuerySet, TextField, Value
from django.db.models.functions import Cast

from runwu.access.choices import Role
from runwu.access.models import RoleAssignment
from runwu.access.policies import POLICIES, Reach, capabilities_of
from runwu.accounts.models import User
from runwu.core.models.base import in_force
from runwu.core.prepared import Asked, Prepared, Slot, rows_of
from runwu.core.scope import Grant, Scope
from runwu.organizations.models import Organization, OrganizationEdge, OrganizationUnit
from runwu.people.models import Person

# Asked with every page, so only what a grant is made of, and built once: see core.prepared.
_USER, _KEY, _PLACE = (Slot(name, BigIntegerField()) for name in ("user", "key", "place"))
_PATH, _END = (Slot(name, CharField()) for name in ("path", "end"))
_ON = Slot("on", DateField())
READ = (
    *("pk", "public_id", "role", "with_below", "organization_id", "park_id", "grid_id", "enterprise_id"),
    *("organization__path", "organization__name", "organization__short_name"),
    *("park__name", "grid__name", "enterprise__name", "enterprise__short_name"),
)


@dataclass(frozen=True, slots=True)
class Held:
    """An assignment in force, as far as a grant is made of it."""

    pk: int
    public_id: UUID
    role: str
    with_below: bool
    organization_id: int | None
    park_id: int | None
    grid_id: int | None
    enterprise_id: int | None
    path: str | None
    organization_name: str | None
    organization_short_name: str | None
    park_name: str | None
    grid_name: str | None
    enterprise_name: str | None
    enterprise_short_name: str | None

    @property
    def names_no_place(self) -> bool:
        return not any((self.organization_id, self.park_id, self.grid_id, self.enterprise_id))

    @property
    def place_label(self) -> str:
        organization = self.organization_short_name or self.organization_name
        enterprise = self.enterprise_short_name or self.enterprise_name
        return organization or enterprise or self.park_name or self.grid_name or ""


@dataclass(slots=True)
class Found:
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
        grants=tuple(
            grant for item in assignments for grant in grants_of(item, found[item.pk], with_names=bool(reasons))
        ),
        person_id=next((pk for (pk,) in _PERSON.rows(user=user.pk)), None),
        reasons=reasons,
    )


def _assignments(user: User, on: date) -> Sequence[Held]:
    return [Held(*row) for row in _ASSIGNMENTS.rows(user=user.pk, on=on)]


def grants_of(assignment: Held, found: Found, *, with_names: bool = False) -> Iterator[Grant]:
    """Yield one grant, or one per topmost organisation where the assignment names a park."""
    role = Role(assignment.role)
    named = assignment.organization_id is not None
    paths: list[str | None] = [assignment.path] if named else [*sorted(found.tops)] or [None]
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


def _with_below(assignment: Held) -> bool:
    """Tell whether what is below counts: as the assignment says, always for a park, never for a secretary."""
    if POLICIES[Role(assignment.role)].reach is Reach.BRANCH:
        return False
    return assignment.with_below or assignment.organization_id is None


def _found(assignments: Iterable[Held], on: date) -> defaultdict[int, Found]:
    """Return what the assignments reach, by their id, with one query for all of them."""
    found: defaultdict[int, Found] = defaultdict(Found)
    pieces: list[Asked] = []
    for item in assignments:
        pieces += _pieces(item, found[item.pk], on)
    if pieces:
        for key, park, firm, top in rows_of(*pieces):
            found[key].parks.update({park} if park else ())
            found[key].enterprises.update({firm} if firm else ())
            found[key].tops.update({top} if top else ())
    return found


def _pieces(item: Held, known: Found, on: date) -> Iterator[Asked]:
    """Note what the assignment itself says, and yield the query for what follows from it."""
    reach = POLICIES[Role(item.role)].reach
    if reach is Reach.FIRM and item.enterprise_id:
        known.enterprises.add(item.enterprise_id)
    elif reach is Reach.GRID and item.grid_id:
        known.grids.add(item.grid_id)
    elif reach is Reach.BRANCH and item.organization_id:
        yield _FIRMS_OF_BRANCH, {"key": item.pk, "place": item.organization_id, "on": on}
    elif item.park_id:
        known.parks.add(item.park_id)
        yield _TOPS_OF_PARK, {"key": item.pk, "place": item.park_id}
    elif item.path:
        # below a path is what begins with it: a range that an index serves; without what is below, the path alone
        yield _PARKS_OF_TREE, {"key": item.pk, "path": item.path, "end": item.path + "~" * item.with_below}


def _parks_of_tree() -> QuerySet[Any, Any]:
    rows = Organization.objects.filter(path__gte=_PATH, path__lte=_END, park__isnull=False)
    return _columns(rows, reach_park=F("park_id")).distinct()


def _firms_of_branch() -> QuerySet[Any, Any]:
    return _columns(OrganizationUnit.objects.filter(in_force(_ON), organization=_PLACE), firm=F("enterprise_id"))


def _tops_of_park() -> QuerySet[Any, Any]:
    """Return the organisations of a park whose parent, today, does not belong to the park."""
    within = OrganizationEdge.objects.open().filter(child=OuterRef("pk"), parent__park=_PLACE)
    rows = Organization.objects.filter(~Exists(within), park=_PLACE).exclude(path="")
    return _columns(rows, top=Cast("path", TextField()))


def _columns(rows: QuerySet[Any, Any], **known: Any) -> QuerySet[Any, Any]:
    """Return the rows in the four columns that all pieces share."""
    empty = {"reach_park": Value(0), "firm": Value(0), "top": Cast(Value(""), TextField())}
    shown: QuerySet[Any, Any] = rows.order_by().annotate(key=_KEY, **(empty | known))
    return shown.values_list("key", "reach_park", "firm", "top")


_ASSIGNMENTS = Prepared(
    lambda: RoleAssignment.objects.filter(in_force(_ON), user=_USER).order_by("pk").values_list(*READ)
)
_PERSON = Prepared(lambda: Person.objects.filter(user=_USER).order_by("pk").values_list("pk")[:1])
_PARKS_OF_TREE = Prepared(_parks_of_tree)
_FIRMS_OF_BRANCH = Prepared(_firms_of_branch)
_TOPS_OF_PARK = Prepared(_tops_of_park)
