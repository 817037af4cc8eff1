"""Grades of the democratic appraisal (民主评议党员的等次)."""

from __future__ import annotations

from runwu.rules.errors import RuleInputError
from runwu.rules.membership.standing import Standing
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Verdict, advise, allow

_GRADES, _GRADED = "orglife.appraisal_grades", "orglife.appraisal_graded"


@reads("orglife.appraisal_grades", "orglife.appraisal_graded")
def may_grade(grade: str, standing: Standing, *, book: Rulebook) -> Verdict:
    """Say whether a member of this standing may be given a grade (评定等次).

    The grade itself is the meeting's; nothing is derived from it. Raises RuleInputError for an
    unknown grade. Source: 支部工作条例 第十八条; who gets none is local custom.

    >>> from datetime import date
    >>> may_grade("qualified", Standing.PROBATIONARY, book=Rulebook(on=date(2026, 11, 23))).title
    '一般不给预备党员评定等次'
    """
    grades, graded = book.reason(_GRADES), book.reason(_GRADED)
    if grade not in book.names(_GRADES):
        raise RuleInputError(happened=f"不认识的等次 {grade}", rule=grades.text, now="从列出的等次中选择")
    if standing in book.names(_GRADED):
        return allow("可以评定等次", reasons=[grades, graded])
    now = ["只登记参加评议", "本地要求评定的，由园区设定并写明文件"]
    return advise(f"一般不给{standing.label}评定等次", reasons=[grades, graded], now=now)
