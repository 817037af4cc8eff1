"""How floating members are registered and kept in touch with (流动党员的登记与联系)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from runwu.rules.codes import Code
from runwu.rules.errors import RuleInputError
from runwu.rules.periods import add_months, in_words
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Verdict, advise, allow, due


class Registered(Code):
    """On which side a floating member is registered (登记)."""

    OUTFLOW = "outflow"
    INFLOW = "inflow"


@reads("membership.floating_move_first", "membership.floating_registered", "membership.floating_shared_duty")
def floating_registration(done: Iterable[Registered], *, could_move: bool, book: Rulebook) -> Verdict:
    """Say what is due for somebody who floats (流动党员登记): move the relation where possible, else register twice.

    Source: 流动党员管理工作意见; 党员教育管理工作条例 第三十二条.

    >>> floating_registration([], could_move=True, book=Rulebook(on=date(2026, 11, 23))).title
    '应当先转移组织关系'
    """
    first = book.reason("membership.floating_move_first")
    if could_move:
        return due("应当先转移组织关系", reasons=[first], now=["办理组织关系转移", "暂时不能转的写明原因"])
    known = {Registered(side) for side in done}
    labels = dict(book.parameter("membership.floating_registered").labels)
    missing = [labels[side] for side in book.names("membership.floating_registered") if side not in known]
    reasons = [book.reason("membership.floating_registered"), book.reason("membership.floating_shared_duty")]
    if missing:
        now = [f"在全国党员管理信息系统登记{side}" for side in missing]
        return due("应当登记流出和流入", happened=f"还没有登记{'、'.join(missing)}", reasons=reasons, now=now)
    return allow("已经登记流出和流入", reasons=reasons, now=["流出地保持联系，流入地协助日常管理"])


@reads("membership.floating_contact_months")
def floating_contact(*, last_contact: date, book: Rulebook) -> Verdict:
    """Say whether the branch ought to get in touch with a floating member (联系流动党员); the rhythm is the park's own.

    Raises RuleInputError for a contact after the rulebook's day. Source: 产品设定.

    >>> floating_contact(last_contact=date(2026, 8, 22), book=Rulebook(on=date(2026, 11, 23))).outcome
    <Outcome.ADVISED: 'advised'>
    """
    if last_contact > book.on:
        raise RuleInputError(happened="最近联系日期晚于今天", rule="联系过了才登记", now="核对联系日期")
    by = add_months(last_contact, book.number("membership.floating_contact_months"))
    arithmetic = f"{in_words(last_contact)}联系，到 {in_words(by)}"
    reasons = [book.reason("membership.floating_contact_months", arithmetic=arithmetic)]
    if book.on <= by:
        return allow("在约定的间隔以内", reasons=reasons)
    verdict = advise("该联系流动党员了", reasons=reasons, now=["由党支部联系一次，记下日期"])
    return replace(verdict, since=by + timedelta(days=1))
