"""The cost of any assignment, recomputed from the problem alone (复核)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from .costs import left_cost, load_cost, terms_of
from .plan import Parts
from .problem import Problem

Assignment = Mapping[str, str | None]


def parts_of(problem: Problem, assignment: Assignment) -> Parts:
    """Return what an assignment pays, part by part; limits are not asked."""
    contacts = {contact.id: contact for contact in problem.contacts}
    loads = Counter(contact for contact in assignment.values() if contact is not None)
    pairs = [(firm, contacts[chosen]) for firm in problem.firms if (chosen := assignment[firm.id]) is not None]
    paid = [terms_of(problem, firm, contact) for firm, contact in pairs]
    left = [firm for firm in problem.firms if assignment[firm.id] is None]
    return Parts(
        way=sum(terms.way for terms in paid),
        language=sum(terms.language for terms in paid),
        trade=sum(terms.trade for terms in paid),
        change=sum(terms.change for terms in paid) + sum(left_cost(problem, firm) for firm in left)
        - problem.weights.left * len(left),
        balance=sum(load_cost(problem, contact, loads[contact.id]) for contact in problem.contacts),
        left=problem.weights.left * len(left),
    )  # fmt: skip
