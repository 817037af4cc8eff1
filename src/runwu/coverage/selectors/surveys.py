"""Samples with what was found so far (抽样核查进展)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from runwu.core.scope import Capability, Scope
from runwu.coverage.choices import Finding
from runwu.coverage.models import Survey, SurveyItem
from runwu.planning.surveys import Answered, Estimate, estimate
from runwu.rules.surveys import ShellClass


@dataclass(frozen=True, slots=True)
class StratumLine:
    """One stratum: how many there are, how many are to be visited, what was found."""

    label: str
    size: int
    wanted: int
    answered: int
    operating: int


@dataclass(frozen=True, slots=True)
class SurveyView:
    """A sample with its strata, its enterprises grid by grid, and what the answers say of the whole."""

    survey: Survey
    lines: Sequence[StratumLine]
    items: Sequence[SurveyItem]
    result: Estimate | None

    @property
    def size(self) -> int:
        """How many enterprises the sample speaks for."""
        return sum(line.size for line in self.lines)

    @property
    def wanted(self) -> int:
        """How many are to be visited."""
        return sum(line.wanted for line in self.lines)

    @property
    def answered(self) -> int:
        """How many have been answered."""
        return sum(line.answered for line in self.lines)


def surveys(*, scope: Scope) -> QuerySet[Survey]:
    """List the samples of the parks whose enterprises somebody may correct."""
    return Survey.objects.filter(scope.parks(Capability.EDIT_ENTERPRISES)).select_related("park")


def survey_view(*, survey: Survey) -> SurveyView:
    """Return a sample with its progress. Two queries."""
    items = survey.items.select_related("enterprise__grid", "enterprise__park", "visit")
    ordered = items.order_by("enterprise__grid__name", "enterprise__address", "enterprise__name")
    yes = Q(visit__finding=Finding.OPERATING)
    counts = survey.items.order_by().values_list("stratum")
    found = {
        key: (answered, operating)
        for key, answered, operating in counts.annotate(answered=Count("visit"), operating=Count("visit", filter=yes))
    }
    lines = [_line(one, *found.get(one["key"], (0, 0))) for one in survey.strata]
    answers = {line.label: Answered(line.size, line.answered, line.operating) for line in lines if line.wanted}
    return SurveyView(survey, lines, list(ordered), estimate(answers))


def _line(stratum: dict[str, int | str], answered: int, operating: int) -> StratumLine:
    label = ShellClass(str(stratum["key"])).label
    return StratumLine(label, int(stratum["size"]), int(stratum["wanted"]), answered, operating)
