"""Pages of jobs (后台任务页): one's own jobs, one job while it runs, cancel, retry."""

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from runwu.core.guards import ScopedRequest, polled, signed_in
from runwu.core.jobs import services
from runwu.core.jobs.tables import JobTable, status_of
from runwu.core.listing import Empty, ListPage, list_response
from runwu.core.listing.views import wants_fragment
from runwu.core.models.jobs import Job, JobQuerySet

PAGE = "core/jobs/job_detail.html"


@signed_in
@require_safe
def job_list(request: ScopedRequest) -> HttpResponseBase:
    """List the jobs of this person."""
    return list_response(request, _list_page(request), template="core/jobs/job_list.html")


@polled
@signed_in
@require_safe
def job_detail(request: ScopedRequest, public_id: UUID) -> HttpResponse:
    """Show a job; the region asks for itself every second while the job is active."""
    job = _own_job(request, public_id)
    fragment = wants_fragment(request, "job")
    context = {
        "job": job,
        "status": status_of(job),
        "polling": job.active and not job.interrupted,
        "may_retry": services.may_retry(job),
        "fragment": fragment,
    }
    response = render(request, f"{PAGE}#region" if fragment else PAGE, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


@signed_in
@require_http_methods(["GET", "POST"])
def job_cancel(request: ScopedRequest, public_id: UUID) -> HttpResponse:
    """Ask whether to cancel, then cancel."""
    job = _own_job(request, public_id)
    if request.method == "POST":
        services.cancel(job)
        return redirect("jobs:detail", public_id=job.public_id)
    return render(request, "core/jobs/job_cancel.html", {"job": job})


@signed_in
@require_POST
def job_retry(request: ScopedRequest, public_id: UUID) -> HttpResponse:
    """Run a failed, cancelled or interrupted job again."""
    job = services.retry(_own_job(request, public_id))
    return redirect("jobs:detail", public_id=job.public_id)


def _own_jobs(request: ScopedRequest) -> JobQuerySet:
    if request.scope.user_id is None:
        raise Http404
    return Job.objects.of(request.scope.user_id)


def _own_job(request: ScopedRequest, public_id: UUID) -> Job:
    return get_object_or_404(_own_jobs(request), public_id=public_id)


def _list_page(request: ScopedRequest) -> ListPage:
    return ListPage(
        name="core.jobs",
        title=_("后台任务"),
        queryset=_own_jobs(request),
        table=JobTable,
        default_sort="-created_at",
        as_values=False,
        unit=_("个任务"),
        empty=Empty(_("还没有后台任务。导入、计算方案这类费时的工作会列在这里。")),
    )
