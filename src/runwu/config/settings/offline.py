"""Settings of commands that need no installation: nothing is read from or written to a data folder."""

import secrets

from runwu.config.settings.base import *
from runwu.config.settings.base import database_settings

SECRET_KEY = secrets.token_urlsafe(50)
DATABASES = database_settings("sqlite:///:memory:")
RUNWU_MAKE_KEYS = False
