"""What a clerk would do with a map and a list: each enterprise in turn to the nearest who still has room (就近分派)."""

from __future__ import annotations

from .cost import parts_of
from .costs import NEVER, matrix_of, terms_of
from .plan import Baseline
from .problem import Problem


def nearest(problem: Problem) -> Baseline:
    """Return the clerk's plan in the order of the list; what is fixed comes first."""
    cost = matrix_of(problem)
    room = [contact.room for contact in problem.contacts]
    pinned = {pin.firm for pin in problem.pins}
    order = sorted(range(len(problem.firms)), key=lambda row: problem.firms[row].id not in pinned)
    found: dict[str, str | None] = {}
    for row in order:
        firm = problem.firms[row]
        open_ = [place for place, left in enumerate(room) if left and cost[row, place] < NEVER // 2]
        place = min(open_, key=lambda one: terms_of(problem, firm, problem.contacts[one]).way, default=None)
        found[firm.id] = None if place is None else problem.contacts[place].id
        if place is not None:
            room[place] -= 1
    return Baseline(parts_of(problem, found).total, sum(one is None for one in found.values()), found)
