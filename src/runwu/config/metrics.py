"""Figures for Prometheus (运行指标): requests, database, jobs and workers; nothing about persons and no sign-ins.

An extra (`pip install runwu[ops]`), on where RUNWU_METRICS says so; read with a token, or from the machine itself.
"""

import os
from collections.abc import Iterator
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from runwu.core.guards import public
from runwu.core.jobs.selectors import queue_state

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry

_FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP", "HTTP_FORWARDED")
UNTOLD = ("account",)  # views whose requests are not told: who signs in how often is no figure (国办函〔2026〕12号)


@public
def metrics(request: HttpRequest) -> HttpResponse:
    """Answer with the figures of all processes (/metrics); 404 for whoever may not read them."""
    if not _allowed(request):
        raise Http404
    from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

    figures = generate_latest(_Told(_requests())) + generate_latest(_jobs())
    return HttpResponse(figures, content_type=CONTENT_TYPE_LATEST)


def _allowed(request: HttpRequest) -> bool:
    """Tell whether figures are on and the token is right; without a token, whether this very machine asks."""
    if not settings.RUNWU_METRICS:
        return False
    if settings.RUNWU_METRICS_TOKEN:
        return constant_time_compare(request.headers.get("Authorization", ""), f"Bearer {settings.RUNWU_METRICS_TOKEN}")
    if any(header in request.META for header in _FORWARDED):
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


def _requests() -> "CollectorRegistry":
    """Return the figures of this process, or of all processes that share PROMETHEUS_MULTIPROC_DIR."""
    from prometheus_client import REGISTRY, CollectorRegistry
    from prometheus_client.multiprocess import MultiProcessCollector

    if not os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        return REGISTRY
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return registry


class _Told:
    """A registry without the samples of views that are not told."""

    def __init__(self, registry: "CollectorRegistry") -> None:
        self._registry = registry

    def collect(self) -> Iterator[Any]:
        for family in self._registry.collect():
            family.samples = [one for one in family.samples if not one.labels.get("view", "").startswith(UNTOLD)]
            yield family


def _jobs() -> "CollectorRegistry":
    """Return the figures of the queue as they are now (two queries)."""
    from prometheus_client import CollectorRegistry, Gauge

    registry, state = CollectorRegistry(), queue_state(now=timezone.now())
    jobs = Gauge("runwu_jobs", "Jobs by state", ["state"], registry=registry)
    for name in ("queued", "running", "interrupted", "failed"):
        jobs.labels(name).set(getattr(state, name))
    waited = Gauge("runwu_oldest_job_seconds", "Seconds that the oldest job has been waiting", registry=registry)
    waited.set(state.waited.total_seconds())
    Gauge("runwu_workers", "Workers seen within the last minute", registry=registry).set(state.workers)
    return registry
