"""What an enterprise may set aside and deduct for its Party organization (党组织工作经费)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from runwu.rules.amounts import require_amount, yuan
from runwu.rules.codes import Code
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Reason, Verdict, advise, allow, due, refuse, unknown

_CENT = Decimal("0.01")


class Funding(Code):
    """Which document an enterprise follows (经费适用的文件)."""

    NON_PUBLIC = "non_public"
    STATE_OWNED = "state_owned"
    FOREIGN = "foreign"


@dataclass(frozen=True, slots=True, kw_only=True)
class FundsAnswer:
    """An amount in yuan (数额), None while a fact is missing, and why."""

    amount: Decimal | None
    verdict: Verdict


@reads("money.nonpublic_percent", "money.nonpublic_actual", "money.state_deductible_percent", "money.foreign_scope")
def deductible(funding: Funding, *, wages: Decimal | None, spent: Decimal | None, book: Rulebook) -> FundsAnswer:
    """Say how much of a year's spending may be deducted before income tax (税前扣除).

    `wages` is the year's total of wages and salaries, `spent` what was really spent, in yuan. For
    foreign-invested enterprises the scope is unsettled: UNKNOWN until the park has confirmed it.
    Source: 组通字〔2014〕42号 第二条; 组通字〔2017〕38号.

    >>> from datetime import date
    >>> book = Rulebook(on=date(2026, 11, 23))
    >>> deductible(Funding.NON_PUBLIC, wages=Decimal(5000000), spent=Decimal(60000), book=book).amount
    Decimal('50000.00')
    """
    funding = Funding(funding)
    require_amount(wages, "当年工资薪金总额")
    require_amount(spent, "实际支出")
    if funding is Funding.FOREIGN and book.value("money.foreign_scope") is not True:
        return _scope_unknown(book.reason("money.foreign_scope"))
    key = "money.state_deductible_percent" if funding is Funding.STATE_OWNED else "money.nonpublic_percent"
    if wages is None or spent is None:
        return _unknown("当年工资薪金总额" if wages is None else "实际支出", book.reason(key))
    return _within(wages, spent, key, book)


def _within(wages: Decimal, spent: Decimal, key: str, book: Rulebook) -> FundsAnswer:
    percent = book.decimal(key)
    limit = _part(wages, percent)
    sum_of_limit = f"上限 = 当年工资薪金总额 {yuan(wages)} × {percent}% = {yuan(limit)}"
    compared = f"实际支出 {yuan(spent)} {'≤' if spent <= limit else '>'} {yuan(limit)}"
    actual = "money.nonpublic_actual" if key == "money.nonpublic_percent" else key
    reasons = [book.reason(key, arithmetic=sum_of_limit), book.reason(actual, arithmetic=compared)]
    amount = min(spent, limit).quantize(_CENT)
    title = f"可以税前扣除 {yuan(amount)}"
    if spent <= limit:
        return FundsAnswer(amount=amount, verdict=allow(title, reasons=reasons, now=["留存支出凭证"]))
    happened = f"超出 {yuan(spent - limit)}，超出部分不能扣除"
    now = ["超出部分由企业税后承担", "用返还的党费或以奖代补列支"]
    return FundsAnswer(amount=amount, verdict=advise(title, happened=happened, reasons=reasons, now=now))


@reads("money.state_plan_percent", "money.state_carries_over", "money.state_stop_percent")
def planned(*, last_wages: Decimal | None, carried: Decimal, book: Rulebook) -> FundsAnswer:
    """Say how much a state-owned enterprise sets aside this year (当年安排); nothing above the stop.

    `last_wages` is the previous year's total of wages, `carried` the balance carried over, in yuan.
    Source: 组通字〔2017〕38号.

    >>> from datetime import date
    >>> planned(last_wages=Decimal(8000000), carried=Decimal(160001), book=Rulebook(on=date(2026, 11, 23))).amount
    Decimal('0.00')
    """
    require_amount(last_wages, "上年工资总额")
    require_amount(carried, "结转的经费")
    if last_wages is None:
        return _unknown("上年工资总额", book.reason("money.state_plan_percent"))
    stop = _stop(last_wages, carried, book)
    if carried > last_wages * book.decimal("money.state_stop_percent") / 100:
        verdict = refuse("当年不再安排", happened="累计结转过多", reasons=[stop], now=["先使用结转的经费"])
        return FundsAnswer(amount=_part(Decimal(0), Decimal(0)), verdict=verdict)
    return _plan(last_wages, carried, stop, book)


def _plan(last_wages: Decimal, carried: Decimal, stop: Reason, book: Rulebook) -> FundsAnswer:
    percent = book.decimal("money.state_plan_percent")
    amount = _part(last_wages, percent)
    arithmetic = f"上年工资总额 {yuan(last_wages)} × {percent}% = {yuan(amount)}"
    reasons = [stop, book.reason("money.state_plan_percent", arithmetic=arithmetic)]
    usable = amount
    if book.value("money.state_carries_over") is True:
        usable += carried
        reasons.append(book.reason("money.state_carries_over"))
    happened = f"加上结转 {yuan(usable - amount)}，共可使用 {yuan(usable)}"
    verdict = due(f"当年安排 {yuan(amount)}", happened=happened, reasons=reasons, now=["纳入企业年度预算"])
    return FundsAnswer(amount=amount, verdict=verdict)


@reads("money.provident_subsidy_percent", "money.provident_by_project")
def provident_subsidy(*, deposited: Decimal, book: Rulebook) -> FundsAnswer:
    """Say how much the treasury adds to an enterprise's deposit (党建公积金补助), by the local percentage.

    UNKNOWN while the place has set none: there is no national percentage.
    Source: 产品设定; the place's own document.

    >>> from datetime import date
    >>> provident_subsidy(deposited=Decimal(10000), book=Rulebook(on=date(2026, 11, 23))).amount is None
    True
    """
    require_amount(deposited, "存入的党建公积金")
    percent = book.decimal("money.provident_subsidy_percent")
    by_project = book.reason("money.provident_by_project")
    if not percent:
        reasons = [book.reason("money.provident_subsidy_percent"), by_project]
        happened = "本地还没有设定补助比例"
        verdict = unknown("还不能计算补助", happened=happened, reasons=reasons, now=["按本地文件设定比例"])
        return FundsAnswer(amount=None, verdict=verdict)
    amount = _part(deposited, percent)
    arithmetic = f"存入 {yuan(deposited)} × {percent}% = {yuan(amount)}"
    reasons = [book.reason("money.provident_subsidy_percent", arithmetic=arithmetic), by_project]
    verdict = allow(f"财政补助 {yuan(amount)}", reasons=reasons, now=["按项目申报使用"])
    return FundsAnswer(amount=amount, verdict=verdict)


@reads("money.conditions_given")
def conditions(given: bool | None, *, book: Rulebook) -> Verdict:
    """Say what a company owes to the Party organization in it (活动条件); None where nobody has asked.

    Source: 公司法 第十八条.

    >>> from datetime import date
    >>> conditions(False, book=Rulebook(on=date(2026, 11, 23))).title
    '应当提供必要条件'
    """
    reasons = [book.reason("money.conditions_given")]
    if given is None:
        return unknown(
            "还不知道有没有条件", happened="没有人问过场地、时间和经费", reasons=reasons, now=["向企业了解一次"]
        )
    if given:
        return allow("已经提供必要条件", reasons=reasons)
    return due("应当提供必要条件", reasons=reasons, now=["与企业商定场地、时间和经费"])


def _stop(last_wages: Decimal, carried: Decimal, book: Rulebook) -> Reason:
    percent = book.decimal("money.state_stop_percent")
    stop = _part(last_wages, percent)
    sign = ">" if carried > last_wages * percent / 100 else "≤"
    arithmetic = f"结转 {yuan(carried)} {sign} 上年工资总额 {yuan(last_wages)} × {percent}% = {yuan(stop)}"
    return book.reason("money.state_stop_percent", arithmetic=arithmetic)


def _part(whole: Decimal, percent: Decimal) -> Decimal:
    return (whole * percent / 100).quantize(_CENT, rounding=ROUND_HALF_UP)


def _unknown(missing: str, reason: Reason) -> FundsAnswer:
    verdict = unknown("还不能计算", happened=f"{missing}没有人填过", reasons=[reason], now=[f"向企业核实一次{missing}"])
    return FundsAnswer(amount=None, verdict=verdict)


def _scope_unknown(reason: Reason) -> FundsAnswer:
    verdict = unknown(
        "还不能判断能否扣除",
        happened="外商投资企业的适用范围没有写明",
        reasons=[reason],
        now=["向主管税务机关确认是否适用", "确认后由园区登记设定"],
    )
    return FundsAnswer(amount=None, verdict=verdict)
