"""Large, medium, small or micro (大、中、小、微型企业)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum

from runwu.rules.amounts import plain_number
from runwu.rules.enterprises.figures import EnterpriseFigures
from runwu.rules.enterprises.size_group import SizeGroup
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Reason, Verdict, allow, unknown


class SizeClass(IntEnum):
    """The four classes (企业规模), smallest first."""

    MICRO = 0
    SMALL = 1
    MEDIUM = 2
    LARGE = 3

    @property
    def label(self) -> str:
        """Say it in Chinese.

        >>> SizeClass.MICRO.label
        '微型企业'
        """
        return f"{'微小中大'[self]}型企业"


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeAnswer:
    """The class of an enterprise, None while a needed figure is missing, and why."""

    size: SizeClass | None
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class _Index:
    """One column of the table (指标) with the lower limits of small, medium and large."""

    label: str
    unit: str
    amount: Decimal | None
    limits: tuple[Decimal, ...]

    @property
    def reached(self) -> SizeClass | None:
        return None if self.amount is None else SizeClass(sum(self.amount >= limit for limit in self.limits))

    @property
    def arithmetic(self) -> str:
        if self.amount is None or self.reached is None:
            return f"{self.label}未知"
        amount = f"{self.label} {plain_number(self.amount)} {self.unit}"
        below = f"≥ {self._limit(self.reached)}" if self.reached else ""
        above = f"< {self._limit(SizeClass(self.reached + 1))}" if self.reached < SizeClass.LARGE else ""
        return f"{amount} {'，'.join(part for part in (below, above) if part)}"

    def _limit(self, size: SizeClass) -> str:
        return f"{plain_number(self.limits[size - 1])} {self.unit}（{size.label[:2]}下限）"


@reads(*(group.key for group in SizeGroup), "enterprises.size_needs_all")
def size_class(group: SizeGroup, figures: EnterpriseFigures, *, book: Rulebook) -> SizeAnswer:
    """Find the size class of an enterprise (企业规模) from staff, revenue or assets.

    Every limit of a class has to be met, else the enterprise falls into the class below; one figure
    below the small limit already makes it micro, even while the other is unknown. UNKNOWN tells
    the largest class that is still possible. For statistics only: taxes have their own test.
    Source: 《统计上大中小微型企业划分办法（2017）》.

    >>> from datetime import date
    >>> figures = EnterpriseFigures(staff=1000, revenue=Decimal(39999))
    >>> size_class(SizeGroup.INDUSTRY, figures, book=Rulebook(on=date(2026, 11, 23))).size
    <SizeClass.MEDIUM: 2>
    """
    indexes = [_read(row, figures) for row in book.names(group.key)]
    reached = [index.reached for index in indexes if index.reached is not None]
    reasons = [book.reason(group.key, arithmetic="；".join(index.arithmetic for index in indexes)),
               book.reason("enterprises.size_needs_all")]  # fmt: skip
    if SizeClass.MICRO in reached or len(reached) == len(indexes):
        size = min(reached)
        return SizeAnswer(size=size, verdict=allow(size.label, reasons=reasons))
    missing = "、".join(index.label for index in indexes if index.amount is None)
    return SizeAnswer(size=None, verdict=_unknown(missing, reached, reasons))


def _unknown(missing: str, reached: list[SizeClass], reasons: list[Reason]) -> Verdict:
    at_most = f"，最大为{min(reached).label}" if reached else ""
    return unknown(
        "还不能判断企业规模",
        happened=f"{missing}没有人填过{at_most}",
        reasons=reasons,
        now=[f"向企业核实一次{missing}"],
    )


def _read(row: str, figures: EnterpriseFigures) -> _Index:
    column, limits = row.split()
    staff = None if figures.staff is None else Decimal(figures.staff)
    label, unit, amount = {
        "X": ("从业人员", "人", staff),
        "Y": ("营业收入", "万元", figures.revenue),
        "Z": ("资产总额", "万元", figures.assets),
    }[column]
    return _Index(label, unit, amount, tuple(sorted(Decimal(limit) for limit in limits.split("/"))))
