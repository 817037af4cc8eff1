"""An organization for floating members (流动党员党组织)."""

from __future__ import annotations

from runwu.rules.errors import RuleInputError
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Verdict, allow, refuse, unknown


@reads("formation.floating_hosts")
def may_form_floating_organization(host: str, *, by_origin: bool | None, book: Rulebook) -> Verdict:
    """Say whether floating members may have an organization through a host (流动党员党组织).

    `host` is a code of the parameter; `by_origin` tells whether the place of origin sets it up, None is
    unknown. Raises RuleInputError for an unknown host. Source: 党员教育管理工作条例 第三十二条.

    >>> from datetime import date
    >>> may_form_floating_organization("park", by_origin=True, book=Rulebook(on=date(2026, 11, 23))).title
    '可以依托园区成立流动党员党组织'
    """
    key = "formation.floating_hosts"
    reasons, labels = [book.reason(key)], dict(book.parameter(key).labels)
    if host not in book.names(key):
        raise RuleInputError(happened=f"不认识的依托单位 {host}", rule=reasons[0].text, now="从列出的单位中选择")
    if by_origin is None:
        now = ["核实由哪个党组织成立"]
        return unknown("还不能判断", happened="不知道由哪个党组织成立", reasons=reasons, now=now)
    if not by_origin:
        now = ["请流出地党组织成立", "商流出地党组织，把组织关系转过来"]
        return refuse("由流出地党组织成立", happened="不是流出地党组织成立的", reasons=reasons, now=now)
    now = ["由流出地党组织同流入地党组织商定", "党员的组织关系不变"]
    return allow(f"可以依托{labels[host]}成立流动党员党组织", reasons=reasons, now=now)
