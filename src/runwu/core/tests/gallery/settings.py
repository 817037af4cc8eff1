"""Settings that serve the gallery: those of the tests, with its templates and addresses, without our middleware."""

from pathlib import Path

from runwu.config.settings.test import *  # noqa: F403 -- settings build on settings
from runwu.config.settings.test import MIDDLEWARE, TEMPLATES

ROOT_URLCONF = "runwu.core.tests.gallery.urls"
TEMPLATES = [{**TEMPLATES[0], "DIRS": [Path(__file__).parent / "templates"]}]
MIDDLEWARE = [name for name in MIDDLEWARE if name.split(".")[0] in {"django", "csp", "django_htmx", "allauth"}]
