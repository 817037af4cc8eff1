"""The clocks and rates of demands (诉求的时限与三率)."""

from runwu.rules.casework.clocks import Clock, ClockKind, clocks
from runwu.rules.casework.dispatching import Dispatching, NotAccepted, may_accept, may_dispatch, may_pass_on
from runwu.rules.casework.events import CaseLog, Event, EventKind, Pause
from runwu.rules.casework.extension import may_extend
from runwu.rules.casework.limits import Grade, grades_of, profile_names
from runwu.rules.casework.rates import CaseOutcome, ThreeRates, three_rates

__all__ = [
    "CaseLog",
    "CaseOutcome",
    "Clock",
    "ClockKind",
    "Dispatching",
    "Event",
    "EventKind",
    "Grade",
    "NotAccepted",
    "Pause",
    "ThreeRates",
    "clocks",
    "grades_of",
    "may_accept",
    "may_dispatch",
    "may_extend",
    "may_pass_on",
    "profile_names",
    "three_rates",
]
