"""Above designated size (规模以上、四上)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from runwu.rules.amounts import plain_number, require_amount
from runwu.rules.codes import Code
from runwu.rules.enterprises.industry_codes import group_in
from runwu.rules.identifiers.industries import Industry
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Verdict, allow, unknown

_WITHOUT_LIMIT = "enterprises.above_without_limit"


class ScaleGroup(Code):
    """The classes that have a limit of their own (四上企业的类别)."""

    INDUSTRY = "industry"
    CONSTRUCTION = "construction"
    WHOLESALE = "wholesale"
    RETAIL = "retail"
    LODGING_CATERING = "lodging_catering"
    REAL_ESTATE_DEVELOPMENT = "real_estate_development"
    SERVICES_UPPER = "services_upper"
    SERVICES_MIDDLE = "services_middle"
    SERVICES_LOWER = "services_lower"

    @property
    def key(self) -> str:
        """Name the parameter with this class's limit of revenue."""
        return f"enterprises.above_{self.value}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleAnswer:
    """Whether an enterprise is above designated size, None while unknown, and why."""

    above: bool | None
    verdict: Verdict


@reads("enterprises.above_industries")
def scale_group_of(industry: Industry, *, book: Rulebook) -> ScaleGroup | None:
    """Find the class whose limit applies (四上类别); None for farming, finance, or a code that is too short.

    >>> from datetime import date
    >>> from runwu.rules.identifiers import read_industry
    >>> scale_group_of(read_industry("7020"), book=Rulebook(on=date(2026, 11, 23)))
    <ScaleGroup.SERVICES_MIDDLE: 'services_middle'>
    """
    found = group_in(book.names("enterprises.above_industries"), industry)
    return ScaleGroup(found) if found else None


_LIMITED = [group.key for group in ScaleGroup if group.value not in ("construction", "real_estate_development")]


@reads(_WITHOUT_LIMIT, *_LIMITED)
def is_above_scale(
    group: ScaleGroup, *, revenue: Decimal | None = None, qualified: bool | None = None, book: Rulebook
) -> ScaleAnswer:
    """Say whether an enterprise is above designated size (规模以上).

    `revenue` of the year in 10,000 yuan (万元); `qualified` only matters in construction (有资质).
    Source: 国家统计局统计调查制度.

    >>> from datetime import date
    >>> book = Rulebook(on=date(2026, 11, 23))
    >>> is_above_scale(ScaleGroup.INDUSTRY, revenue=Decimal(2000), book=book).above
    True
    """
    require_amount(revenue, "营业收入")
    if group in book.names(_WITHOUT_LIMIT):
        return _by_nature(group, qualified, book)
    if revenue is None:
        return _unknown("营业收入", group.key, book)
    limit, unit = book.decimal(group.key), book.parameter(group.key).unit
    above = revenue >= limit
    arithmetic = f"营业收入 {plain_number(revenue)} {unit} {'≥' if above else '<'} {plain_number(limit)} {unit}"
    return _answer(above, group.key, arithmetic, book)


def _by_nature(group: ScaleGroup, qualified: bool | None, book: Rulebook) -> ScaleAnswer:
    if group is ScaleGroup.REAL_ESTATE_DEVELOPMENT:
        return _answer(True, _WITHOUT_LIMIT, "房地产开发经营，全部列入", book)
    if qualified is None:
        return _unknown("建筑业资质", _WITHOUT_LIMIT, book)
    return _answer(qualified, _WITHOUT_LIMIT, "有建筑业资质" if qualified else "没有建筑业资质", book)


def _answer(above: bool, key: str, arithmetic: str, book: Rulebook) -> ScaleAnswer:
    title = "达到规模以上" if above else "未达到规模以上"
    return ScaleAnswer(above=above, verdict=allow(title, reasons=[book.reason(key, arithmetic=arithmetic)]))


def _unknown(missing: str, key: str, book: Rulebook) -> ScaleAnswer:
    verdict = unknown(
        "还不能判断是否规模以上",
        happened=f"{missing}没有人填过",
        reasons=[book.reason(key)],
        now=[f"向企业核实一次{missing}"],
    )
    return ScaleAnswer(above=None, verdict=verdict)
