"""Who may be chosen for a post (任职人选): asked of the apps above, which know whose affiliation lies where."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from runwu.core.listing import holds
from runwu.core.models.base import in_force
from runwu.core.registries import Registry
from runwu.core.scope import Capability, Scope
from runwu.enterprises.models import Enterprise, Workplace
from runwu.organizations.choices import ELECTED_POSTS, LED_FROM_ELSEWHERE, PostKind
from runwu.organizations.models import Organization
from runwu.organizations.selectors import units_of
from runwu.people.models import Person
from runwu.rules.membership import Standing

MOST = 50  # candidates on a page


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """A person whom a viewer may know, as far as a post asks: `here` is affiliated in this organisation or below it."""

    person: Person
    words: str = ""
    here: bool = False
    standing: Standing | None = None
    converted: date | None = None
    without_employer: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleSource:
    """Where persons come from: `search` by words among all or those `here`, `find` by public id; sealed ones never."""

    search: Callable[[Scope, Organization, str, bool], Sequence[Holder]]
    find: Callable[[Scope, Organization, UUID, date], Holder | None]


people_sources: Registry[PeopleSource] = Registry()


def candidates(
    *, scope: Scope, organization: Organization, kind: str, words: str, members_alone: bool = False
) -> list[Holder]:
    """Return who may be chosen, at most `MOST`: members of the organisation, or for other posts whom the words name.

    An organisation that is led from elsewhere takes both; `members_alone` leaves it at members of the organisation.
    """
    here = members_alone or (kind in ELECTED_POSTS and (not words or organization.form not in LED_FROM_ELSEWHERE))
    if not here and not words:
        return []
    found = [one for source in people_sources for one in source.search(scope, organization, words, here)]
    known = {one.person.pk for one in found}
    others = [] if here else [Holder(person=one) for one in _in_posts(scope, words) if one.pk not in known]
    return [*found, *others][:MOST]


def find(*, scope: Scope, organization: Organization, public_id: UUID, on: date) -> Holder | None:
    """Return a person by public id, as far as this viewer may know of them."""
    found = (source.find(scope, organization, public_id, on) for source in people_sources)
    holder = next((one for one in found if one is not None), None)
    return holder or next((Holder(person=one) for one in _in_posts(scope, public_id=public_id)), None)


def _in_posts(scope: Scope, words: str = "", public_id: UUID | None = None) -> Sequence[Person]:
    """Return persons with posts in reach, who need not be members anywhere here. One query."""
    rows = Person.objects.filter(scope.paths(Capability.SEE_MEMBERS, "posts__organization__path"), sealed=False)
    asked = Q(public_id=public_id) if public_id else holds("name", words) | Q(initials__startswith=words.lower())
    return list(rows.filter(asked, membership__isnull=True).distinct().order_by("name", "pk")[:MOST])


def enterprises_for(*, organization: Organization, holder: Holder | None, on: date) -> list[Enterprise]:
    """Return the enterprises of a park in which a holder may manage: where they work, and those covered. Two queries."""
    if holder is not None and holder.without_employer:
        return []
    covered = [unit.enterprise for unit in units_of(organization=organization, on=on)]
    if holder is None or holder.person.pk is None:
        return covered
    work = Workplace.objects.filter(in_force(on), person=holder.person).select_related("enterprise")
    places = [one.enterprise for one in work.order_by("-valid_from", "pk")]
    return list({one.pk: one for one in [*places, *covered]}.values())


def may_be_new(kind: str, organization: Organization) -> bool:
    """Tell whether a post may go to somebody who is in no register here yet."""
    bound = kind in ELECTED_POSTS and organization.form not in LED_FROM_ELSEWHERE
    return kind in PostKind.values and not bound
