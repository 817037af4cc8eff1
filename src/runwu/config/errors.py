"""Error pages: 400, 403, 404, 500, 503 and a failed CSRF check."""

import sys

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from runwu.core.middleware import request_number
from runwu.core.outages import Outage, advice, outage_of


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 400."""
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 403."""
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 404, the same for what is out of reach and for what does not exist."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500, or 503 for an outage, without touching database or context processors.

    Django calls this while the exception is being handled.
    """
    outage = outage_of(sys.exc_info()[1])
    if outage is not None:
        return _unavailable(request, outage)
    return _bare("500.html", {"number": request_number(request)}, 500)


def _unavailable(request: HttpRequest, outage: Outage) -> HttpResponse:
    given = advice(outage)
    again = request.get_full_path() if request.method in {"GET", "HEAD"} else ""
    context = {"message": given.message, "number": request_number(request), "again": again}
    response = _bare("503.html", context, 503)
    if given.retry_after:
        response.headers["Retry-After"] = str(given.retry_after)
    return response


def _bare(template: str, context: dict[str, object], status: int) -> HttpResponse:
    from django.template.loader import get_template

    return HttpResponse(get_template(template).render(context), status=status)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a request whose form is too old or does not come from our pages."""
    return render(request, "core/csrf.html", status=403)
