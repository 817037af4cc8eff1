"""Middleware of core: a number for every request, the language a person chose, refusals answered as pages."""

import re
import secrets
from collections.abc import Callable

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from runwu.core.errors import RuleRefused, UserError

REQUEST_ID = "X-Request-ID"
_ID = re.compile(r"[0-9a-fA-F-]{8,64}")
LANGUAGE_COOKIE = "runwu_language"
Handler = Callable[[HttpRequest], HttpResponse]


class RequestIdMiddleware:
    """Give every request a number (请求编号): in the answer's header, in every log line, on the pages of errors.

    The number of a proxy in front is kept where the installation trusts it (RUNWU_TRUST_REQUEST_ID); what anybody
    else sends is replaced, so that nobody writes into the log.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        number = self._given(request) or secrets.token_hex(16)
        request.META["HTTP_X_REQUEST_ID"] = number  # django-structlog reads it there
        structlog.contextvars.bind_contextvars(request_id=number)
        try:
            response = self.get_response(request)
        finally:
            structlog.contextvars.clear_contextvars()
        response.headers[REQUEST_ID] = number
        return response

    def _given(self, request: HttpRequest) -> str:
        given = request.META.get("HTTP_X_REQUEST_ID", "")
        return given if settings.RUNWU_TRUST_REQUEST_ID and _ID.fullmatch(given) else ""


def request_number(request: HttpRequest) -> str:
    """Return the part of a request's number that people read out: eight characters, enough to find it in the log."""
    return str(request.META.get("HTTP_X_REQUEST_ID", ""))[:8].upper()


class LanguageMiddleware:
    """Use the language of the cookie; Chinese where nobody chose."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = "en" if request.COOKIES.get(LANGUAGE_COOKIE) == "en" else "zh-hans"
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class RefusalMiddleware:
    """Answer a refusal by rule with 409 and the verdict, an error a person can mend with its own status."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, RuleRefused):
            return render(request, "core/refused.html", {"verdict": error.verdict}, status=error.status)
        if isinstance(error, UserError):
            return render(request, "core/mistake.html", {"message": error.message}, status=error.status)
        return None
