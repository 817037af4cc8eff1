"""Journeys (全流程办理): long processes as versioned templates, with what was done, when, and by which paper.

Each app keeps its templates as TOML in a folder and registers that folder from its `ready()`; a province can add
a folder of its own (setting RUNWU_JOURNEYS) without code. A step names its clause by the key of a rule parameter,
and earliest and latest dates come from the rules, never from the template.
"""

from runwu.core.journeys.catalogue import find_template, register_folder
from runwu.core.journeys.model import Deadline, Paper, Step, Template, TemplateError
from runwu.core.journeys.selectors import StepState, StepView, journeys_of, steps_of
from runwu.core.journeys.services import close_journey, open_journey, tick, withdraw_tick

__all__ = [
    "Deadline",
    "Paper",
    "Step",
    "StepState",
    "StepView",
    "Template",
    "TemplateError",
    "close_journey",
    "find_template",
    "journeys_of",
    "open_journey",
    "register_folder",
    "steps_of",
    "tick",
    "withdraw_tick",
]
