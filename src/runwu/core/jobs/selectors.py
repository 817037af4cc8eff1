"""What waits, runs and failed, for whoever runs the installation (任务总览): counts and kinds, no contents."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q
from django.utils import timezone

from runwu.core.models.jobs import INTERRUPTED_AFTER, Job, JobState
from runwu.core.models.workers import Worker

FAILED_WITHIN = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class QueueState:
    """How the queue stands: numbers of jobs, since when the oldest waits, how many workers are there."""

    queued: int
    running: int
    interrupted: int
    failed: int
    oldest: datetime | None
    workers: int

    @property
    def waited(self) -> timedelta:
        """Return how long the oldest job has been waiting."""
        return timezone.now() - self.oldest if self.oldest else timedelta()


def queue_state(*, now: datetime) -> QueueState:
    """Return how the queue stands (two queries)."""
    running = Q(state=JobState.RUNNING)
    silent = running & (Q(heartbeat__lt=now - INTERRUPTED_AFTER) | Q(heartbeat=None))
    queued = Q(state=JobState.QUEUED)
    counted = Job.objects.aggregate(
        queued=Count("pk", filter=queued),
        running=Count("pk", filter=running & ~silent),
        interrupted=Count("pk", filter=silent),
        failed=Count("pk", filter=Q(state=JobState.FAILED, finished_at__gte=now - FAILED_WITHIN)),
        oldest=Min("created_at", filter=queued),
    )
    return QueueState(**counted, workers=Worker.objects.present(now=now).count())
