"""Language and theme: cookies of the device, and a copy on the account for the next device."""

from typing import TypeVar

from django.conf import settings
from django.http import HttpResponseBase

LANGUAGE_COOKIE = "runwu_language"
THEME_COOKIE = "runwu_theme"
LANGUAGES = frozenset({"zh-hans", "en"})
THEMES = frozenset({"light", "dark", "auto"})
_YEAR = 365 * 24 * 3600

R = TypeVar("R", bound=HttpResponseBase)


def remember(response: R, *, language: str = "", theme: str = "") -> R:
    """Set the cookies of language and theme; values nobody offers are left out."""
    if language in LANGUAGES:
        _set(response, LANGUAGE_COOKIE, language, http_only=True)
    if theme in THEMES:
        _set(response, THEME_COOKIE, theme, http_only=False)  # the theme switch of the pages reads it
    return response


def _set(response: HttpResponseBase, name: str, value: str, *, http_only: bool) -> None:
    response.set_cookie(
        name, value, max_age=_YEAR, secure=settings.SESSION_COOKIE_SECURE, httponly=http_only, samesite="Lax"
    )
