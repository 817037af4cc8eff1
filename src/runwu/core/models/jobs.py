"""Long work that a person started and may leave (后台任务): its state, progress and outcome.

Rows live in the `progress` database, so that progress is seen while the job's own transaction is open.
No foreign key leaves it: the owner is a public id.
"""

from datetime import datetime, timedelta
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from runwu.core.models.base import PublicModel, choice_constraint

INTERRUPTED_AFTER = timedelta(minutes=2)  # a living worker beats every ten seconds
WAITING_LONG = timedelta(minutes=2)


class JobState(models.TextChoices):
    """Where a job stands (任务状态)."""

    QUEUED = "queued", _("排队中")
    RUNNING = "running", _("进行中")
    DONE = "done", _("已完成")
    REFUSED = "refused", _("未通过")
    FAILED = "failed", _("出错")
    CANCELLED = "cancelled", _("已取消")


ACTIVE_STATES = (JobState.QUEUED, JobState.RUNNING)


class JobQuerySet(models.QuerySet["Job"]):
    """Jobs as their owners see them."""

    def of(self, owner: UUID) -> Self:
        """Return the jobs of one person."""
        return self.filter(owner=owner)

    def active(self, *, now: datetime) -> Self:
        """Return what waits or runs; a running job without heartbeat is no longer active."""
        alive = Q(state=JobState.RUNNING, heartbeat__gte=now - INTERRUPTED_AFTER)
        return self.filter(Q(state=JobState.QUEUED) | alive)


class Job(PublicModel):
    """A piece of long work with progress, cancel and outcome (后台任务)."""

    progress_database = True  # read by the database router

    kind = models.CharField(_("种类"), max_length=80)
    title = models.CharField(_("名称"), max_length=200)
    owner = models.UUIDField(_("发起人"))
    place = models.UUIDField(_("园区"), null=True, blank=True)
    args = models.JSONField(default=dict, blank=True)
    fingerprint = models.CharField(max_length=64, editable=False, default="", blank=True)
    state = models.CharField(_("状态"), max_length=10, choices=JobState, default=JobState.QUEUED)
    attempt = models.PositiveSmallIntegerField(default=0)
    worker = models.CharField(max_length=32, blank=True, default="", editable=False)  # who runs the latest attempt
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(null=True, blank=True)
    unit = models.CharField(max_length=20, blank=True, default="")
    message = models.CharField(_("进展"), max_length=300, blank=True, default="")
    cancel_requested = models.BooleanField(default=False)
    created_at = models.DateTimeField(_("提交时间"), default=timezone.now, editable=False)
    heartbeat = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(_("开始时间"), null=True, blank=True)
    finished_at = models.DateTimeField(_("结束时间"), null=True, blank=True)
    result_url = models.CharField(max_length=300, blank=True, default="")
    result = models.JSONField(default=dict, blank=True)
    error = models.JSONField(default=dict, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("后台任务")
        verbose_name_plural = _("后台任务")
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["owner", "created_at", "id"], name="core_job_owner_created"),
            models.Index(fields=["state", "heartbeat"], name="core_job_state_heartbeat"),
        ]
        constraints = [choice_constraint("state", JobState, "job_state_known")]

    def __str__(self) -> str:
        return self.title

    @property
    def active(self) -> bool:
        """Whether it still waits or runs, as far as the row says."""
        return self.state in ACTIVE_STATES

    @property
    def interrupted(self) -> bool:
        """Whether its worker died or lost contact (中断): running, but without a heartbeat."""
        beat = self.heartbeat or self.started_at
        return self.state == JobState.RUNNING and (beat is None or timezone.now() - beat > INTERRUPTED_AFTER)

    @property
    def waits_long(self) -> bool:
        """Whether it has been queued for so long that the worker may not be there."""
        return self.state == JobState.QUEUED and timezone.now() - self.created_at > WAITING_LONG
