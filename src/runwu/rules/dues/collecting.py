"""How dues are collected, how long they may wait, and what stands when they stay out (收缴与欠交)."""

from __future__ import annotations

from runwu.rules.codes import Code
from runwu.rules.counts import require_count
from runwu.rules.limits import reaches, stays_within
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Verdict, advise, allow, due, refuse, unknown


class Way(Code):
    """A way of collecting dues (收缴方式)."""

    PAID_IN_PERSON = "paid_in_person"
    PAID_BY_RELATIVE = "paid_by_relative"
    PAID_BY_MEMBER = "paid_by_member"
    ADVANCED = "advanced"
    DEDUCTED_FROM_PAY = "deducted_from_pay"
    SPECIAL_DUES = "special_dues"


@reads("dues.forbidden_ways")
def may_collect(way: Way, *, book: Rulebook) -> Verdict:
    """Say whether dues may be collected in a way (收缴方式); nobody deducts them from pay.

    Source: 党费规定 第十二条、第十四条.

    >>> from datetime import date
    >>> may_collect(Way.DEDUCTED_FROM_PAY, book=Rulebook(on=date(2026, 11, 23))).title
    '不得从工资中扣缴'
    """
    way = Way(way)
    reasons = [book.reason("dues.forbidden_ways")]
    if way not in book.names("dues.forbidden_ways"):
        return allow("可以这样交纳党费", reasons=reasons)
    label = dict(book.parameter("dues.forbidden_ways").labels)[way]
    return refuse(f"不得{label}", reasons=reasons, now=["由本人交纳", "确有不便的，请亲属或其他党员代交"])


@reads("dues.consented_months")
def may_pay_together(months: int, *, consented: bool, book: Rulebook) -> Verdict:
    """Say whether several months may be paid together (按季交纳): up to three, with the branch's consent.

    Source: 党费规定 第十二条.

    >>> from datetime import date
    >>> may_pay_together(3, consented=True, book=Rulebook(on=date(2026, 11, 23))).allowed
    True
    """
    require_count(months, "一并交纳的月数")
    check = stays_within(months, "dues.consented_months", label="一并交纳", book=book)
    if not check.met:
        return refuse("一并交纳的月数过多", reasons=[check.reason], now=[f"一次最多交 {check.limit} 个月"])
    if months > 1 and not consented:
        return refuse(
            "须经党支部同意", happened="党员一般按月交纳", reasons=[check.reason], now=["请党支部同意", "按月交纳"]
        )
    return allow("可以一并交纳", reasons=[check.reason])


@reads("dues.arrears_months")
def may_pay_arrears(months: int, *, book: Rulebook) -> Verdict:
    """Say whether arrears of so many months may be paid up (补交), up to six.

    Source: 党费规定 第十二条.

    >>> from datetime import date
    >>> may_pay_arrears(7, book=Rulebook(on=date(2026, 11, 23))).refused
    True
    """
    require_count(months, "补交的月数")
    check = stays_within(months, "dues.arrears_months", label="补交", book=book)
    if check.met:
        return allow("可以补交", reasons=[check.reason])
    return refuse(
        "不能一次补交这么久的党费",
        happened=f"补交 {months} 个月，最多 {check.limit} 个月",
        reasons=[check.reason],
        now=["由党支部了解原因，报上级党组织研究"],
    )


@reads("dues.unpaid_months")
def unpaid(months: int, *, has_reason: bool | None = None, book: Rulebook) -> Verdict:
    """Say what is due when a member has not paid for some months (欠交): a talk and a decision by people.

    Nothing here changes a standing. Source: 党费规定 第十三条.

    >>> from datetime import date
    >>> unpaid(6, has_reason=False, book=Rulebook(on=date(2026, 11, 23))).now[0]
    '由党支部先谈话教育'
    """
    require_count(months, "欠交的月数")
    check = reaches(months, "dues.unpaid_months", label="连续未交", book=book)
    if not months or has_reason:
        return allow("没有需要处理的欠交", reasons=[check.reason])
    if not check.met:
        return advise("有欠交的党费", reasons=[check.reason], now=["提醒本人补交，了解原因"])
    if has_reason is None:
        return unknown("还不能判断", happened="没有人问过不交的原因", reasons=[check.reason], now=["先向本人了解原因"])
    return due(
        "应当由党组织研究",
        happened=f"没有正当理由，连续 {months} 个月未交党费",
        reasons=[check.reason],
        now=["由党支部先谈话教育", "按程序由党组织作出决定，系统不改变身份"],
    )
