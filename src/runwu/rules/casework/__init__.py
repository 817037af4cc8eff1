"""The clocks and rates of demands (诉求的时限与三率)."""

from runwu.rules.casework.clocks import Clock, ClockKind, clocks
from runwu.rules.casework.events import CaseLog, Event, EventKind, Pause
from runwu.rules.casework.extension import may_extend
from runwu.rules.casework.limits import Grade, profile_names
from runwu.rules.casework.rates import CaseOutcome, ThreeRates, three_rates

__all__ = [
    "CaseLog",
    "CaseOutcome",
    "Clock",
    "ClockKind",
    "Event",
    "EventKind",
    "Grade",
    "Pause",
    "ThreeRates",
    "clocks",
    "may_extend",
    "profile_names",
    "three_rates",
]
