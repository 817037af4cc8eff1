"""Persons and members of rows (写入人员和党员)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from runwu.core.crypto import blind_index
from runwu.core.dialect import blank, insert_rows, update_columns
from runwu.core.facts import Change, record_changes
from runwu.core.imports import ImportContext
from runwu.core.pinyin import initials_of
from runwu.members.choices import DecisionOrigin, Standing
from runwu.members.imports import differences as diff
from runwu.members.imports.differences import Subject
from runwu.members.imports.wishes import PHONE, MemberWish
from runwu.members.models import PartyMember
from runwu.members.services.conversions import Conversion, conversion_on_record
from runwu.members.services.own_accounts import name_own_accounts
from runwu.people.models import Person

_PERSON = [
    "name", "initials", "sealed", "sealed_name", "gender", "birth_date", "phone", "phone_index",
    "identity_tail", "identity_index", "education",
]  # fmt: skip
_MEMBER = ["standing", "admitted_on", "converted_on", "restricted", "without_employer", "updated_at"]


def write_people(context: ImportContext, subjects: Sequence[Subject]) -> list[Subject]:
    """Write persons, then members, and return the subjects with both. Six statements, and two where persons have accounts."""
    changes = [change for subject in subjects for change in _changes(subject)]
    before = {one.member.pk: (one.member.standing, one.member.converted_on) for one in subjects if one.member}
    with_person = [_person(subject) for subject in subjects]
    people = [one.person for one in with_person if one.person is not None]
    new = [person for person in people if person.pk is None]
    _update([person for person in people if person.pk is not None], _PERSON)
    insert_rows(new)
    accounts = [person.pk for person in people if person.user_id is not None]
    done = [_member(subject) for subject in with_person]
    members = [one.member for one in done if one.member is not None]
    fresh = [member for member in members if member.pk is None]
    _update([one for one in members if one.pk is not None], _MEMBER)
    insert_rows(fresh)
    record_changes(changes, source=context.source, source_date=context.as_of, batch=context.batch, by=context.uploader)
    if accounts:
        name_own_accounts(accounts)
    conversion_on_record(_conversions(done, before), origin=DecisionOrigin.SHEET, by=context.uploader, on=context.today)
    return done


def _conversions(done: Sequence[Subject], before: Mapping[int, tuple[str, date | None]]) -> Iterator[Conversion]:
    """Yield the standings that rows change: with the day of conversion and the number that the checker asked for."""
    for subject in done:
        member, wish = subject.member, subject.wish
        if member is not None and member.pk in before and wish.converted is not None:
            standing, converted = before[member.pk]
            yield Conversion(member, standing, converted, wish.converted, wish.row.text("decision"))


def _update(rows: Sequence[Person] | Sequence[PartyMember], columns: Sequence[str]) -> None:
    if rows:
        update_columns(type(rows[0]), {name: [getattr(row, name) for row in rows] for name in ("id", *columns)})


def _changes(subject: Subject) -> list[Change]:
    """Return what changes of an open member; nothing is noted about restricted ones beyond their own log."""
    person, member, wish = subject.person, subject.member, subject.wish
    if person is None or member is None or member.restricted or wish.restricted:
        return []
    of_person = diff.person_changes(wish, person).items()
    of_member = diff.member_changes(wish, member).items()
    found = [Change(person, name, getattr(person, name), value, personal=True) for name, value in of_person]
    return found + [Change(member, name, getattr(member, name), value) for name, value in of_member]


def _person(subject: Subject) -> Subject:
    wish = subject.wish
    person = subject.person or blank(Person, {})
    values = diff.person_changes(wish, person) if subject.person else diff.wanted_person(wish)
    for name, value in values.items():
        setattr(person, name, value)
    if wish.phone:
        person.phone_index = blind_index(wish.phone, PHONE)
    person.identity_index = wish.identity_index or person.identity_index or None
    _name(person, wish, sealed=person.sealed or wish.restricted)
    return Subject(wish, person, subject.member, subject.branch, subject.firm)


def _name(person: Person, wish: MemberWish, *, sealed: bool) -> None:
    """Write the name in clear with its initials, or encrypted and without them."""
    person.sealed = sealed
    person.name, person.sealed_name = ("", wish.name) if sealed else (wish.name, "")
    person.initials = "" if sealed else initials_of(wish.name, limit=50)


def _member(subject: Subject) -> Subject:
    wish, member = subject.wish, subject.member
    if member is None:
        belonging = {"belonging": diff.belonging_of(subject), "standing": Standing.FULL}
        member = blank(PartyMember, belonging, {"person": subject.person})
        values: dict[str, Any] = diff.wanted_member(wish)
    else:
        values = diff.member_changes(wish, member)
    for name, value in values.items():
        setattr(member, name, value)
    member.updated_at = timezone.now()
    return Subject(wish, subject.person, member, subject.branch, subject.firm)
