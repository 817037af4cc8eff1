"""What no plan can undercut, from one price per contact; anybody can check it without the solver (证明)."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from .costs import load_cost, matrix_of
from .problem import Problem


def lower_bound(problem: Problem, prices: Mapping[str, int]) -> int:
    """Return a lower bound of the cost of every plan, whatever the prices.

    Let a firm pay a price to whoever takes it and let each contact choose how many firms to sell to at that price: what
    firms pay at least, plus what contacts lose at least, is never more than any plan costs (Lagrange relaxation of
    “as many firms as places”). With the prices of an optimal plan both are equal.
    """
    asked = np.array([*(prices[contact.id] for contact in problem.contacts), 0], dtype=np.int64)
    paid = int((matrix_of(problem) + asked[None, :]).min(axis=1).sum()) if problem.firms else 0
    return paid + sum(
        min(load_cost(problem, contact, taken) - prices[contact.id] * taken for taken in range(contact.room + 1))
        for contact in problem.contacts
    )
