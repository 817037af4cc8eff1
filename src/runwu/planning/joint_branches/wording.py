"""The sentences that tell why a group is as it is (成组理由)."""

from __future__ import annotations

from .cost import group_parts
from .index import Host, HostKind, Index
from .legality import allows
from .plan import Reason


def why_group(index: Index, host_id: str, unit_ids: list[str]) -> tuple[Reason, ...]:
    """Say why these units stand together and why this host leads them."""
    host = index.hosts[host_id]
    reasons = [_why_members(index, host, unit_ids), _why_near(index, host, unit_ids)]
    reasons += _why_alike(index, host, unit_ids)
    reasons += _why_host(index, host, unit_ids) if host.kind is HostKind.NEW else []
    reasons += _why_today(index, host, unit_ids)
    return tuple(reasons)


def _why_members(index: Index, host: Host, unit_ids: list[str]) -> Reason:
    full = sum(index.units[unit].full_members for unit in unit_ids)
    least = index.problem.parameters.min_full
    if host.kind is HostKind.NEW:
        text = f"{len(unit_ids)} 个单位各自不足 {least} 名，合起来有正式党员 {full} 名，达到 {least} 名"
        return Reason("members", text)
    if host.kind is HostKind.BIG:
        return Reason(
            "own_branch", f"{host.name}已满 {least} 名正式党员，{_own_branch(host)}{len(unit_ids)} 个邻近单位"
        )
    return Reason("taken_in", f"{host.name}已有支部且还有余位，接收 {len(unit_ids)} 个邻近单位，不另建支部")


def _own_branch(host: Host) -> str:
    """Say what a unit with enough full members does; one that is in a joint branch today goes on with it."""
    return "应当单独成立支部，同时吸纳 " if host.today is None else "由它的支部吸纳 "


def _why_near(index: Index, host: Host, unit_ids: list[str]) -> Reason:
    longest = max(index.link(unit, host.id).way for unit in unit_ids)
    return Reason("near", f"到{host.name}最远 {longest} 米，上限 {index.problem.parameters.max_way_m} 米")


def _why_alike(index: Index, host: Host, unit_ids: list[str]) -> list[Reason]:
    others = [index.link(unit, host.id) for unit in unit_ids if unit != host.id]
    reasons = []
    if others and host.grid and not any(link.grid for link in others):
        reasons.append(Reason("same_grid", "都在同一网格"))
    if others and host.chain and all(index.units[unit].chain == host.chain for unit in unit_ids):
        reasons.append(Reason("same_chain", f"都在{host.chain}产业链"))
    return reasons


def _why_host(index: Index, host: Host, unit_ids: list[str]) -> list[Reason]:
    now = group_parts(index, host.id, unit_ids).total
    others = [group_parts(index, unit, unit_ids).total for unit in unit_ids if unit != host.id]
    legal = [unit for unit in unit_ids if unit != host.id and allows(index, unit, unit_ids)]
    if not legal:
        return [Reason("only_host", f"只有{host.name}离各单位都在上限以内，由它牵头")] if others else []
    dearer = min(group_parts(index, unit, unit_ids).total for unit in legal) - now
    if dearer == 0:
        return [Reason("equal_host", f"由{host.name}牵头，与其他单位牵头相当")]
    return [Reason("best_host", f"由{host.name}牵头最省，换成其他单位牵头至少多 {dearer} 分")] if dearer > 0 else []


def _why_today(index: Index, host: Host, unit_ids: list[str]) -> list[Reason]:
    kept = [unit for unit in unit_ids if index.units[unit].today and index.units[unit].today == host.today]
    return [Reason("kept", f"其中 {len(kept)} 个单位现在就在同一个支部，不必变动")] if len(kept) > 1 else []
