"""Who answers for a fallback duty at an enterprise, since when, by which document or fact (谁负责)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from runwu.coverage.choices import ContactKind, DutySource
from runwu.coverage.models import DutyHolder
from runwu.coverage.selectors.fallback_duties import Duty
from runwu.organizations.choices import UnitRole

_CONTACTS = {DutySource.INSTRUCTOR: ContactKind.INSTRUCTOR, DutySource.LIAISON: ContactKind.LIAISON}


@dataclass(frozen=True, slots=True)
class Cell:
    """One duty of one enterprise: who, since when, by what; `derived` where it follows from a fact."""

    who: str = ""
    since: date | None = None
    by: str = ""
    derived: bool = False
    also: str = ""

    @property
    def gap(self) -> bool:
        """Whether nobody answers for it."""
        return not self.who

    @property
    def words(self) -> str:
        """The cell in one line, as workbooks write it."""
        if self.gap:
            return _("未明确")
        since = _("%s 起") % self.since.isoformat() if self.since else ""
        return "；".join(part for part in (self.who, since, self.by, self.also) if part)


def cell_of(enterprise: Any, duty: Duty) -> Cell:
    """Return who answers for a duty; what was entered by a document comes before what follows from facts.

    The enterprise brings its rows of the day along: `held`, `covering`, `looking_after`, `mass_there`
    (`selectors.duty_matrix`), so that this asks nothing.
    """
    derived = next(_derived(enterprise, duty.follows), Cell())
    held = next((row for row in enterprise.held if row.code == duty.code), None)
    if held is None:
        return derived
    also = _("另有：%s") % derived.who if not derived.gap else ""
    return Cell(holder_label(held), held.valid_from, held.entry.document, also=also)


def holder_label(row: DutyHolder) -> str:
    """Return the organisation that a duty was handed to, with the person where one is named and may be."""
    organization, person = row.entry.organization, row.entry.person
    label = organization.label if organization else ""
    return f"{person.name}（{label}）" if person is not None and not person.sealed else label


def _derived(enterprise: Any, sources: Sequence[DutySource]) -> Iterator[Cell]:
    for source in sources:
        if source in (DutySource.BRANCH, DutySource.CATCH_ALL):
            yield from _organized(enterprise, catches=source == DutySource.CATCH_ALL)
        elif source in _CONTACTS:
            yield from _contacts(enterprise, _CONTACTS[source])
        else:
            yield from _mass(enterprise)


def _organized(enterprise: Any, *, catches: bool) -> Iterator[Cell]:
    for unit in enterprise.covering:
        if (unit.role == UnitRole.FALLBACK) == catches:
            said = unit.approval.number if unit.approval else _("据：%s") % UnitRole(unit.role).label
            yield Cell(unit.organization.label, unit.valid_from, said, derived=True)


def _contacts(enterprise: Any, kind: ContactKind) -> Iterator[Cell]:
    found = [row for row in enterprise.looking_after if row.kind == kind]
    if found:
        names = "、".join(row.person.name for row in found)
        yield Cell(names, min(row.valid_from for row in found), _("据：在任%s") % kind.label, derived=True)


def _mass(enterprise: Any) -> Iterator[Cell]:
    found = list(enterprise.mass_there)
    if found:
        names = "、".join(str(row.get_kind_display()) for row in found)
        said = next((row.source for row in found if row.source), "")
        yield Cell(names, min(row.valid_from for row in found), _("据：%s") % (said or _("群团组织")), derived=True)
