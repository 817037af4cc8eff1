"""Rates over the three denominators (两个覆盖，三个分母)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from runwu.rules.coverage.facts import CoverageFacts, CoverageStatus, CoverageVerdict
from runwu.rules.errors import RuleInputError

EMPTY = "—"
Row = tuple[CoverageFacts, CoverageVerdict]


@dataclass(frozen=True, slots=True)
class Rate:
    """A numerator over a denominator (比率), with those beside it of whom the fact is unknown.

    Raises RuleInputError unless 0 ≤ numerator ≤ denominator and unknown ≥ 0.

    >>> str(Rate(10, 14)), Rate(10, 14).fraction
    ('71.4%', '10/14')
    >>> str(Rate(0, 0, unknown=3))
    '—'
    """

    numerator: int
    denominator: int
    unknown: int = 0

    def __post_init__(self) -> None:
        """Refuse counts that are no rate."""
        if not 0 <= self.numerator <= self.denominator or self.unknown < 0:
            raise RuleInputError(
                happened=f"{self.numerator}/{self.denominator} 不是比率", rule="分子在零与分母之间", now="核对计数"
            )

    @property
    def percent(self) -> Decimal | None:
        """Give the percentage to one decimal, half up; None without a denominator."""
        if not self.denominator:
            return None
        exact = Decimal(self.numerator * 100) / self.denominator
        return exact.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)

    @property
    def fraction(self) -> str:
        """Write numerator and denominator, or “—” without a denominator."""
        return f"{self.numerator}/{self.denominator}" if self.denominator else EMPTY

    def __str__(self) -> str:
        return EMPTY if self.percent is None else f"{self.percent}%"


@dataclass(frozen=True, slots=True)
class CoverageRates:
    """The rates over one denominator: own branches alone, organization coverage, work coverage."""

    own_branch: Rate
    organization: Rate
    work: Rate


@dataclass(frozen=True, slots=True)
class CoverageTable:
    """The rates over all three denominators (三个分母): registered, operating, with staff."""

    registered: CoverageRates
    operating: CoverageRates
    with_staff: CoverageRates


def coverage_table(rows: Iterable[Row]) -> CoverageTable:
    """Count coverage over the three denominators, those of unknown operation or staff beside.

    Who is unknown counts neither in the numerator nor in the denominator of that column.
    """
    listed = list(rows)
    return CoverageTable(
        registered=_rates(listed, lambda facts: True),
        operating=_rates(listed, lambda facts: facts.operating),
        with_staff=_rates(listed, lambda facts: None if facts.staff is None else facts.staff > 0),
    )


def _rates(rows: list[Row], belongs: Callable[[CoverageFacts], bool | None]) -> CoverageRates:
    counted = [answer for facts, answer in rows if belongs(facts)]
    unknown = sum(belongs(facts) is None for facts, _ in rows)
    return CoverageRates(
        own_branch=Rate(sum(answer.status is CoverageStatus.OWN_BRANCH for answer in counted), len(counted), unknown),
        organization=Rate(sum(answer.organization_covered for answer in counted), len(counted), unknown),
        work=Rate(sum(answer.work_covered for answer in counted), len(counted), unknown),
    )
