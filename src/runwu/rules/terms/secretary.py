"""Who has been a full member long enough to be secretary (书记的党龄)."""

from __future__ import annotations

from datetime import date

from runwu.rules.errors import RuleInputError
from runwu.rules.limits import reaches
from runwu.rules.periods import add_months, full_months, in_words
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Verdict, advise, allow, unknown


@reads("terms.secretary_standing_months")
def may_be_secretary(*, converted: date | None, takes_office: date, book: Rulebook) -> Verdict:
    """Say whether a full member has the Party standing a branch secretary usually has (书记的党龄).

    Standing counts from conversion, not from admission; None is unknown. Raises RuleInputError when
    the office would begin before the conversion. Source: 支部工作条例 第二十二条.

    >>> book = Rulebook(on=date(2026, 11, 23))
    >>> may_be_secretary(converted=date(2026, 1, 31), takes_office=date(2027, 1, 30), book=book).arithmetic
    ('转正后党龄 11 个月 < 12 个月',)
    """
    key = "terms.secretary_standing_months"
    if converted is None:
        now = ["查阅转正批复，补填转正日期"]
        return unknown("还不能判断党龄", happened="转正日期没有人填过", reasons=[book.reason(key)], now=now)
    if takes_office < converted:
        raise RuleInputError(
            happened=f"任职日期（{in_words(takes_office)}）早于转正日期（{in_words(converted)}）",
            rule="预备党员没有被选举权，党龄从转正之日算起",
            now="核对两个日期",
        )
    check = reaches(full_months(converted, takes_office), key, label="转正后党龄", book=book)
    if check.met:
        return allow("党龄符合要求", reasons=[check.reason])
    return advise(
        "可以办，但书记的党龄短于一般要求",
        happened=f"{in_words(converted)}转正，{in_words(takes_office)}任职",
        reasons=[check.reason],
        now=[f"{in_words(add_months(converted, check.limit))}以后再任书记", "由上级党组织在批复中写明理由"],
    )
