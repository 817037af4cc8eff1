"""Where the affiliation goes when a unit has no organization (组织关系转到哪里)."""

from __future__ import annotations

from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Verdict, allow, unknown


@reads("membership.targets_without_organization")
def transfer_targets(*, unit_has_organization: bool | None, book: Rulebook) -> Verdict:
    """Say where a member's affiliation may go (转往何处); None is unknown.

    Source: 党员教育管理工作条例 第二十五条.

    >>> from datetime import date
    >>> transfer_targets(unit_has_organization=False, book=Rulebook(on=date(2026, 11, 23))).now
    ('居住地党组织', '人才服务机构党组织', '园区党组织', '楼宇党组织')
    """
    key = "membership.targets_without_organization"
    reasons = [book.reason(key)]
    if unit_has_organization is None:
        now = ["核实工作单位有没有党组织"]
        return unknown("还不能判断转往何处", happened="不知道单位有没有党组织", reasons=reasons, now=now)
    if unit_has_organization:
        return allow("转到工作单位党组织", reasons=reasons, now=["工作单位党组织"])
    labels = dict(book.parameter(key).labels)
    now = [labels.get(target, target) for target in book.names(key)]
    return allow("单位没有党组织，可以转到下列党组织之一", reasons=reasons, now=now)
