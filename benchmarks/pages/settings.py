"""Settings of the pages benchmark: an installation's, with a bare page and Django's admin beside the product."""

from runwu.config.settings.base import *  # noqa: F403 -- settings add to settings
from runwu.config.settings.base import DATA_DIR, INSTALLED_APPS, STORAGES

SECRET_KEY = "only-for-benchmarks"  # noqa: S105 -- the database is thrown away
ALLOWED_HOSTS = ["*"]
DATA_DIR.mkdir(parents=True, exist_ok=True)
RUNWU_MAKE_KEYS = True
INSTALLED_APPS = [*INSTALLED_APPS, "django.contrib.admin"]
ROOT_URLCONF = "benchmarks.pages.urls"
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
