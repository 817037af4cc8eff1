"""The WSGI entry point for gunicorn; under keys that do not fit the data no process serves."""

import gc
import os
import sys

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

_GUNICORN_STOPS = 3  # the exit code after which gunicorn ends instead of trying again

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "runwu.config.settings.production")
application = get_wsgi_application()


def _refuse_wrong_keys() -> None:
    from django.db import connections

    from runwu.core.keys import key_problems

    problems = key_problems()
    connections.close_all()  # no process that is forked from this one may share them
    if problems:
        print(*problems, sep="\n", file=sys.stderr, flush=True)
        sys.exit(_GUNICORN_STOPS)


_refuse_wrong_keys()


def _settle() -> None:
    """Load the views before the first request asks for them, and keep all of it out of the collector's searches.

    It lives as long as the process: looking through it for garbage stopped a page that reads much by 130 ms.
    """
    get_resolver().url_patterns  # noqa: B018  read for what reading it loads
    gc.collect()
    gc.freeze()


_settle()
