"""Which fallback duties a park has on a day (兜底事项): its own words, or the template's."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from runwu.coverage.choices import DutySource
from runwu.coverage.models import FallbackDuty
from runwu.enterprises.models import Park

_TEMPLATE = Path(__file__).parents[1] / "fallback_duties.toml"


@dataclass(frozen=True, slots=True)
class Duty:
    """One fallback duty as a park words it, and the facts that it follows from, the strongest first."""

    code: str
    name: str
    details: str
    follows: tuple[DutySource, ...]
    own: bool = False

    @property
    def sources(self) -> str:
        """The facts in words."""
        return "、".join(str(source.label) for source in self.follows)

    @property
    def by_contacts(self) -> bool:
        """Whether instructors or liaisons answer for it (联系服务), whose proposals a page of its own makes."""
        return not {DutySource.INSTRUCTOR, DutySource.LIAISON}.isdisjoint(self.follows)


@cache
def template() -> tuple[tuple[Duty, ...], str]:
    """Return the template and the remark that belongs to it."""
    read = tomllib.loads(_TEMPLATE.read_text(encoding="utf-8"))
    duties = tuple(
        Duty(row["code"], row["name"], row["details"], tuple(DutySource(one) for one in row["follows"]))
        for row in read["duty"]
    )
    return duties, read["remark"]


def duties_of(*, park: Park, on: date) -> Sequence[Duty]:
    """Return the duties of a park on a day, in the template's order. One query."""
    own = {row.code: row for row in FallbackDuty.objects.on(on).filter(park=park)}
    return [_worded(duty, own) for duty in template()[0]]


def _worded(duty: Duty, own: Mapping[str, FallbackDuty]) -> Duty:
    row = own.get(duty.code)
    if row is None:
        return duty
    return Duty(duty.code, row.name, row.details, tuple(DutySource(one) for one in row.follows), own=True)
