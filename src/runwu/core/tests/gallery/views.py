"""The pages of the gallery."""

from types import SimpleNamespace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from runwu.core.errors import Message
from runwu.core.tests.gallery import samples

KINDS = ("own", "joint", "catch", "work", "none", "idle", "un")


def _context(request: HttpRequest) -> dict[str, Any]:
    table = samples.EnterpriseTable(samples.rows(), order_by=("name",))
    empty = samples.EnterpriseTable([], empty_text="还没有企业。")
    tabs = [{"label": "概况", "url": "#a", "current": True}, {"label": "党员", "url": "#b", "count": 2}]
    legend = [{"kind": kind, "label": kind, "count": 2, "url": "#x"} for kind in KINDS]
    return {
        "frame": samples.frame(request.GET.get("theme", "")),
        "user": SimpleNamespace(is_authenticated=True),
        "verdicts": samples.verdicts(),
        "source": samples.FIRM,
        "soft": samples.SOFT,
        "table": table,
        "empty_table": empty,
        "tabs": tabs,
        "legend": legend,
        "form": samples.SampleForm({"name": "", "day": "2026-12-01", "stage": "a"}),
        "filter_form": samples.SampleForm(),
    }


def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component."""
    return render(request, "gallery/gallery.html", _context(request))


def refused(request: HttpRequest) -> HttpResponse:
    """Show a refusal by rule as a page."""
    return render(request, "core/refused.html", {**_context(request), "verdict": samples.verdicts()[0]}, status=409)


def mistake(request: HttpRequest) -> HttpResponse:
    """Show an error that a person can mend."""
    message = Message("第 14 行的信用代码校验不通过。", "GB 32100-2015", "查营业执照后重填。")
    return render(request, "core/mistake.html", {**_context(request), "message": message}, status=422)


def paper(request: HttpRequest) -> HttpResponse:
    """Show a paper."""
    return render(request, "gallery/paper.html", {"frame": samples.frame(request.GET.get("theme", ""))})


def page(request: HttpRequest, name: str) -> HttpResponse:
    """Show one of the pages that need no context of their own."""
    contexts: dict[str, Any] = {
        "frame": samples.frame(request.GET.get("theme", "")),
        "form": samples.SignIn(),
        "failure_limit": 5,
    }
    return render(request, f"{name.replace('-', '/')}.html", contexts)
