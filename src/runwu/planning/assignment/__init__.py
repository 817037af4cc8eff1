"""Give enterprises their instructors or liaisons (派员): read, solve to the proven optimum, explain, try limits."""

from ..joint_branches.errors import ContradictionError, InstanceError
from .baseline import nearest
from .bound import lower_bound
from .cost import parts_of
from .costs import Terms
from .document import document_of, problem_from_document
from .explain import Choice, Explanation, alone, explain
from .limits import WhatIf, what_if
from .plan import Baseline, LeftCode, LeftFirm, Load, Parts, Plan
from .problem import Bar, Contact, Firm, Pin, Problem, Weights
from .solve import plan_of, solve

__all__ = [
    "Bar",
    "Baseline",
    "Choice",
    "Contact",
    "ContradictionError",
    "Explanation",
    "Firm",
    "InstanceError",
    "LeftCode",
    "LeftFirm",
    "Load",
    "Parts",
    "Pin",
    "Plan",
    "Problem",
    "Terms",
    "Weights",
    "WhatIf",
    "alone",
    "document_of",
    "explain",
    "lower_bound",
    "nearest",
    "parts_of",
    "plan_of",
    "problem_from_document",
    "solve",
    "what_if",
]
