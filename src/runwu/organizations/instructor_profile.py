"""What instructors are like together (党建指导员构成): how many, their average age, how many hold a degree, by one formula."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from runwu.core.scope import Scope
from runwu.enterprises.models import Park
from runwu.organizations.models import Post
from runwu.organizations.selectors import instructors_in_reach
from runwu.people.models import DEGREES
from runwu.rules.privacy import shown_count
from runwu.rules.rulebook import Rulebook

# 职级 has no column of its own: it is on record where the post beside (unit and position) names it.
_SECTION_CHIEFS = ("科级", "处级", "厅级", "局级")
_BELOW = ("股级", "科员")


def _names_one_of(words: tuple[str, ...]) -> Q:
    return reduce(or_, (Q(concurrent_position__contains=word) for word in words))


RANKS: Mapping[str, Q] = {
    "chief": _names_one_of(_SECTION_CHIEFS),
    "told": _names_one_of((*_SECTION_CHIEFS, *_BELOW)),
    "untold": ~_names_one_of((*_SECTION_CHIEFS, *_BELOW)),
}
"""Conditions on posts by the rank that is told (科级以上、已填职级、未填职级): figures and lists ask the same."""


def _ranked(post: Post, words: tuple[str, ...]) -> bool:
    return any(word in post.concurrent_position for word in words)


@dataclass(frozen=True, slots=True)
class Profile:
    """Persons, each once; ages and education as far as they are told: unknown is never counted as no.

    `posts` are the rows of the list: somebody sent by two organisations has two. `degree_posts` and `untold_posts` are
    those behind the figures of education.
    """

    number: int
    ages: tuple[int, ...]
    educated: int
    degrees: int
    posts: int = 0
    degree_posts: int = 0
    untold_posts: int = 0
    ranked: int = 0
    chiefs: int = 0
    chief_posts: int = 0

    @property
    def untold(self) -> int:
        """How many have no education on record."""
        return self.number - self.educated

    @property
    def average(self) -> int:
        """The mean of the ages told, in whole years."""
        return round(sum(self.ages) / len(self.ages)) if self.ages else 0


def profile(*, scope: Scope, on: date, park: Park | None = None) -> Profile:
    """Return what the instructors in reach, or those of a park, are like on a day. One query.

    Birth dates are opened for counting alone.
    """
    rows = list(_rows(scope, on, park))
    people = {row.person_id: row.person for row in rows}.values()
    born = [one.born_on for one in people if one.born_on]
    told = [one.education for one in people if one.education]
    ages = tuple(on.year - day.year - ((on.month, on.day) < (day.month, day.day)) for day in born)
    return Profile(
        number=len(people), ages=ages, educated=len(told), degrees=sum(one in DEGREES for one in told), posts=len(rows),
        degree_posts=sum(row.person.education in DEGREES for row in rows),
        untold_posts=sum(not row.person.education for row in rows),
        ranked=len({row.person_id for row in rows if _ranked(row, (*_SECTION_CHIEFS, *_BELOW))}),
        chiefs=len({row.person_id for row in rows if _ranked(row, _SECTION_CHIEFS)}),
        chief_posts=sum(_ranked(row, _SECTION_CHIEFS) for row in rows),
    )  # fmt: skip


def _rows(scope: Scope, on: date, park: Park | None) -> QuerySet[Post]:
    rows = instructors_in_reach(scope=scope, on=on)
    return rows if park is None else rows.filter(organization__park=park)


def in_words(found: Profile, *, book: Rulebook) -> str:
    """Say it in one line; an average of too few would tell somebody's age and is left out.

    Formula: persons with the post on the day, each once; whole years; degrees of those whose education is told.
    """
    return " · ".join([_("%d 名") % found.number, *details(found, book=book)])


def details(found: Profile, *, book: Rulebook) -> list[str]:
    """Return what is known of them beside their number, in words."""
    parts = []
    if found.ages and shown_count(len(found.ages), entitled=False, book=book).isdigit():
        parts.append(_("平均 %(age)d 岁（%(n)d 名有出生日期）") % {"age": found.average, "n": len(found.ages)})
    if found.educated:
        words = {"share": f"{100 * found.degrees / found.educated:.1f} %", "n": found.degrees, "of": found.educated}
        parts.append(_("本科以上 %(share)s（%(n)d/%(of)d）") % words)
    return parts


@dataclass(frozen=True, slots=True)
class Opening:
    """One figure of the profile: a number, of how many (False for none), what to add, and the list that it opens."""

    label: str
    value: int
    of: int | bool
    note: str
    query: str


def openings(found: Profile, *, kept: Mapping[str, str]) -> list[Opening]:
    """Return the figures that open their rows; `kept` is what every address carries (park, past day).

    Persons are counted; where the rows are more, because somebody was sent by several, the figure says so.
    """

    def one(label: str, value: int, of: int | bool, rows: int, **asked: str) -> Opening:
        note = _("名单 %d 项：有人由几个组织派出") % rows if rows != value else ""
        return Opening(label, value, of, note, urlencode({**kept, **asked}))

    return [
        one(_("党建指导员"), found.number, False, found.posts),
        one(_("本科以上"), found.degrees, found.educated, found.degree_posts, schooling="degree"),
        one(_("未填学历"), found.untold, found.number, found.untold_posts, schooling="untold"),
        one(_("科级以上"), found.chiefs, found.ranked, found.chief_posts, rank="chief"),
    ]
