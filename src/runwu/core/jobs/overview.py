"""The page of all jobs for the system administrator (任务总览): what waits and fails, and the workers.

It names kinds of work and numbers, never whose job it is or what it is about: titles, messages and refusals
stay with whoever started it.
"""

from uuid import UUID

from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from runwu.core import audit
from runwu.core.clock import clock_problems
from runwu.core.guards import ScopedRequest, require
from runwu.core.jobs import selectors, services
from runwu.core.jobs.tables import OverviewFilter, OverviewTable, kind_of, reason_of, status_of
from runwu.core.listing import Empty, ListPage, list_response
from runwu.core.models.jobs import Job
from runwu.core.models.workers import Worker
from runwu.core.scope import Capability

administrator = require(Capability.MANAGE_SETTINGS)


@administrator
@require_safe
def overview(request: ScopedRequest) -> HttpResponseBase:
    """Show queue, workers, and all jobs, and whether the clock was put back."""
    context = {
        "queue": selectors.queue_state(now=timezone.now()),
        "workers": Worker.objects.all(),
        "clock": clock_problems(),
    }
    return list_response(request, _list_page(), template="core/jobs/overview.html", context=context)


@administrator
@require_safe
def overview_job(request: ScopedRequest, public_id: UUID) -> HttpResponse:
    """Show one job, without its contents."""
    job = get_object_or_404(Job, public_id=public_id)
    context = {"job": job, "kind": kind_of(job), "status": status_of(job), "reason": reason_of(job)}
    return render(request, "core/jobs/overview_job.html", {**context, "may_retry": services.may_retry(job)})


@administrator
@require_POST
def overview_cancel(request: ScopedRequest, public_id: UUID) -> HttpResponse:
    """Cancel a job of anybody; the log says so."""
    job = get_object_or_404(Job, public_id=public_id)
    services.cancel(job)
    audit.log(request.user, "core.job.cancelled", job)
    return redirect("jobs:overview-job", public_id=job.public_id)


@administrator
@require_POST
def overview_retry(request: ScopedRequest, public_id: UUID) -> HttpResponse:
    """Run a job of anybody again; the log says so."""
    job = get_object_or_404(Job, public_id=public_id)
    with transaction.atomic():
        services.retry(job)
        audit.log(request.user, "core.job.retried", job)
    return redirect("jobs:overview-job", public_id=job.public_id)


def _list_page() -> ListPage:
    return ListPage(
        name="core.jobs.overview",
        title=_("任务总览"),
        queryset=Job.objects.all(),
        table=OverviewTable,
        filterset=OverviewFilter,
        default_sort="-created_at",
        as_values=False,
        unit=_("个任务"),
        empty=Empty(_("没有这样的任务。")),
        note=_("只列种类和状态，不显示谁提交、内容是什么。"),
    )
