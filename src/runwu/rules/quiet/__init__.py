"""What may be asked of the grass roots, and when (为基层减负)."""

from runwu.rules.quiet.asking import Held, Request, may_ask
from runwu.rules.quiet.practices import Practice, may_require
from runwu.rules.quiet.reminding import Reminder, may_remind

__all__ = ["Held", "Practice", "Reminder", "Request", "may_ask", "may_remind", "may_require"]
