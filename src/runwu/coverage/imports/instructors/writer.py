"""Write the good rows of the instructor workbook, set-based (写入指导员名册)."""

from collections.abc import Mapping
from datetime import date

from runwu.core.crypto import blind_index
from runwu.core.facts import Change, record_changes
from runwu.core.imports import GoodRows, ImportContext, ImportRow
from runwu.core.pinyin import initials_of
from runwu.coverage.imports.instructors.checker import with_phone
from runwu.coverage.imports.instructors.profiles import Told, read_profile, write_profiles
from runwu.coverage.imports.instructors.register import load_register, person_changes, wanted
from runwu.members.imports.wishes import PHONE
from runwu.organizations.choices import PostKind
from runwu.organizations.models import Organization, Post
from runwu.people.models import Person

_PERSON = ["gender", "education", "birth_date", "phone", "phone_index"]


def write_instructors(context: ImportContext, rows: GoodRows) -> Mapping[str, int]:
    """Write rows and return how many instructors are new and how many changed. Runs inside a transaction."""
    register = load_register(context)
    changed: list[Post] = []
    created: list[Post] = []
    changes: list[Change] = []
    told: list[tuple[Person, Told]] = []
    for raw in rows:
        row, _said = with_phone(raw)
        post = register.match(row)
        if post is None:
            created.append(_post(row, register.committee, context))
        else:
            changes += _change(row, post)
            changed.append(post)
        told.append(((post or created[-1]).person, read_profile(row, register.profiles)))
    Person.objects.bulk_create([post.person for post in created], batch_size=500)
    Post.objects.bulk_create(created, batch_size=500)
    Person.objects.bulk_update([post.person for post in changed], _PERSON, batch_size=200)
    Post.objects.bulk_update(changed, ["concurrent_position"], batch_size=500)
    write_profiles(told, register.profiles)
    record_changes(changes, source=context.source, source_date=context.as_of, batch=context.batch, by=context.uploader)
    return {"new": len(created), "changed": len(changed)}


def _post(row: ImportRow, committee: Organization | None, context: ImportContext) -> Post:
    name, since = row.text("name"), row.values.get("since")
    person = Person(name=name, initials=initials_of(name, limit=50))
    _set(person, wanted(row))
    return Post(
        organization=committee,
        person=person,
        kind=PostKind.INSTRUCTOR,
        concurrent_position=row.text("unit"),
        valid_from=since if isinstance(since, date) else context.as_of,
    )


def _change(row: ImportRow, post: Post) -> list[Change]:
    """Set what differs and return it, personal values left out."""
    differing = person_changes(row, post.person)
    found = [
        Change(post.person, name, getattr(post.person, name), value, personal=True) for name, value in differing.items()
    ]
    _set(post.person, differing)
    post.concurrent_position = row.text("unit") or post.concurrent_position
    return found


def _set(person: Person, values: Mapping[str, str]) -> None:
    for name, value in values.items():
        setattr(person, name, value)
    if "phone" in values:
        person.phone_index = blind_index(values["phone"], PHONE)
