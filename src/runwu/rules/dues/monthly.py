"""What a member pays each month (每月交纳额)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from runwu.rules.amounts import is_measurable, require_amount, yuan
from runwu.rules.bands import band_of, read_bands
from runwu.rules.dues.payers import PayerClass
from runwu.rules.errors import RuleInputError
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Reason, Verdict, allow, unknown

_BY_QUARTER = {PayerClass.SELF_EMPLOYED: "dues.income_by_quarter", PayerClass.BUSINESS_OWNER: "dues.owner_by_quarter"}
_BASES = {
    PayerClass.MONTHLY_WAGE: ("工资基数", "dues.wage_bands"),
    PayerClass.ANNUAL_SALARY: ("当月实领薪酬", "dues.wage_bands"),
    PayerClass.RETIRED: ("离退休费或养老金总额", "dues.pension_bands"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DuesFacts:
    """What dues are reckoned from (交纳基数), in yuan; None is unknown.

    `base` is the month's wage after tax, salary or pension; `quarter` holds the net income of the
    three months of the previous quarter, losses negative, for those who are not paid monthly.
    Raises RuleInputError for a negative base or a quarter without three months.
    """

    payer: PayerClass
    base: Decimal | None = None
    quarter: tuple[Decimal, Decimal, Decimal] | None = None

    def __post_init__(self) -> None:
        """Refuse what is no base, and a class that nobody knows."""
        object.__setattr__(self, "payer", PayerClass(self.payer))
        require_amount(self.base, "交纳基数")
        if self.quarter is not None and (
            len(self.quarter) != 3 or not all(is_measurable(month) for month in self.quarter)
        ):
            raise RuleInputError(
                happened=f"上季度的收入填成了 {'、'.join(str(month) for month in self.quarter)}",
                rule="一个季度有三个月",
                now="逐月填写三个数",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class DuesAnswer:
    """The month's dues in yuan (月交纳额), None while a fact is missing, and why."""

    amount: Decimal | None
    verdict: Verdict


@reads(
    "dues.wage_bands", "dues.annual_salary_by_month", "dues.income_by_quarter", "dues.owner_by_quarter",
    "dues.pension_bands", "dues.farmer_lowest", "dues.farmer_highest", "dues.farmer_amount", "dues.fixed_amount",
    "dues.fixed_payers", "dues.rounding_step",
)  # fmt: skip
def monthly_dues(facts: DuesFacts, *, book: Rulebook) -> DuesAnswer:
    """Reckon a member's monthly dues (月交纳额).

    The whole base takes the percentage of its band, so a cent above an edge doubles the dues; the
    result is rounded half up. Keep the approved amount and forget the wage: it is personal.
    Source: 党费规定 第一条至第六条.

    >>> from datetime import date
    >>> facts = DuesFacts(payer=PayerClass.MONTHLY_WAGE, base=Decimal("3000.01"))
    >>> monthly_dues(facts, book=Rulebook(on=date(2026, 11, 23))).amount
    Decimal('30.00')
    """
    if facts.payer in book.names("dues.fixed_payers"):
        return _answer(book.decimal("dues.fixed_amount"), [book.reason("dues.fixed_amount")], book)
    if facts.payer is PayerClass.FARMER:
        return _farmer(book)
    if facts.payer in _BY_QUARTER:
        return _by_quarter(facts, book)
    label, bands = _BASES[facts.payer]
    first = [book.reason("dues.annual_salary_by_month")] if facts.payer is PayerClass.ANNUAL_SALARY else []
    if facts.base is None:
        return _base_unknown(label, [*first, book.reason(bands)])
    return _by_bands(label, facts.base, bands, first, book)


def _by_bands(label: str, base: Decimal, key: str, first: list[Reason], book: Rulebook) -> DuesAnswer:
    band = band_of(read_bands(book.names(key)), base)
    step = book.reason("dues.rounding_step")
    amount = _rounded(base * band.percent / 100, book)
    arithmetic = f"{label} {yuan(base)} {band.arithmetic('元')}，× {band.percent}% = {yuan(amount)}"
    return _answer(amount, [*first, book.reason(key, arithmetic=arithmetic), step], book)


def _by_quarter(facts: DuesFacts, book: Rulebook) -> DuesAnswer:
    key = _BY_QUARTER[facts.payer]
    if facts.quarter is None:
        return _base_unknown("上季度月均纯收入", [book.reason(key)])
    average = sum(facts.quarter, Decimal(0)) / len(facts.quarter)
    shown = yuan(_rounded(average, book))
    arithmetic = f"（{' + '.join(yuan(month) for month in facts.quarter)}）÷ {len(facts.quarter)} = {shown}"
    first = [book.reason(key, arithmetic=arithmetic)]
    if average <= 0:
        return _without_income(first)
    return _by_bands("上季度月均纯收入", average, "dues.wage_bands", first, book)


def _farmer(book: Rulebook) -> DuesAnswer:
    amount = book.decimal("dues.farmer_amount")
    low, high = book.decimal("dues.farmer_lowest"), book.decimal("dues.farmer_highest")
    if not low <= amount <= high:
        raise RuleInputError(
            happened=f"本地农民党员的交纳额定为 {yuan(amount)}",
            rule=f"{book.source('dues.farmer_lowest').chip}，{yuan(low)}至 {yuan(high)}",
            now="更正本地设定的数额",
        )
    arithmetic = f"本地定为 {yuan(amount)}，在 {yuan(low)}至 {yuan(high)}之间"
    reasons = [book.reason("dues.farmer_lowest", arithmetic=arithmetic), book.reason("dues.farmer_amount")]
    return _answer(amount, reasons, book)


def _rounded(amount: Decimal, book: Rulebook) -> Decimal:
    return amount.quantize(book.decimal("dues.rounding_step"), rounding=ROUND_HALF_UP)


def _answer(amount: Decimal, reasons: list[Reason], book: Rulebook) -> DuesAnswer:
    exact = _rounded(amount, book)
    return DuesAnswer(amount=exact, verdict=allow(f"每月 {yuan(exact)}", reasons=reasons))


def _base_unknown(label: str, reasons: list[Reason]) -> DuesAnswer:
    verdict = unknown(
        "还不能计算党费",
        happened=f"{label}没有人填过",
        reasons=reasons,
        now=["由本人向党支部说明基数，系统只留核定的月交纳额"],
    )
    return DuesAnswer(amount=None, verdict=verdict)


def _without_income(reasons: list[Reason]) -> DuesAnswer:
    verdict = unknown(
        "还不能计算党费",
        happened="上季度没有纯收入，规定没有写明这时怎样交纳",
        reasons=reasons,
        now=["由党支部研究；确有困难的按少交、免交办理"],
    )
    return DuesAnswer(amount=None, verdict=verdict)
