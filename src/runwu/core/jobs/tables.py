"""Columns of the job lists."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter

from runwu.core.jobs.registry import find
from runwu.core.listing.columns import DateColumn, LinkColumn, NumberColumn, Status, StatusColumn, TextColumn, Tone
from runwu.core.listing.filterset import Filters
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


def kind_of(job: Job) -> str:
    """Return what kind of work a job is, in general words; its own title may name what it is about."""
    try:
        return str(find(job.kind).title)
    except LookupError:
        return job.kind or str(_("其他任务"))


def reason_of(job: Job) -> str:
    """Return why a job failed and its number in the log; a refusal's words stay with whoever started it."""
    if job.state == JobState.REFUSED:
        return str(_("原因只对提交人显示"))
    if job.state != JobState.FAILED:
        return ""
    happened, reference = str(job.error.get("happened", "")), str(job.error.get("reference", ""))
    return _("%(happened)s（编号 %(reference)s）") % {"happened": happened, "reference": reference}


class OverviewTable(tables.Table):
    """All jobs, newest first, for the system administrator."""

    kind = LinkColumn(_("种类"), url_name="jobs:overview-job", get=kind_of, row_header=True)
    state = StatusColumn(_("状态"), get=status_of)
    reason = TextColumn(_("原因"), get=reason_of)
    attempt = NumberColumn(_("次数"))
    created_at = DateColumn(_("提交时间"), sort="created_at", descending_first=True)
    finished_at = DateColumn(_("结束时间"), sort="finished_at", descending_first=True)


class OverviewFilter(Filters):
    """Jobs by state."""

    state = ChoiceFilter(label=_("状态"), choices=JobState.choices)
