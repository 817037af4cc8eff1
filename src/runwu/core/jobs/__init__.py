"""Long work in the background (后台任务): started by a person, seen while it runs, cancelled or left.

A job function is marked with `@job(title=…)`, takes JSON-able keyword arguments, and runs its own transaction.
`enqueue(function, args=…, by=user)` starts it; inside, `current_job()` reports progress and asks for cancellation.
"""

from runwu.core.jobs.chores import register_chore, run_chores
from runwu.core.jobs.progress import JobCancelled, JobLost, JobStopped, Progress, current_job
from runwu.core.jobs.registry import JobFunction, JobResult, job
from runwu.core.jobs.services import cancel, enqueue, retry

__all__ = [
    "JobCancelled",
    "JobFunction",
    "JobLost",
    "JobResult",
    "JobStopped",
    "Progress",
    "cancel",
    "current_job",
    "enqueue",
    "job",
    "register_chore",
    "retry",
    "run_chores",
]
