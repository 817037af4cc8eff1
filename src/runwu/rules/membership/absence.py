"""Members whom nobody reaches, or who stay away (失联与不参加): when people have to decide."""

from __future__ import annotations

from datetime import date

from runwu.rules.errors import RuleInputError
from runwu.rules.limits import reaches
from runwu.rules.periods import add_months, full_months, in_words
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Verdict, allow, due, unknown


@reads("membership.lost_contact_months", "membership.standing_needs_decision")
def lost_contact_decision(*, last_contact: date | None, book: Rulebook) -> Verdict:
    """Say whether a decision on a member out of contact is due (失联).

    A lead, never a status: after six months the organization considers a suspension, nothing
    changes by itself. Raises RuleInputError for a day after the rulebook's.
    Source: 党员教育管理工作条例 第二十四条.

    >>> lost_contact_decision(last_contact=date(2026, 5, 23), book=Rulebook(on=date(2026, 11, 23))).title
    '应当研究是否停止党籍'
    """
    return _decision(
        last_contact, "membership.lost_contact_months", label="失去联系", title="应当研究是否停止党籍",
        early=("继续联系", "通过家属、同乡和原单位查找"), book=book,
    )  # fmt: skip


@reads("membership.suspension_months", "membership.standing_needs_decision")
def suspension_decision(*, suspended_on: date | None, book: Rulebook) -> Verdict:
    """Say whether a decision on a suspended member is due (停止党籍满两年).

    Source: 党员教育管理工作条例 第二十四条.

    >>> suspension_decision(suspended_on=date(2024, 11, 24), book=Rulebook(on=date(2026, 11, 23))).outcome
    <Outcome.ALLOWED: 'allowed'>
    """
    return _decision(
        suspended_on, "membership.suspension_months", label="停止党籍", title="应当研究是否按自行脱党除名",
        early=("继续查找", "取得联系的，研究是否恢复党籍"), book=book,
    )  # fmt: skip


@reads("membership.absent_months", "membership.standing_needs_decision")
def absence_decision(*, since: date | None, book: Rulebook) -> Verdict:
    """Say whether a decision is due on a member who without reason takes part in nothing (无故不参加).

    Asked by people who know that there was no good reason. Source: 党员教育管理工作条例 第三十一条.

    >>> absence_decision(since=date(2026, 5, 31), book=Rulebook(on=date(2026, 11, 30))).outcome
    <Outcome.DUE: 'due'>
    """
    return _decision(
        since, "membership.absent_months", label="没有正当理由不参加", title="应当按程序研究处置意见",
        early=("谈心谈话，了解原因", "年老体弱、身患疾病的不作要求"), book=book,
    )  # fmt: skip


def _decision(
    since: date | None, key: str, *, label: str, title: str, early: tuple[str, ...], book: Rulebook
) -> Verdict:
    decided = book.reason("membership.standing_needs_decision")
    if since is None:
        reasons = [book.reason(key), decided]
        return unknown("还不能判断", happened=f"不知道从哪天起{label}", reasons=reasons, now=["核实起始日期"])
    if since > book.on:
        raise RuleInputError(happened=f"{label}的起始日期晚于今天", rule="从某一天开始，至今未止", now="核对日期")
    check = reaches(full_months(since, book.on), key, label=label, book=book)
    reached = add_months(since, check.limit)
    reasons = [check.reason, decided]
    if not check.met:
        return allow("还不到研究的时候", reasons=reasons, now=[*early, f"{in_words(reached)}起再研究"])
    now = ["由党组织核实情况，按程序研究决定", "没有决定以前，党员身份不变"]
    return due(title, happened=f"{in_words(since)}起{label}", reasons=reasons, now=now, since=reached)
