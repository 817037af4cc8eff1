"""Settings of the test-suite; the database comes from RUNWU_TEST_DATABASE_URL (SQLite in memory without it)."""

import tempfile
from pathlib import Path

from runwu.config.settings.base import *
from runwu.config.settings.base import STORAGES, database_settings, env

_TEMPORARY = Path(tempfile.mkdtemp(prefix="runwu-test-"))
SECRET_KEY = "only-for-tests"  # noqa: S105 -- no installation uses these settings
ALLOWED_HOSTS = ["*"]
DATABASES = database_settings(env("RUNWU_TEST_DATABASE_URL", "sqlite:///:memory:"))
DATA_DIR = _TEMPORARY
RUNWU_KEY_FILE = _TEMPORARY / "keys.toml"
RUNWU_BACKUP_KEY_FILE = _TEMPORARY / "backup-key.toml"
RUNWU_EXCHANGE_KEY_FILE = _TEMPORARY / "exchange-key.toml"
RUNWU_ANCHOR_FILE = _TEMPORARY / "audit-anchors.txt"
RUNWU_MAKE_KEYS = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # Argon2 has a test of its own
RUNWU_SECOND_FACTOR = frozenset()  # tests of it turn it on
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": _TEMPORARY / "files"},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
