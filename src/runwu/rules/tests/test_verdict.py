"""Verdicts: five outcomes, and how several become one."""

from __future__ import annotations

import pytest

from runwu.rules.errors import RuleInputError
from runwu.rules.rulebook import Rulebook
from runwu.rules.sources import Force
from runwu.rules.verdict import Outcome, Verdict, advise, allow, combine, due, outcome_of, plain, refuse, unknown


@pytest.mark.parametrize(
    ("verdict", "allowed", "refused"),
    [
        (allow("可以"), True, False),
        (due("应当"), True, False),
        (advise("一般"), True, False),
        (refuse("不得"), False, True),
        (unknown("不知道"), False, False),
    ],
)
def test_a_duty_and_a_warning_do_not_stop_anybody(verdict: Verdict, allowed: bool, refused: bool) -> None:
    assert (verdict.allowed, verdict.refused) == (allowed, refused)


def test_the_strictest_answer_decides_and_every_reason_stays(book: Rulebook) -> None:
    soft = advise("人数多", happened="超出", reasons=[book.reason("formation.max_members")], now=["拆分"])
    hard = refuse("人数少", happened="不足", reasons=[book.reason("formation.min_full_members")], now=["联合"])

    joined = combine([soft, allow("可以", now=["不用做"]), hard])

    assert (joined.outcome, joined.title, joined.happened) == (Outcome.REFUSED, "人数少", "不足；超出")
    assert [reason.key for reason in joined.reasons] == ["formation.min_full_members", "formation.max_members"]
    assert joined.now == ("联合", "拆分")


def test_nothing_cannot_be_combined() -> None:
    with pytest.raises(RuleInputError, match="没有可以合并的结论"):
        combine([])


@pytest.mark.parametrize(
    ("force", "outcome"),
    [
        (Force.MUST_NOT, Outcome.REFUSED),
        (Force.OUGHT, Outcome.DUE),
        (Force.GENERALLY, Outcome.ADVISED),
        (Force.DEFINES, Outcome.ALLOWED),
    ],
)
def test_the_force_of_a_rule_says_what_follows(force: Force, outcome: Outcome) -> None:
    assert outcome_of(force) is outcome


def test_a_verdict_reads_as_three_parts(book: Rulebook) -> None:
    reason = book.reason("formation.min_full_members", "三名以上应当成立", arithmetic="2 名 < 3 名")

    text = plain(refuse("暂不能成立", happened="还差一名", reasons=[reason], now=["联合组建"]))

    assert text.splitlines() == [
        "【不符合规定】暂不能成立",
        "发生了什么：还差一名",
        "依据哪一条：支部工作条例 第四条（应当） 三名以上应当成立［2 名 < 3 名］",
        "现在可以做：联合组建",
    ]
