"""The figures that sizes are read from."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from runwu.rules.amounts import require_amount
from runwu.rules.counts import require_count


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterpriseFigures:
    """Staff, revenue and assets of one year (从业人员、营业收入、资产总额); None is unknown.

    Revenue and assets in units of 10,000 yuan (万元), as the statistical tables have them.
    Raises RuleInputError for a negative figure.

    >>> EnterpriseFigures(staff=20, revenue=Decimal(300)).assets is None
    True
    """

    staff: int | None = None
    revenue: Decimal | None = None
    assets: Decimal | None = None

    def __post_init__(self) -> None:
        """Refuse negative figures."""
        require_count(self.staff, "从业人员人数")
        require_amount(self.revenue, "营业收入")
        require_amount(self.assets, "资产总额")
