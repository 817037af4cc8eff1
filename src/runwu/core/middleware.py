"""Middleware of core: the language a person chose, and refusals answered as pages."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from runwu.core.errors import RuleRefused, UserError

LANGUAGE_COOKIE = "runwu_language"
Handler = Callable[[HttpRequest], HttpResponse]


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
