"""Who introduces and who cultivates (入党介绍人与培养联系人)."""

from __future__ import annotations

from collections.abc import Sequence

from runwu.rules.errors import RuleInputError
from runwu.rules.limits import reaches, stays_within
from runwu.rules.membership.standing import Standing
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Reason, Verdict, allow, refuse
from runwu.rules.votes.electorate import Voter, has_voting_right


@reads("recruitment.introducers", "votes.right")
def may_be_introducers(people: Sequence[Voter], *, book: Rulebook) -> Verdict:
    """Say whether these people may introduce an applicant (入党介绍人): two full members with all rights.

    Sources: 党章 第五条; 发展党员工作细则 第十四条、第十五条.

    >>> from datetime import date
    >>> book = Rulebook(on=date(2026, 11, 23))
    >>> may_be_introducers([Voter(standing=Standing.FULL)], book=book).arithmetic
    ('介绍人 1 名 < 2 名',)
    """
    _require_somebody(people)
    rights = [has_voting_right(person, book=book) for person in people]
    entitled = sum(right.allowed for right in rights)
    check = reaches(entitled, "recruitment.introducers", label="介绍人", book=book)
    reasons: tuple[Reason, ...] = (check.reason, *(reason for right in rights for reason in right.reasons))
    if check.met and entitled == len(people) == check.limit:
        return allow("可以作入党介绍人", reasons=dict.fromkeys(reasons))
    happened = f"提出 {len(people)} 名，其中能作介绍人的正式党员 {entitled} 名"
    now = [f"由 {check.limit} 名有完整权利的正式党员作介绍人"]
    return refuse("入党介绍人不符合规定", happened=happened, reasons=dict.fromkeys(reasons), now=now)


@reads("recruitment.contacts_min", "recruitment.contacts_max")
def may_be_contacts(people: Sequence[Standing], *, book: Rulebook) -> Verdict:
    """Say whether these people may cultivate an activist (培养联系人): one or two full members.

    Source: 发展党员工作细则 第九条.

    >>> from datetime import date
    >>> may_be_contacts([Standing.FULL] * 3, book=Rulebook(on=date(2026, 11, 23))).refused
    True
    """
    _require_somebody(people)
    full = sum(standing is Standing.FULL for standing in people)
    fewest = reaches(full, "recruitment.contacts_min", label="正式党员", book=book)
    most = stays_within(len(people), "recruitment.contacts_max", label="联系人", book=book)
    reasons = [fewest.reason, most.reason]
    if fewest.met and most.met and full == len(people):
        return allow("可以作培养联系人", reasons=reasons)
    now = [f"指定 {fewest.limit} 至 {most.limit} 名正式党员"]
    return refuse("培养联系人不符合规定", reasons=reasons, now=now)


def _require_somebody(people: Sequence[object]) -> None:
    if not people:
        raise RuleInputError(happened="一个人也没有填", rule="至少填一个人", now="填写后再试")
