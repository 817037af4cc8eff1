"""What may be asked of the grass roots, and when (为基层减负)."""

from runwu.rules.quiet.asking import Held, Request, may_ask
from runwu.rules.quiet.going_online import Clearance, Level, may_go_online
from runwu.rules.quiet.practices import Practice, may_require
from runwu.rules.quiet.reminding import Reminder, may_remind

__all__ = [
    "Clearance",
    "Held",
    "Level",
    "Practice",
    "Reminder",
    "Request",
    "may_ask",
    "may_go_online",
    "may_remind",
    "may_require",
]
