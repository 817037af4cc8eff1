"""What the pages of a plan answer to edits that cannot be asked for (不能这样调整): which, why, what to do."""

from django.utils.translation import gettext as _

from runwu.core.errors import UserError
from runwu.planning.joint_branches.errors import ContradictionError
from runwu.planning.joint_branches.index import Index
from runwu.planning.joint_branches.problem import Pair


def unknown() -> UserError:
    """Refuse an enterprise or a place that the plan does not know, or that is gone from it meanwhile."""
    return UserError(
        _("这家企业或这个去处不在本次建议里。"),
        rule=_("只能在参加测算的企业和支部之间调整。"),
        now=_("请刷新页面，从列表中选择。"),
    )


def locked(letter: str, name: str) -> UserError:
    """Refuse to move somebody into or out of a locked group."""
    return UserError(
        _("%(letter)s 组（%(name)s）已锁定，没有改动。") % {"letter": letter, "name": name},
        rule=_("锁定的组不进不出。"),
        now=_("先解锁这个组，再调整；或者另选一个组。"),
    )


def no_group() -> UserError:
    """Refuse to lock a group that is gone."""
    return UserError(_("这个组已经不在建议里。"), now=_("请刷新页面，查看现在的分组。"))


def no_pair() -> UserError:
    """Refuse a pair of one enterprise, or one that is gone."""
    return UserError(_("要选两家不同的、参加本次测算的企业。"), now=_("请刷新页面，从列表中选择。"))


def no_reason() -> UserError:
    """Ask for the reason of what departs from the computation."""
    return UserError(
        _("还没有写理由，没有改动。"),
        rule=_("由人指定兜底、不列入、同组或分开的，要写明理由，随建议一起留存。"),
        now=_("请写一句理由，再确认。"),
    )


def paired_already(pair: Pair, index: Index) -> UserError:
    """Refuse a second requirement for the same two."""
    words = _("须在同一支部") if pair.kind == "together" else _("不在同一支部")
    names = "、".join(index.hosts[end].name for end in (pair.a, pair.b))
    return UserError(
        _("%(names)s之间已有一条要求：%(words)s（%(reason)s）。")
        % {"names": names, "words": words, "reason": pair.reason or _("没有写理由")},
        now=_("要改，请先取消原来的要求。"),
    )


def contradiction(error: ContradictionError, index: Index) -> UserError:
    """Say which two decisions cannot hold together."""
    return UserError(
        _("两项安排互相矛盾，没有改动：%(where)s——%(problem)s。")
        % {"where": named(error.entry, index), "problem": named(error.problem, index)},
        rule=_("锁定、指定去处、同组和分开的要求要能同时成立。"),
        now=_("请先解锁或取消其中一项，再重试。"),
    )


def cut_too_short() -> UserError:
    """Say that a computation was stopped before it had a place for somebody whom a person had placed."""
    return UserError(
        _("测算提前结束，还没有为指定去处的企业找到能一起成立支部的单位，结果没有写入。"),
        now=_("请再重算一次，让它算完；或者先取消这家企业的人工安排。"),
    )


def named(text: str, index: Index) -> str:
    """Replace the planner's ids by names in one of its sentences."""
    for key, host in index.hosts.items():
        text = text.replace(key, host.name)
    return text
