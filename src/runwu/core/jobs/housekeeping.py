"""Clear away what jobs leave behind (清理): old rows, and queue entries whose worker died."""

from datetime import timedelta

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from runwu.core.models.jobs import ACTIVE_STATES, Job
from runwu.core.models.workers import Worker

KEPT_JOBS = timedelta(days=90)
KEPT_SILENT_WORKERS = timedelta(days=1)
KEPT_QUEUE_ENTRIES = timedelta(days=2)


def prune_jobs() -> int:
    """Delete jobs that ended 90 days ago, queue entries of two days ago, workers silent for a day; return how many jobs."""
    now = timezone.now()
    Worker.objects.filter(seen_at__lt=now - KEPT_SILENT_WORKERS).delete()
    DBTaskResult.objects.filter(started_at__lt=now - KEPT_QUEUE_ENTRIES).delete()
    old = Job.objects.filter(created_at__lt=now - KEPT_JOBS).exclude(state__in=ACTIVE_STATES)
    return old.delete()[0]
