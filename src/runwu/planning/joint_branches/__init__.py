"""Put enterprises with one or two members together into joint branches (拼支部): read, solve, explain, try moves."""

from .arrangements import Forced, Lock
from .cost import Assignment, Parts
from .errors import ContradictionError, InstanceError
from .index import HostKind
from .instance import answer_of, document_of, problem_from_document, problem_from_text, read_instance, write_answer
from .legality import Broken, Rule
from .limits import Ended, Limits, Progress
from .plan import Change, Group, LeftCode, LeftUnit, Plan
from .problem import PROFILES, Branch, Costs, Pair, Parameters, Park, Problem, Unit, with_profile
from .solve import solve

__all__ = [
    "PROFILES", "Assignment",
    "Branch", "Broken", "Change", "ContradictionError", "Costs", "Ended", "Forced", "Group",
    "HostKind", "InstanceError", "LeftCode", "LeftUnit", "Limits", "Lock", "Pair", "Parameters", "Park", "Parts", "Plan",
    "Problem", "Progress", "Rule", "Unit", "answer_of", "document_of", "problem_from_document", "problem_from_text",
    "read_instance", "solve", "with_profile", "write_answer",
]  # fmt: skip
