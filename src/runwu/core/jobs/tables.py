"""Columns of the job list."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from runwu.core.listing.columns import DateColumn, LinkColumn, Status, StatusColumn, TextColumn, Tone
from runwu.core.models.jobs import Job, JobState

_TONES = {
    JobState.QUEUED: Tone.INFO,
    JobState.RUNNING: Tone.INFO,
    JobState.DONE: Tone.OK,
    JobState.REFUSED: Tone.WARNING,
    JobState.FAILED: Tone.STOP,
    JobState.CANCELLED: Tone.NONE,
}


def status_of(job: Job) -> Status:
    """Return a job's state in a word; one whose worker died is interrupted (中断)."""
    if job.interrupted:
        return Status(Tone.PAUSE, _("中断"))
    state = JobState(job.state)
    return Status(_TONES[state], state.label)


class JobTable(tables.Table):
    """A person's jobs, newest first."""

    title = LinkColumn(_("任务"), url_name="jobs:detail", row_header=True)
    state = StatusColumn(_("状态"), get=status_of)
    message = TextColumn(_("进展"))
    created_at = DateColumn(_("提交时间"), sort="created_at", descending_first=True)
    finished_at = DateColumn(_("结束时间"), sort="finished_at", descending_first=True)
