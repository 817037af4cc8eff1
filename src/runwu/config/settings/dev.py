"""Settings of a developer's machine and of the demo: keys are made on the spot, templates read anew."""

import secrets

from runwu.config.settings.base import *
from runwu.config.settings.base import DATA_DIR, SECRET_KEY, STATIC_ROOT, STORAGES, env, env_flag, template_settings

DATA_DIR.mkdir(parents=True, exist_ok=True)
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
DEBUG = env_flag("RUNWU_DEBUG")
if not SECRET_KEY:
    _file = DATA_DIR / "secret-key"
    if not _file.exists():
        _file.touch(mode=0o600)
        _file.write_text(secrets.token_urlsafe(50))
    SECRET_KEY = _file.read_text()
TEMPLATES = template_settings(cached=not DEBUG)
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_USE_FINDERS = True
RUNWU_MAKE_KEYS = True
if not env("RUNWU_SECOND_FACTOR"):
    RUNWU_SECOND_FACTOR = frozenset()  # demo accounts sign in with the password that the terminal prints
