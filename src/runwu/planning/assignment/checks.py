"""Refuse ill-posed assignments with one clear message naming the entry (数据检查)."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import TypeVar

from ..joint_branches.errors import ContradictionError, InstanceError
from .problem import Contact, Firm, Problem

E = TypeVar("E", Contact, Firm)


def check(problem: Problem) -> None:
    """Raise InstanceError for the first ill-posed entry of a problem."""
    contacts, firms = _by_id("contacts", problem.contacts), _by_id("firms", problem.firms)
    _numbers(problem)
    for number, contact in enumerate(problem.contacts):
        _coordinates(f"contacts[{number}]（{contact.id}）", contact)
    for number, firm in enumerate(problem.firms):
        _coordinates(f"firms[{number}]（{firm.id}）", firm)
    for number, firm in enumerate(problem.firms):
        where, today = f"firms[{number}]（{firm.id}）", firm.today
        if today is not None and today not in contacts:
            raise InstanceError(where, f"现任人员编号 {today} 不在 contacts 里")
        if today is not None and contacts[today].park != firm.park:
            raise InstanceError(where, f"现任 {today} 属于别的园区")
    _pins(problem, contacts, firms)


def _by_id(kind: str, entries: Sequence[E]) -> dict[str, E]:
    found: dict[str, E] = {}
    for number, entry in enumerate(entries):
        if not entry.id:
            raise InstanceError(f"{kind}[{number}]", "没有编号")
        if entry.id in found:
            raise InstanceError(f"{kind}[{number}]（{entry.id}）", "编号出现了两次")
        found[entry.id] = entry
    return found


def _numbers(problem: Problem) -> None:
    for key in ("unknown_way", "language", "trade", "change", "balance", "left"):
        if getattr(problem.weights, key) < 0:
            raise InstanceError("weights", f"{key} 是 {getattr(problem.weights, key)}，不能小于 0")
    if problem.max_way_m is not None and problem.max_way_m < 0:
        raise InstanceError("max_way_m", f"最远距离是 {problem.max_way_m} 米，不能小于 0")
    for number, contact in enumerate(problem.contacts):
        for key in ("limit", "elsewhere"):
            if getattr(contact, key) < 0:
                raise InstanceError(
                    f"contacts[{number}]（{contact.id}）", f"{key} 是 {getattr(contact, key)}，不能小于 0"
                )


def _coordinates(where: str, place: Contact | Firm) -> None:
    if (place.lat is None) != (place.lon is None):
        raise InstanceError(where, "只有经度或只有纬度")
    for key, value, limit in (("lat", place.lat, 90), ("lon", place.lon, 180)):
        if value is not None and not (math.isfinite(value) and abs(value) <= limit):
            raise InstanceError(where, f"{key} 是 {value}，不在 -{limit} 到 {limit} 度之间")


def _pins(problem: Problem, contacts: dict[str, Contact], firms: dict[str, Firm]) -> None:
    barred = {(bar.firm, bar.contact): number for number, bar in enumerate(problem.bars)}
    for (firm, contact), number in barred.items():
        _known(f"bars[{number}]", firm, contact, contacts, firms)
    pinned: dict[str, str | None] = {}
    for number, pin in enumerate(problem.pins):
        where = f"pins[{number}]（{pin.firm}）"
        _known(where, pin.firm, pin.contact, contacts, firms)
        if pin.firm in pinned:
            raise ContradictionError(where, f"{pin.firm} 被固定了两次")
        pinned[pin.firm] = pin.contact
        if pin.contact is not None and contacts[pin.contact].park != firms[pin.firm].park:
            raise InstanceError(where, f"{pin.contact} 与 {pin.firm} 不在同一个园区")
        if (pin.firm, pin.contact) in barred:
            raise ContradictionError(where, f"既固定由 {pin.contact} 负责，又要求 {pin.contact} 回避")
    _pinned_load(problem, pinned)


def _known(where: str, firm: str, contact: str | None, contacts: dict[str, Contact], firms: dict[str, Firm]) -> None:
    if firm not in firms:
        raise InstanceError(where, f"企业编号 {firm} 不在 firms 里")
    if contact is not None and contact not in contacts:
        raise InstanceError(where, f"人员编号 {contact} 不在 contacts 里")


def _pinned_load(problem: Problem, pinned: dict[str, str | None]) -> None:
    loads = Counter(contact for contact in pinned.values() if contact is not None)
    for number, contact in enumerate(problem.contacts):
        if loads[contact.id] > contact.room:
            raise ContradictionError(
                f"contacts[{number}]（{contact.id}）",
                f"固定给 {contact.name or contact.id} 的有 {loads[contact.id]} 家，最多还能负责 {contact.room} 家",
            )
