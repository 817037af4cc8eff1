"""Workers that take jobs (后台服务): each shows that it is there; a dead one is known by its silence."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

SILENT_AFTER = timedelta(minutes=1)  # a living worker shows itself every ten seconds


class WorkerQuerySet(models.QuerySet["Worker"]):
    """Workers by whether they are there."""

    def present(self, *, now: datetime) -> Self:
        """Keep those that showed themselves within the last minute."""
        return self.filter(seen_at__gte=now - SILENT_AFTER)


class Worker(models.Model):
    """A worker process (后台服务进程); the row goes when it stops in order."""

    progress_database = True  # read by the database router

    key = models.CharField(max_length=32, unique=True, editable=False)
    host = models.CharField(_("主机"), max_length=64)
    process = models.PositiveIntegerField(_("进程"))
    version = models.CharField(_("版本"), max_length=20)
    started_at = models.DateTimeField(_("启动时间"), default=timezone.now, editable=False)
    seen_at = models.DateTimeField(_("最近心跳"), default=timezone.now, editable=False)

    objects = WorkerQuerySet.as_manager()

    class Meta:
        verbose_name = _("后台服务进程")
        verbose_name_plural = _("后台服务进程")
        ordering = ["started_at", "id"]

    def __str__(self) -> str:
        return f"{self.host}:{self.process}"

    @property
    def present(self) -> bool:
        """Whether it showed itself within the last minute."""
        return timezone.now() - self.seen_at < SILENT_AFTER
