"""What a reserve has to offer (后备力量): how many know which language and trade, and which vacant posts nobody fits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from runwu.core.scope import Capability, Scope
from runwu.organizations.cadres import persons_in_reach, vacancies
from runwu.organizations.choices import ReserveState
from runwu.organizations.models import Reserve, Vacancy
from runwu.people.models import Skill, SkillKind

ASKED = (SkillKind.LANGUAGE, SkillKind.TRADE)  # what a vacancy may ask for, and what the summary counts
SkillsOf = Mapping[int, Sequence[Skill]]


@dataclass(frozen=True, slots=True)
class Figure:
    """How many in reserve have a skill of this name on record, and the address of their list."""

    name: str
    number: int
    url: str


@dataclass(frozen=True, slots=True)
class Need:
    """A vacant post with how many in reserve have every skill that it asks for."""

    vacancy: Vacancy
    number: int
    url: str


@dataclass(frozen=True, slots=True)
class Summary:
    """A reserve by language and by trade, how many of each have none on record, and the vacant posts below."""

    languages: Sequence[Figure]
    trades: Sequence[Figure]
    without_language: int
    without_trade: int
    needs: Sequence[Need]

    @property
    def unmet(self) -> int:
        """How many vacant posts nobody in reserve fits."""
        return sum(not need.number for need in self.needs)


def listed(rows: Sequence[Reserve]) -> list[Reserve]:
    """Keep who stands in reserve now."""
    return [row for row in rows if row.state == ReserveState.LISTED]


def skills_of(rows: Sequence[Reserve], *, scope: Scope) -> SkillsOf:
    """Return languages and trades of who stands in reserve, as far as the scope still reaches the person. One query."""
    persons = persons_in_reach(scope=scope).order_by().filter(pk__in={row.person_id for row in listed(rows)})
    found: dict[int, list[Skill]] = {}
    for skill in Skill.objects.filter(person__in=persons.values("pk"), kind__in=ASKED).order_by("kind", "name", "pk"):
        found.setdefault(skill.person_id, []).append(skill)
    return found


def who_fits(rows: Sequence[Reserve], skills: SkillsOf, *, language: str = "", trade: str = "") -> list[Reserve]:
    """Return who stands in reserve and has every skill asked for."""
    asked = {
        (kind, name.casefold()) for kind, name in ((SkillKind.LANGUAGE, language), (SkillKind.TRADE, trade)) if name
    }
    return [row for row in listed(rows) if asked <= _known(skills.get(row.person_id, ()))]


def _known(skills: Sequence[Skill]) -> set[tuple[SkillKind, str]]:
    return {(SkillKind(one.kind), one.name.casefold()) for one in skills}


def summary(rows: Sequence[Reserve], skills: SkillsOf, *, scope: Scope) -> Summary:
    """Return what a reserve has to offer beside what the vacant posts below its committee ask for. One query."""
    below = vacancies(scope=scope).filter(scope.paths(Capability.KEEP_RESERVES, "organization__path"))
    figures = {kind: _figures(rows, skills, kind) for kind in ASKED}
    without = {
        kind: sum(all(one.kind != kind for one in skills.get(row.person_id, ())) for row in listed(rows))
        for kind in ASKED
    }
    return Summary(
        languages=figures[SkillKind.LANGUAGE],
        trades=figures[SkillKind.TRADE],
        without_language=without[SkillKind.LANGUAGE],
        without_trade=without[SkillKind.TRADE],
        needs=[_need(one, rows, skills) for one in below],
    )


def _figures(rows: Sequence[Reserve], skills: SkillsOf, kind: SkillKind) -> list[Figure]:
    names = {one.name.casefold(): one.name for known in skills.values() for one in known if one.kind == kind}
    return [
        Figure(name, len(who_fits(rows, skills, **{kind.value: name})), _address({kind.value: name}))
        for _folded, name in sorted(names.items())
    ]


def _need(vacancy: Vacancy, rows: Sequence[Reserve], skills: SkillsOf) -> Need:
    asked = {"language": vacancy.language, "trade": vacancy.trade}
    asked = {kind: name for kind, name in asked.items() if name}
    return Need(vacancy, len(who_fits(rows, skills, **asked)), _address(asked))


def _address(asked: Mapping[str, str]) -> str:
    return f"{reverse('organizations:reserves', query=asked)}#reserve"
