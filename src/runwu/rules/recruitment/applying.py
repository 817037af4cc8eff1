"""Where an application goes, and how an applicant becomes an activist (入党申请与确定积极分子)."""

from __future__ import annotations

from datetime import date

from runwu.rules.errors import RuleInputError
from runwu.rules.limits import stays_within
from runwu.rules.periods import age_on, in_words
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Verdict, advise, allow, due, unknown

_WHERE, _FLOATING = "recruitment.where_to_apply", "recruitment.where_floating_apply"
_BY, _YOUNG = "recruitment.recommenders", "recruitment.league_until_age"
_DECIDERS, _FILED = "recruitment.activist_deciders", "recruitment.activist_filed"


@reads("recruitment.where_to_apply", "recruitment.where_floating_apply")
def application_targets(*, unit_has_organization: bool | None, floating: bool, book: Rulebook) -> Verdict:
    """Say where somebody applies (向哪个党组织申请入党): the unit's organization, else that of the residence.

    `unit_has_organization` is False without a unit, too; None is unknown. Floating people have further
    choices. The choices come as what to do now. Source: 发展党员工作细则 第六条.

    >>> book = Rulebook(on=date(2026, 11, 23))
    >>> application_targets(unit_has_organization=False, floating=False, book=book).now
    ('居住地党组织',)
    """
    unit, residence = (dict(book.parameter(_WHERE).labels)[target] for target in book.names(_WHERE))
    labels = dict(book.parameter(_FLOATING).labels)
    further = [labels[target] for target in book.names(_FLOATING)] if floating else []
    reasons = [book.reason(_WHERE), *([book.reason(_FLOATING)] if floating else [])]
    if unit_has_organization is None:
        now = ["核实有没有工作、学习单位，单位有没有党组织", *further]
        return unknown("还不能判断向哪里申请", happened="不知道单位有没有党组织", reasons=reasons, now=now)
    first = unit if unit_has_organization else residence
    return allow(f"向{first}申请", reasons=reasons, now=[first, *further])


@reads("recruitment.recommenders", "recruitment.league_until_age")
def may_be_recommended(by: str, *, birth: date | None, book: Rulebook) -> Verdict:
    """Say whether an activist may be recommended this way (推荐入党积极分子); `by` is a code of the parameter.

    Up to twenty-eight years the Youth League usually recommends. Raises RuleInputError for an unknown
    way and for a birth after the rulebook's day. Source: 发展党员工作细则 第八条.

    >>> book = Rulebook(on=date(2026, 11, 23))
    >>> may_be_recommended("members", birth=date(1998, 11, 23), book=book).arithmetic
    ('现年 28 周岁 ≤ 28 周岁',)
    """
    reason = book.reason(_BY)
    if by not in book.names(_BY):
        raise RuleInputError(happened=f"不认识的推荐方式 {by}", rule=reason.text, now="从列出的方式中选择")
    if birth is None:
        reasons = [reason, book.reason(_YOUNG)]
        return unknown("还不能判断", happened="不知道年龄", reasons=reasons, now=["核实出生日期"])
    if birth > book.on:
        raise RuleInputError(happened=f"出生日期（{in_words(birth)}）晚于今天", rule="出生在前", now="核对出生日期")
    young = stays_within(age_on(birth, book.on), _YOUNG, label="现年", book=book)
    if young.met and by == "members":
        now = ["请团组织推荐", "不是团员的，写明情况"]
        return advise("可以办，但这个年龄一般由团组织推荐", reasons=[reason, young.reason], now=now)
    return allow("可以这样推荐", reasons=[reason, young.reason])


@reads("recruitment.activist_deciders", "recruitment.activist_filed")
def activist_decided(*, by: str, filed: bool | None, book: Rulebook) -> Verdict:
    """Say whether an activist was decided on properly (确定入党积极分子): by whom, and filed above.

    `by` is a code of the parameter; `filed` None is unknown. Raises RuleInputError for an unknown body.
    Source: 发展党员工作细则 第八条.

    >>> activist_decided(by="committee", filed=False, book=Rulebook(on=date(2026, 11, 23))).title
    '应当报上级党委备案'
    """
    reasons = [book.reason(_DECIDERS), book.reason(_FILED)]
    if by not in book.names(_DECIDERS):
        raise RuleInputError(happened=f"不认识的会议 {by}", rule=reasons[0].text, now="从列出的会议中选择")
    if filed is None:
        return unknown("还不能判断", happened="不知道是否已经备案", reasons=reasons, now=["核实备案情况"])
    if not filed:
        return due("应当报上级党委备案", reasons=reasons, now=["填写备案表，报上级党委"])
    return allow("已经确定并备案", reasons=reasons, now=["指定培养联系人"])
