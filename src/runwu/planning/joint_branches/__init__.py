"""Put enterprises with one or two members together into joint branches (拼支部): read, solve, explain, try moves."""

from .arrangements import Forced, Lock
from .cost import Assignment, Parts
from .errors import ClusterAway, ContradictionError, InstanceError
from .index import HostKind, Link
from .instance import answer_of, document_of, problem_from_document, problem_from_text, read_instance, write_answer
from .legality import Broken, Rule
from .limits import Ended, Limits, Progress
from .moves import OWN, Move, Trial, alternatives, evaluate_move
from .plan import Alternative, Baseline, Change, Group, LeftCode, LeftUnit, Plan, Reason, Stability
from .problem import PROFILES, Branch, Costs, Pair, Parameters, Park, Problem, Unit, with_profile
from .solve import solve

__all__ = [
    "OWN",
    "PROFILES",
    "Alternative",
    "Assignment",
    "Baseline",
    "Branch",
    "Broken",
    "Change",
    "ClusterAway",
    "ContradictionError",
    "Costs",
    "Ended",
    "Forced",
    "Group",
    "HostKind",
    "InstanceError",
    "LeftCode",
    "LeftUnit",
    "Limits",
    "Link",
    "Lock",
    "Move",
    "Pair",
    "Parameters",
    "Park",
    "Parts",
    "Plan",
    "Problem",
    "Progress",
    "Reason",
    "Rule",
    "Stability",
    "Trial",
    "Unit",
    "alternatives",
    "answer_of",
    "document_of",
    "evaluate_move",
    "problem_from_document",
    "problem_from_text",
    "read_instance",
    "solve",
    "with_profile",
    "write_answer",
]
