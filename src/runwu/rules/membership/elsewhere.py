"""Members who study abroad or have just graduated (出国学习与毕业生)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from runwu.rules.errors import RuleInputError
from runwu.rules.periods import add_months, in_words
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Verdict, advise, allow, due


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyAbroad:
    """A member who studies or does research abroad (出国学习研究).

    `settled` tells a member who has settled abroad for private reasons. Raises RuleInputError for a
    contact before the departure.
    """

    left: date
    last_contact: date | None = None
    settled: bool = False

    def __post_init__(self) -> None:
        """Refuse a contact before the departure."""
        if self.last_contact is not None and self.last_contact < self.left:
            raise RuleInputError(happened="最近联系日期早于出国日期", rule="从出国之日起联系", now="核对两个日期")


@reads("membership.abroad_years", "membership.study_contact_months", "membership.standing_needs_decision")
def study_abroad(facts: StudyAbroad, *, book: Rulebook) -> Verdict:
    """Say what is due for a member abroad (出国党员): contact each half-year, a decision after five years.

    Raises RuleInputError for a day after the rulebook's.
    Source: 党员教育管理工作条例 第二十四条、第三十四条.

    >>> facts = StudyAbroad(left=date(2026, 1, 31), last_contact=date(2026, 5, 31))
    >>> study_abroad(facts, book=Rulebook(on=date(2026, 11, 23))).due
    datetime.date(2026, 11, 30)
    """
    if max(facts.left, facts.last_contact or facts.left) > book.on:
        raise RuleInputError(happened="日期晚于今天", rule="发生了才登记", now="核对日期")
    limit = add_months(facts.left, 12 * book.number("membership.abroad_years"))
    if facts.settled or book.on > limit:
        return _decide(facts, limit, book)
    start = facts.last_contact or facts.left
    by = add_months(start, book.number("membership.study_contact_months"))
    arithmetic = f"{in_words(start)}联系，到 {in_words(by)}满半年"
    reasons = [book.reason("membership.study_contact_months", arithmetic=arithmetic)]
    if book.on > by:
        return due(
            "应当联系出国党员", happened="半年内没有联系", reasons=reasons, now=["由原组织联系"], since=by, by=by
        )
    return due("每半年联系一次", reasons=reasons, now=[f"{in_words(by)}前联系"], since=start, by=by)


def _decide(facts: StudyAbroad, limit: date, book: Rulebook) -> Verdict:
    arithmetic = "因私长期定居" if facts.settled else f"{in_words(facts.left)}出国，到 {in_words(limit)}未返回"
    reasons = [
        book.reason("membership.abroad_years", arithmetic=arithmetic),
        book.reason("membership.standing_needs_decision"),
    ]
    now = ["由党组织核实情况，按程序研究决定", "没有决定以前，党员身份不变"]
    since = None if facts.settled else limit
    return due("应当研究是否停止党籍", happened=arithmetic, reasons=reasons, now=now, since=since)


@reads("membership.graduate_years", "membership.old_responsible")
def graduate_relation(*, graduated: date, book: Rulebook) -> Verdict:
    """Say how long a university keeps the affiliation of a graduate without a place (毕业生组织关系).

    ALLOWED for two years, ADVISED to transfer after. Raises RuleInputError for a later graduation.
    Source: 党员教育管理工作条例 第三十四条.

    >>> graduate_relation(graduated=date(2024, 6, 30), book=Rulebook(on=date(2026, 7, 1))).title
    '保留时间已满，应转尽转'
    """
    if graduated > book.on:
        raise RuleInputError(happened="毕业日期晚于今天", rule="毕业以后才计算保留时间", now="核对毕业日期")
    last = add_months(graduated, 12 * book.number("membership.graduate_years"))
    arithmetic = f"{in_words(graduated)}毕业，可以保留到 {in_words(last)}"
    reasons = [
        book.reason("membership.graduate_years", arithmetic=arithmetic),
        book.reason("membership.old_responsible"),
    ]
    if book.on <= last:
        return allow("可以保留在学校", reasons=reasons, now=["落实单位的，及时转接组织关系"])
    now = ["转到单位、居住地、人才服务机构或者园区党组织", "没有转出以前，由学校党组织负责"]
    return advise("保留时间已满，应转尽转", reasons=reasons, now=now)
