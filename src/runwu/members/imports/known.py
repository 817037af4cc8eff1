"""Whom the register knows of a chunk of rows (比对名册): by identity number, else by name and birth date.

What an uploader need not know is not found here. A row about a restricted member beyond the uploader's reach is
reported like one about a person nobody knows, in the same words; `hidden_of` finds such persons when rows are
written, and nothing is written for them then. So a preview answers alike in both worlds, and a register that is
imported again never opens a restricted person. What the uploader may notice is that the person does not show up
in lists afterwards, which is what restriction means; telling more, or writing a second open row, would be worse.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Q

from runwu.core.imports import ImportContext
from runwu.enterprises.models import Workplace
from runwu.members.imports.names import branch_key
from runwu.members.imports.wishes import MemberWish
from runwu.members.imports.world import MemberWorld
from runwu.members.models import PartyMember
from runwu.members.selectors import known_to, named_to
from runwu.organizations.models import Organization, Post
from runwu.people.models import Person


@dataclass(slots=True)
class KnownPeople:
    """Persons by their keys, with the open rows that hang on them, by person.

    `paths` holds where members were on another day, for who asks about that day.
    """

    by_identity: dict[str, Person] = field(default_factory=dict)
    by_name: dict[str, list[Person]] = field(default_factory=dict)
    members: dict[int, PartyMember] = field(default_factory=dict)
    workplaces: dict[int, list[Workplace]] = field(default_factory=dict)
    posts: dict[int, list[Post]] = field(default_factory=dict)
    paths: dict[int, str] = field(default_factory=dict)

    def match(self, wish: MemberWish, branch: Organization | None) -> Person | None:
        """Return the person of a row: by identity number, by name and birth date, or by name within the branch."""
        if wish.identity_index and wish.identity_index in self.by_identity:
            return self.by_identity[wish.identity_index]
        namesakes = [one for one in self.by_name.get(wish.name, []) if _may_be(one, wish)]
        if wish.birth is not None:
            found = [one for one in namesakes if one.born_on == wish.birth]
            found = found or [one for one in namesakes if one.born_on is None and self._in(one, branch)]
        else:
            found = [one for one in namesakes if self._in(one, branch)]
        return found[0] if len(found) == 1 else None

    def _in(self, person: Person, branch: Organization | None) -> bool:
        member = self.members.get(person.pk)
        if member is None or branch is None:
            return False
        return self.paths.get(person.pk, member.path) == branch.path


def _may_be(person: Person, wish: MemberWish) -> bool:
    """Tell whether two identity numbers do not contradict."""
    return not (person.identity_index and wish.identity_index and person.identity_index != wish.identity_index)


def load_known(wishes: Sequence[MemberWish], context: ImportContext, *, by_name: bool = False) -> KnownPeople:
    """Return the persons that rows may speak of, as far as the uploader reads them, or knows them `by_name`. Five queries."""
    known = KnownPeople()
    names = {wish.name for wish in wishes if wish.name}
    indexes = {wish.identity_index for wish in wishes if wish.identity_index}
    reach = named_to if by_name else known_to
    here = Q(membership__path__gt="") & reach(context.scope, prefix="membership__")
    without = Q(membership__isnull=True)
    for person in Person.objects.filter(here | without, sealed=False).filter(_named(names, indexes)):
        _note(known, person)
    sealed = Person.objects.filter(here, sealed=True)
    for person in sealed:
        if person.identity_index in indexes or person.full_name in names:
            _note(known, person)
    _load_rows(known)
    return known


def _named(names: set[str], indexes: set[str]) -> Q:
    return Q(identity_index__in=indexes) | Q(name__in=names, membership__isnull=False)


def _note(known: KnownPeople, person: Person) -> None:
    if person.identity_index:
        known.by_identity[person.identity_index] = person
    known.by_name.setdefault(person.full_name, []).append(person)


def _load_rows(known: KnownPeople) -> None:
    ids = {person.pk for people in known.by_name.values() for person in people}
    rows = PartyMember.objects.filter(person_id__in=ids).select_related("organization")
    known.members = {row.person_id: row for row in rows}
    for place in Workplace.objects.open().filter(person_id__in=ids).select_related("enterprise"):
        known.workplaces.setdefault(place.person_id, []).append(place)
    for post in Post.objects.open().filter(person_id__in=ids):
        known.posts.setdefault(post.person_id, []).append(post)


def hidden_of(wishes: Iterable[MemberWish], known: KnownPeople, world: MemberWorld) -> dict[int, PartyMember]:
    """Return the members beyond the uploader's reach whom rows speak of, by row number. Two queries."""
    seen = {person.pk for people in known.by_name.values() for person in people}
    wanted = list(wishes)
    indexes = {wish.identity_index for wish in wanted if wish.identity_index}
    select = PartyMember.objects.select_related("person").exclude(person_id__in=seen)
    by_identity = {row.person.identity_index: row for row in select.filter(person__identity_index__in=indexes)}
    sealed = [(row.person.full_name, row) for row in select.filter(person__sealed=True, organization__park=world.park)]
    found = {}
    for wish in wanted:
        branch = world.organizations.get(branch_key(wish.branch))
        found[wish.row.number] = by_identity.get(wish.identity_index) or _namesake(wish, sealed, branch)
    return {number: member for number, member in found.items() if member is not None}


def _namesake(
    wish: MemberWish, sealed: Sequence[tuple[str, PartyMember]], branch: Organization | None
) -> PartyMember | None:
    """Return the sealed member of this name with the same birth date; where one is not told, of the same branch."""
    for name, member in sealed:
        if name != wish.name or not _may_be(member.person, wish):
            continue
        born = member.person.born_on
        told = wish.birth is not None and born is not None
        if (told and born == wish.birth) or (not told and branch is not None and member.organization_id == branch.pk):
            return member
    return None
