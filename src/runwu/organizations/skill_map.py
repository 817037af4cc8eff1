"""Trade skills by Party skills (行业技能、党务技能对照): how many persons in reach have what on record.

A person with several skills of a kind stands under the highest level on record; nothing is added up.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Case, Count, IntegerField, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from runwu.core.scope import Scope
from runwu.organizations.cadres import persons_in_reach
from runwu.people.models import Person, Skill, SkillKind, SkillLevel

UNRECORDED = "none"  # nothing on record, which does not say that there is nothing
LEVELS: Sequence[tuple[str, str | Promise]] = ((UNRECORDED, _("未登记")), *SkillLevel.choices)


@dataclass(frozen=True, slots=True)
class Cell:
    """How many persons stand under a level of Party skill, and the address of the list of them."""

    label: str | Promise
    number: int
    url: str


@dataclass(frozen=True, slots=True)
class MapRow:
    """A level of trade skill with its cells, one for each level of Party skill."""

    label: str | Promise
    cells: Sequence[Cell]


def with_skill(rows: QuerySet[Person], kind: SkillKind, name: str) -> QuerySet[Person]:
    """Keep the persons with a skill of this kind and name, however its letters are written."""
    return rows.filter(pk__in=Skill.objects.filter(kind=kind, name__iexact=name).values("person_id"))


def at_level(rows: QuerySet[Person], kind: SkillKind, level: str, *, name: str = "") -> QuerySet[Person]:
    """Keep the persons whose highest level of a kind, or of the one skill named, is this."""
    return rows.alias(**{f"{kind}_level": _highest(kind, name)}).filter(**{f"{kind}_level": level})


def _highest(kind: SkillKind, name: str = "") -> Coalesce:
    known = Skill.objects.filter(person=OuterRef("pk"), kind=kind)
    known = known.filter(name__iexact=name) if name else known
    ranks = [When(level=level, then=Value(rank)) for rank, level in enumerate(SkillLevel.values)]
    highest = known.order_by(Case(*ranks, output_field=IntegerField()).desc())
    return Coalesce(Subquery(highest.values("level")[:1]), Value(UNRECORDED))


def names_in_reach(*, scope: Scope) -> Mapping[SkillKind, list[str]]:
    """Return the names of the skills on record of persons in reach, by kind, each spelling of letters once. One query."""
    found: dict[SkillKind, dict[str, str]] = {kind: {} for kind in SkillKind}
    persons = persons_in_reach(scope=scope).order_by().values("pk")
    rows = Skill.objects.filter(person__in=persons).order_by("name").values_list("kind", "name").distinct()
    for kind, name in rows:
        found[SkillKind(kind)].setdefault(name.casefold(), name)
    return {kind: list(names.values()) for kind, names in found.items()}


def skill_map(*, scope: Scope, trade: str = "", language: str = "") -> list[MapRow]:
    """Return the grid of trade skills by Party skills, of who has any skill on record. One query.

    With `trade` only who has this trade skill counts, under its level; with `language` only who knows that language.
    """
    rows = persons_in_reach(scope=scope).filter(pk__in=Skill.objects.values("person_id")).order_by()
    rows = with_skill(rows, SkillKind.TRADE, trade) if trade else rows
    rows = with_skill(rows, SkillKind.LANGUAGE, language) if language else rows
    placed = rows.annotate(at_trade=_highest(SkillKind.TRADE, trade), at_party=_highest(SkillKind.PARTY))
    counted = placed.values_list("at_trade", "at_party").annotate(Count("pk"))
    numbers = {(at_trade, at_party): number for at_trade, at_party, number in counted}
    asked = {name: value for name, value in (("trade", trade), ("language", language)) if value}
    return [
        MapRow(label, [_cell(numbers, at_trade, at_party, words, asked) for at_party, words in LEVELS])
        for at_trade, label in LEVELS
        if not (trade and at_trade == UNRECORDED)
    ]


def _cell(
    numbers: Mapping[tuple[str, str], int], at_trade: str, at_party: str, label: str | Promise, asked: Mapping[str, str]
) -> Cell:
    query = {**asked, "trade_level": at_trade, "party_level": at_party}
    return Cell(label, numbers.get((at_trade, at_party), 0), reverse("organizations:skills", query=query))
