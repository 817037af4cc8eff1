"""Settings that serve the gallery: those of the test-suite, with its templates and addresses and without our middleware."""

from pathlib import Path

from runwu.config.settings.test import *
from runwu.config.settings.test import MIDDLEWARE, TEMPLATES

ROOT_URLCONF = "runwu.core.tests.gallery.urls"
TEMPLATES = [{**TEMPLATES[0], "DIRS": [Path(__file__).parent / "templates"]}]
MIDDLEWARE = [name for name in MIDDLEWARE if name.split(".")[0] in {"django", "csp", "django_htmx", "allauth"}]
