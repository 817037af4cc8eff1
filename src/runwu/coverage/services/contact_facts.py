"""From the facts of a park to the assignment of its instructors or liaisons (派员测算所用事实).

Names stay out: everybody is a public id. Restricted members never count, whoever asks, and a sealed person is never
proposed; the same facts with and without one give the same plan.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import ceil
from statistics import fmean

from runwu.core.scope import Capability, Grant, Scope
from runwu.coverage.choices import ContactKind
from runwu.coverage.models import ContactProfile, CoverageContact, EnterpriseLanguage
from runwu.coverage.services.unit_facts import Point, point_of
from runwu.enterprises.choices import Operating, Ownership
from runwu.enterprises.models import Enterprise, Park
from runwu.members.selectors import counted_by_enterprise
from runwu.organizations import selectors as organizations
from runwu.organizations.choices import PostKind, UnitRole
from runwu.organizations.models import Post
from runwu.people.models import Person
from runwu.planning.assignment import Contact, Firm, Problem

SPARE = 1.2
"""How much more than an even share everybody takes where nobody said a limit."""
_POSTS = {ContactKind.INSTRUCTOR: PostKind.INSTRUCTOR, ContactKind.LIAISON: PostKind.LIAISON}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asks for: whom to assign, where to, and the limits; no limit gives everybody an even share and more."""

    kind: ContactKind
    limit: int | None = None
    max_way_m: int | None = None
    with_members: bool = False


def contact_people(*, park: Park, kind: ContactKind, on: date) -> list[Person]:
    """Return who may be assigned: holders of the post in the park, and who does the work there today. Two queries."""
    posts = Post.objects.on(on).filter(organization__park=park, kind=_POSTS[kind]).values("person_id")
    rows = CoverageContact.objects.on(on).filter(enterprise__park=park, kind=kind).values("person_id")
    found = Person.objects.filter(sealed=False, pk__in=posts.union(rows))
    return sorted(found, key=lambda person: (person.name, str(person.public_id)))


def contact_rows(*, kind: ContactKind, people: Sequence[Person], on: date) -> list[CoverageContact]:
    """Return which enterprises they look after on a day, the longest first. One query."""
    rows = CoverageContact.objects.on(on).filter(kind=kind, person__in=people)
    return list(rows.select_related("enterprise__grid", "enterprise__building__grid").order_by("valid_from", "pk"))


def read_problem(*, park: Park, wanted: Wanted, on: date) -> Problem:
    """Read a park's facts as an assignment. Nine queries whatever the size."""
    people = contact_people(park=park, kind=wanted.kind, on=on)
    rows = contact_rows(kind=wanted.kind, people=people, on=on)
    firms = _firms(park, wanted, on)
    keys = {firm.pk for firm in firms}
    today: dict[int, str] = {}
    for row in rows:
        if row.enterprise_id in keys:
            today.setdefault(row.enterprise_id, str(_public(people)[row.person_id]))
    contacts = _contacts(park, people, rows, today)
    limit = wanted.limit or even_limit(len(firms), contacts)
    return Problem(
        contacts=tuple(_with_limit(one, limit) for one in contacts),
        firms=_read_firms(park, firms, today),
        max_way_m=wanted.max_way_m,
    )


def even_limit(firms: int, contacts: Sequence[Contact]) -> int:
    """Return the limit that leaves everybody an even share and a fifth more."""
    held = sum(one.elsewhere for one in contacts)
    return ceil(SPARE * (firms + held) / len(contacts)) if contacts else 0


def _public(people: Sequence[Person]) -> Mapping[int, str]:
    return {person.pk: str(person.public_id) for person in people}


def _firms(park: Park, wanted: Wanted, on: date) -> list[Enterprise]:
    """Return the operating enterprises without a branch, and without members unless they are wanted too."""
    covered = organizations.units_on(park=park, on=on).exclude(role=UnitRole.FALLBACK).values("enterprise_id")
    rows = Enterprise.objects.filter(park=park, operating=Operating.YES).exclude(pk__in=covered)
    found = list(rows.select_related("grid", "building__grid", "chain").order_by("name", "pk"))
    if wanted.with_members:
        return found
    counts = counted_by_enterprise(scope=_everybody_open(on), park=park, on=on)
    return [firm for firm in found if firm.pk not in counts or not counts[firm.pk].total]


def _everybody_open(on: date) -> Scope:
    """Return the scope under which open members are counted alike for everybody."""
    grant = Grant("assignment", "", frozenset({Capability.SEE_MEMBERS}), everywhere=True)
    return Scope(user_id=None, on=on, grants=(grant,))


def _contacts(
    park: Park, people: Sequence[Person], rows: Sequence[CoverageContact], today: Mapping[int, str]
) -> list[Contact]:
    profiles = ContactProfile.objects.filter(person__in=people).select_related("grid").prefetch_related("chains")
    known = {profile.person_id: profile for profile in profiles}
    mine: dict[int, list[CoverageContact]] = defaultdict(list)
    for row in rows:
        mine[row.person_id].append(row)
    return [_contact(park, person, known.get(person.pk), mine[person.pk], today) for person in people]


def _contact(
    park: Park,
    person: Person,
    profile: ContactProfile | None,
    rows: Sequence[CoverageContact],
    today: Mapping[int, str],
) -> Contact:
    key = str(person.public_id)
    point = _start(profile, rows)
    return Contact(
        id=key,
        name="",
        park=str(park.public_id),
        limit=(profile.most or 0) if profile else 0,
        lat=point.lat if point else None,
        lon=point.lon if point else None,
        languages=frozenset(profile.languages) if profile else frozenset(),
        trades=frozenset(chain.name for chain in profile.chains.all()) if profile else frozenset(),
        elsewhere=sum(today.get(row.enterprise_id) != key for row in rows),
    )


def _start(profile: ContactProfile | None, rows: Sequence[CoverageContact]) -> Point | None:
    """Return where somebody starts: the grid cell they stay in, else the middle of the enterprises they look after."""
    grid = profile.grid if profile else None
    if grid is not None and grid.latitude is not None and grid.longitude is not None:
        return Point(grid.latitude, grid.longitude, "grid")
    points = [point for row in rows if (point := point_of(row.enterprise))]
    if not points:
        return None
    return Point(fmean(one.lat for one in points), fmean(one.lon for one in points), "middle")


def _with_limit(contact: Contact, limit: int) -> Contact:
    return contact if contact.limit else replace(contact, limit=limit)


def _read_firms(park: Park, firms: Sequence[Enterprise], today: Mapping[int, str]) -> tuple[Firm, ...]:
    spoken: dict[int, set[str]] = defaultdict(set)
    for key, language in EnterpriseLanguage.objects.filter(enterprise__in=firms).values_list(
        "enterprise_id", "language"
    ):
        spoken[key].add(language)
    return tuple(_firm(park, firm, frozenset(spoken[firm.pk]), today.get(firm.pk)) for firm in firms)


def _firm(park: Park, firm: Enterprise, languages: frozenset[str], today: str | None) -> Firm:
    point = point_of(firm)
    return Firm(
        id=str(firm.public_id),
        name=firm.label,
        park=str(park.public_id),
        lat=point.lat if point else None,
        lon=point.lon if point else None,
        languages=languages,
        trade=firm.chain.name if firm.chain else None,
        today=today,
    )


def unknowns(park: Park, problem: Problem) -> Mapping[str, int]:
    """Count what a plan could not take into account: places and languages that nobody has told. One query."""
    told = {firm.id for firm in problem.firms if firm.languages}
    asked = {firm.id for firm in problem.firms}
    foreign = Enterprise.objects.filter(park=park, ownership=Ownership.FOREIGN).values_list("public_id", flat=True)
    return {
        "firms_without_place": sum(firm.lat is None for firm in problem.firms),
        "people_without_place": sum(one.lat is None for one in problem.contacts),
        "foreign_without_language": sum(str(one) in asked - told for one in foreign),
    }
