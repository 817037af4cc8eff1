"""Who the instructors of a park are, and what a row would change of one (比对指导员)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from runwu.core.imports import FieldChange, ImportContext, ImportRow
from runwu.coverage.imports.instructors.profiles import Profiles, load_profiles
from runwu.enterprises.models import Park
from runwu.members.imports.names import folded
from runwu.organizations import selectors as organizations
from runwu.organizations.models import Organization, Post
from runwu.people.models import Education, Gender, Person

HIDDEN = "（不显示）"
_LABELS = {"gender": "性别", "education": "学历", "birth_date": "出生日期", "phone": "手机", "unit": "单位"}


@dataclass(slots=True)
class InstructorRegister:
    """The park's committee and its instructors by name."""

    park: Park
    committee: Organization | None
    posts: dict[str, list[Post]] = field(default_factory=dict)
    profiles: Profiles = field(default_factory=Profiles)

    def match(self, row: ImportRow) -> Post | None:
        """Return the post of a row: by name and birth date, by name alone where no birth date contradicts."""
        birth = row.values.get("birth")
        found = [post for post in self.posts.get(folded(row.text("name")), []) if _fits(post.person, birth)]
        return found[0] if len(found) == 1 else None


def _fits(person: Person, birth: Any) -> bool:
    return person.born_on is None or not isinstance(birth, date) or person.born_on == birth


def load_register(context: ImportContext) -> InstructorRegister:
    """Return the instructors of the park of an import. Seven queries."""
    park = Park.objects.get(public_id=context.place)
    register = InstructorRegister(park, organizations.committee_of_park(park=park, on=context.today))
    for post in organizations.instructors(park=park, on=context.today):
        register.posts.setdefault(folded(post.person.name), []).append(post)
    people = [post.person for posts in register.posts.values() for post in posts]
    register.profiles = load_profiles(park, people)
    return register


def wanted(row: ImportRow) -> dict[str, str]:
    """Return what a row tells of a person."""
    birth = row.values.get("birth")
    told = {
        "gender": row.text("gender"),
        "education": row.text("education"),
        "birth_date": birth.isoformat() if isinstance(birth, date) else "",
        "phone": row.text("phone"),
    }
    return {name: value for name, value in told.items() if value}


def person_changes(row: ImportRow, person: Person) -> dict[str, str]:
    """Return the columns of a person that differ, with their new values."""
    return {name: value for name, value in wanted(row).items() if getattr(person, name) != value}


def changes_of(row: ImportRow, post: Post) -> Iterator[FieldChange]:
    """Yield what a row changes of an instructor; personal values are not repeated."""
    words: dict[str, Any] = {"gender": dict(Gender.choices), "education": dict(Education.choices)}
    for name, value in person_changes(row, post.person).items():
        old = getattr(post.person, name)
        if name in words:
            yield FieldChange(_LABELS[name], str(words[name].get(old, "")), str(words[name][value]))
        else:
            yield FieldChange(_LABELS[name], HIDDEN if old else "", HIDDEN)
    unit = row.text("unit")
    if unit and unit != post.concurrent_position:
        yield FieldChange(_LABELS["unit"], post.concurrent_position, unit)
