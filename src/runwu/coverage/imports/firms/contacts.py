"""Instructors, liaisons and mass organisations at enterprises (写入指导员、联络员和群团组织)."""

from collections.abc import Iterable, Iterator, Sequence

from runwu.core.dialect import insert_rows
from runwu.core.imports import ImportContext
from runwu.core.pinyin import initials_of
from runwu.coverage.choices import ContactKind, MassKind
from runwu.coverage.imports.firms.known import KnownFirms
from runwu.coverage.imports.firms.wishes import FirmWish
from runwu.coverage.imports.firms.world import ParkWorld
from runwu.coverage.models import CoverageContact, MassOrganization
from runwu.enterprises.models import Enterprise
from runwu.members.imports.names import folded
from runwu.people.models import Person

Pair = tuple[FirmWish, Enterprise]


def write_contacts(context: ImportContext, pairs: Sequence[Pair], known: KnownFirms, world: ParkWorld) -> None:
    """Link instructors and liaisons that rows name; those whom a filled cell no longer names end on the sheet's day."""
    _add_liaisons([name for wish, _firm in pairs for name in wish.liaisons], world)
    created: list[CoverageContact] = []
    ended: list[CoverageContact] = []
    for wish, firm in pairs:
        held = known.contacts.get(firm.pk, [])
        for kind, people in (
            (ContactKind.INSTRUCTOR, _instructors(wish, world)),
            (ContactKind.LIAISON, _liaisons(wish, world)),
        ):
            if not people:
                continue
            before = {contact.person_id: contact for contact in held if contact.kind == kind}
            after = {person.pk: person for person in people}
            ended += [contact for pk, contact in before.items() if pk not in after]
            created += [_contact(context, firm, after[pk], kind) for pk in after if pk not in before]
    _end(ended, context)
    insert_rows(created)


def _instructors(wish: FirmWish, world: ParkWorld) -> list[Person]:
    found = (world.instructors.get(folded(name), []) for name in wish.instructors)
    return [people[0] for people in found if len(people) == 1]


def _liaisons(wish: FirmWish, world: ParkWorld) -> list[Person]:
    return [world.liaisons[folded(name)] for name in wish.liaisons]


def _add_liaisons(names: Iterable[str], world: ParkWorld) -> None:
    """Add the liaisons whom the park does not know yet; a name stands for one person within the park."""
    new = {folded(name): name for name in names if folded(name) not in world.liaisons}
    rows = Person.objects.bulk_create(
        Person(name=name[:50], initials=initials_of(name, limit=50)) for name in new.values()
    )
    world.liaisons.update(zip(new, rows, strict=True))


def _contact(context: ImportContext, firm: Enterprise, person: Person, kind: ContactKind) -> CoverageContact:
    return CoverageContact(enterprise=firm, person=person, kind=kind, valid_from=context.as_of)


def _end(contacts: Sequence[CoverageContact], context: ImportContext) -> None:
    """End contacts on the sheet's day; one that began on it never was."""
    past = [contact for contact in contacts if contact.valid_from < context.as_of]
    for contact in past:
        contact.valid_to = context.as_of
    CoverageContact.objects.bulk_update(past, ["valid_to"], batch_size=500)
    CoverageContact.objects.filter(pk__in=[contact.pk for contact in contacts if contact not in past]).delete()


def write_mass(context: ImportContext, pairs: Sequence[Pair], known: KnownFirms) -> None:
    """Open and end mass organisations as rows say."""
    created: list[MassOrganization] = []
    ended: list[MassOrganization] = []
    for wish, firm in pairs:
        held = {MassKind(row.kind): row for row in known.mass.get(firm.pk, [])}
        created += _new_mass(context, wish, firm, held)
        ended += [held[kind] for kind, there in wish.mass.items() if not there and kind in held]
    past = [row for row in ended if row.valid_from < context.as_of]
    for row in past:
        row.valid_to = context.as_of
    MassOrganization.objects.bulk_update(past, ["valid_to"], batch_size=500)
    MassOrganization.objects.filter(pk__in=[row.pk for row in ended if row not in past]).delete()
    insert_rows(created)


def _new_mass(
    context: ImportContext, wish: FirmWish, firm: Enterprise, held: dict[MassKind, MassOrganization]
) -> Iterator[MassOrganization]:
    for kind, there in wish.mass.items():
        if there and kind not in held:
            yield MassOrganization(enterprise=firm, kind=kind, source=context.source, valid_from=context.as_of)
