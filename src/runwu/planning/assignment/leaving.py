"""Why enterprises stay without anybody, and what would help (没有安排的原因)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from .costs import allowed, left_cost, load_cost, terms_of, way_of
from .plan import LeftCode, LeftFirm
from .problem import Contact, Firm, Problem


def left_firms(problem: Problem, assignment: Mapping[str, str | None]) -> tuple[LeftFirm, ...]:
    """Return the enterprises without anybody, in the order of the problem."""
    loads = Counter(contact for contact in assignment.values() if contact is not None)
    return tuple(_left(problem, firm, loads) for firm in problem.firms if assignment[firm.id] is None)


def _left(problem: Problem, firm: Firm, loads: Mapping[str, int]) -> LeftFirm:
    here = [contact for contact in problem.contacts if contact.park == firm.park]
    if any(pin.firm == firm.id and pin.contact is None for pin in problem.pins):
        return LeftFirm(firm.id, LeftCode.FIXED, "已指定暂不安排")
    if not here:
        return LeftFirm(firm.id, LeftCode.NOBODY, "园区还没有可派的人员，请先登记")
    near = [contact for contact in here if _within(problem, firm, contact)]
    if not near:
        way = min(metres for contact in here if (metres := way_of(firm, contact)) is not None)
        return LeftFirm(firm.id, LeftCode.FAR, f"最近的一位也有 {way:,} 米，超过 {problem.max_way_m:,} 米")
    able = [contact for contact in near if allowed(problem, firm, contact)]
    if not able:
        return LeftFirm(firm.id, LeftCode.BARRED, "够得着的人员都要回避")
    return _full(problem, firm, able, loads)


def _full(problem: Problem, firm: Firm, able: list[Contact], loads: Mapping[str, int]) -> LeftFirm:
    free = [contact for contact in able if loads.get(contact.id, 0) < contact.room]
    if not free:
        return LeftFirm(firm.id, LeftCode.FULL, f"能去的 {len(able)} 位都已到上限；上限提高或增加人员后可以安排")
    price = min(
        terms_of(problem, firm, one).total
        + load_cost(problem, one, loads.get(one.id, 0) + 1) - load_cost(problem, one, loads.get(one.id, 0))
        for one in free
    )  # fmt: skip
    return LeftFirm(firm.id, LeftCode.DEARER, f"安排要 {price:,} 分，高于不安排的 {left_cost(problem, firm):,} 分")


def _within(problem: Problem, firm: Firm, contact: Contact) -> bool:
    metres = way_of(firm, contact)
    return problem.max_way_m is None or metres is None or metres <= problem.max_way_m
