"""Which dues go up, and which come back (上缴与返还)."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from runwu.rules.amounts import plain_number, require_amount, yuan
from runwu.rules.errors import RuleInputError
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Verdict, allow, due, refuse


@reads("dues.extra_to_centre")
def extra_payment(amount: Decimal, *, book: Rulebook) -> Verdict:
    """Say where a voluntary extra payment goes (多交党费): from 1,000 yuan on, whole to the Centre.

    Source: 党费规定 第十一条.

    >>> from datetime import date
    >>> extra_payment(Decimal(1000), book=Rulebook(on=date(2026, 11, 23))).title
    '全部上缴中央'
    """
    require_amount(amount, "多交的数额")
    limit = book.decimal("dues.extra_to_centre")
    large = amount >= limit
    arithmetic = f"多交 {yuan(amount)} {'≥' if large else '<'} {plain_number(limit)} 元"
    reasons = [book.reason("dues.extra_to_centre", arithmetic=arithmetic)]
    if not large:
        return allow("自愿多交，按一般党费管理", reasons=reasons)
    return due("全部上缴中央", reasons=reasons, now=["逐级转交中央组织部", "请中央组织部给本人出具收据"])


@reads("dues.centre_share", "dues.centre_share_until")
def centre_share(receipts: Decimal, *, year: int, book: Rulebook) -> Verdict:
    """Say how much of a year's receipts a province hands on to the Centre, and by when (上缴中央).

    Source: 党费规定 第十五条.

    >>> from datetime import date
    >>> centre_share(Decimal(100), year=2026, book=Rulebook(on=date(2026, 11, 23))).due
    datetime.date(2027, 4, 30)
    """
    require_amount(receipts, "党费实际收入")
    percent, month_day = book.decimal("dues.centre_share"), str(book.value("dues.centre_share_until"))
    share = (receipts * percent / 100).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    arithmetic = f"{year} 年实收 {yuan(receipts)} × {percent}% = {yuan(share)}"
    return due(
        f"上缴中央 {yuan(share)}",
        reasons=[book.reason("dues.centre_share", arithmetic=arithmetic), book.reason("dues.centre_share_until")],
        now=["按期上缴"],
        by=_day(year + 1, month_day),
    )


def _day(year: int, month_day: str) -> date:
    try:
        return date.fromisoformat(f"{year}-{month_day}")
    except ValueError:
        raise RuleInputError(
            happened=f"没有 {year} 年 {month_day} 这一天", rule="日期须在日历上", now="核对年份"
        ) from None


@reads("dues.return_percent", "dues.return_on_two_lines")
def may_return(*, received: Decimal, returned: Decimal, netted: bool, book: Rulebook) -> Verdict:
    """Say whether dues may be returned to a non-public organization (党费返还): in full, on two lines.

    `netted` tells that the return was kept back from what had to be handed on (坐支).
    Source: 中办发〔2012〕11号.

    >>> from datetime import date
    >>> book = Rulebook(on=date(2026, 11, 23))
    >>> may_return(received=Decimal(1200), returned=Decimal(1200), netted=False, book=book).allowed
    True
    """
    require_amount(received, "收缴的党费")
    require_amount(returned, "返还的党费")
    two_lines = book.reason("dues.return_on_two_lines", arithmetic=f"收缴 {yuan(received)}，如数上交")
    percent = book.decimal("dues.return_percent")
    within = returned <= received * percent / 100
    arithmetic = f"返还 {yuan(returned)} {'≤' if within else '>'} 收缴 {yuan(received)} × {percent}%"
    limit = book.reason("dues.return_percent", arithmetic=arithmetic)
    if netted:
        now = ["先如数上交，再由上级党组织返还", "收缴和返还分别记账"]
        return refuse("不能坐支抵扣", happened="返还从应上交的党费里扣下", reasons=[two_lines], now=now)
    if not within:
        return refuse("返还多于收缴", reasons=[limit], now=["把返还减到收缴以内", "需要补助的另用留存党费列支"])
    return allow("可以返还", reasons=[two_lines, limit], now=["收缴和返还分别记账"])
