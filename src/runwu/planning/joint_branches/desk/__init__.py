"""The worker's desk (调整台): try edits, settle things, re-plan around them, ask what if."""

from .changes import Consequence, Threshold, facts_changed, person_joins, person_leaves
from .edits import Checked, check_edit
from .kinds import Edit, Exclude, Include, LockGroup, Place, Release, TiePair, UntiePair
from .replan import NEARBY, Replanned, replan
from .side_by_side import compare_assignments, six_lines_of
from .wishes import Wishes, wishes_document, wishes_from_document, with_wishes

__all__ = [
    "NEARBY",
    "Checked",
    "Consequence",
    "Edit",
    "Exclude",
    "Include",
    "LockGroup",
    "Place",
    "Release",
    "Replanned",
    "Threshold",
    "TiePair",
    "UntiePair",
    "Wishes",
    "check_edit",
    "compare_assignments",
    "facts_changed",
    "person_joins",
    "person_leaves",
    "replan",
    "six_lines_of",
    "wishes_document",
    "wishes_from_document",
    "with_wishes",
]
