"""Settings that every installation shares; what differs comes from the environment (docs/guide/settings.md)."""

import os
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from runwu.config.logs import logging_settings


def env(name: str, default: str = "") -> str:
    """Return an environment variable, empty strings counting as unset."""
    return os.environ.get(name, "").strip() or default


def env_flag(name: str, default: bool = False) -> bool:
    """Return a yes/no environment variable."""
    return env(name, "1" if default else "0").lower() in {"1", "true", "yes", "on"}


PACKAGE_DIR = Path(__file__).resolve().parents[2]
DATA_DIR = Path(env("RUNWU_DATA_DIR", "var")).resolve()
DEMO = env_flag("RUNWU_DEMO")
DEBUG = False
SECRET_KEY = env("RUNWU_SECRET_KEY")
ALLOWED_HOSTS = env("RUNWU_ALLOWED_HOSTS", "localhost,127.0.0.1").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in env("RUNWU_TRUSTED_ORIGINS").split(",") if origin]
ROOT_URLCONF = "runwu.config.urls"
WSGI_APPLICATION = "runwu.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"

RUNWU_APPS = [
    "runwu.core",
    "runwu.accounts",
    "runwu.people",
    "runwu.enterprises",
    "runwu.organizations",
    "runwu.access",
    "runwu.members",
    "runwu.coverage",
    "runwu.workbench",
    "runwu.reports",
]
INSTALLED_APPS = [
    *RUNWU_APPS,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_cotton.apps.SimpleAppConfig",
    "template_partials.apps.SimpleAppConfig",
    "django_filters",
    "django_tables2",
    "django_tasks",
    "django_tasks_db",
    "django_structlog",
    "allauth",
    "allauth.account",
    "axes",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # pages only; it pads at random, and tokens are masked (BREACH)
    "django.contrib.sessions.middleware.SessionMiddleware",
    "runwu.core.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "runwu.accounts.middleware.SessionLimitMiddleware",
    "runwu.access.middleware.ScopeMiddleware",
    "runwu.core.middleware.RefusalMiddleware",
    "axes.middleware.AxesMiddleware",
]

# Cotton and partials clash under automatic set-up: both simple app configs, the loader chain by hand.
_LOADERS = [
    "django_cotton.cotton_loader.Loader",
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]


def template_settings(*, cached: bool) -> list[dict[str, Any]]:
    """Return TEMPLATES, with the compiled templates kept in memory or read anew."""
    inner: list[Any] = [("django.template.loaders.cached.Loader", _LOADERS)] if cached else _LOADERS
    chain = [("template_partials.loader.Loader", inner)]
    return [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {
                "loaders": chain,
                "builtins": [
                    "django_cotton.templatetags.cotton",
                    "template_partials.templatetags.partials",
                    "django.templatetags.i18n",
                    "django.templatetags.static",
                    "runwu.core.templatetags.runwu",
                ],
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                    "django.contrib.messages.context_processors.messages",
                    "csp.context_processors.nonce",
                    "runwu.config.context.frame",
                ],
            },
        }
    ]


TEMPLATES = template_settings(cached=True)
COTTON_DIR = "cotton"
FORM_RENDERER = "runwu.core.forms.RunwuRenderer"


def database_settings(url: str) -> dict[str, dict[str, Any]]:
    """Return DATABASES: the main one, and `progress`, whose rows are seen while a long transaction runs.

    On SQLite progress lives in a second file (one writer per file); on PostgreSQL in the same database
    through a second connection.
    """
    main: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True))
    progress = dict(main)
    if main["ENGINE"].endswith("sqlite3"):
        main["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
                "PRAGMA recursive_triggers=ON; PRAGMA cache_size=-32000; PRAGMA temp_store=MEMORY;"
            ),
        }
        name = str(main["NAME"])
        progress = {**main, "NAME": name if ":memory:" in name else name.replace(".sqlite3", "") + "-progress.sqlite3"}
    else:
        progress["TEST"] = {"MIRROR": "default"}
    return {"default": main, "progress": progress}


DATABASES = database_settings(env("DATABASE_URL", f"sqlite:///{DATA_DIR}/runwu.sqlite3"))
DATABASE_ROUTERS = ["runwu.core.routers.ProgressRouter"]

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# People and sessions. Limits are assessor custom, not figures of GB/T 22239 (docs/threat-model.md): settings.
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "workbench:home"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "runwu.accounts.adapter.AccountAdapter"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = False  # axes counts failed sign-ins, in the database, for all processes
AXES_FAILURE_LIMIT = int(env("RUNWU_LOGIN_FAILURES", "5"))
AXES_COOLOFF_TIME = 0.5  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "account/locked.html"
AXES_DISABLE_ACCESS_LOG = True  # who signed in when is no figure anybody may count (国办函〔2026〕12号)
AXES_VERBOSE = False
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_AGE = 12 * 3600
SESSION_IDLE_MINUTES = int(env("RUNWU_SESSION_IDLE_MINUTES", "30"))
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "runwu.config.errors.csrf_failure"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("中文")), ("en", "English")]
LOCALE_PATHS = [PACKAGE_DIR / "config" / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True
FORMAT_MODULE_PATH = ["runwu.config.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = Path(env("RUNWU_STATIC_ROOT", str(DATA_DIR / "static")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": DATA_DIR / "files"}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
RUNWU_UPLOAD_LIMIT = int(env("RUNWU_UPLOAD_MEGABYTES", "50")) * 1024 * 1024

# Keys live outside the database: encryption, blind index, audit (see runwu.core.crypto).
RUNWU_KEY_FILE = Path(env("RUNWU_KEY_FILE", str(DATA_DIR / "keys.toml")))
RUNWU_CIPHER = env("RUNWU_CIPHER")  # of new keys: sm4-gcm (default) or aes-256-gcm
RUNWU_AUDIT_SEAL_SECONDS = float(env("RUNWU_AUDIT_SEAL_SECONDS", "5"))
RUNWU_JOURNEYS = env("RUNWU_JOURNEYS")  # a folder with further journey templates
RUNWU_ANCHOR_FILE = Path(env("RUNWU_ANCHOR_FILE", str(DATA_DIR / "audit-anchors.txt")))
RUNWU_RULES_FOLDER = env("RUNWU_RULES_FOLDER")  # parameters other than the packaged ones (docs/guide/settings.md)
RUNWU_SPONSOR = env("RUNWU_SPONSOR")  # 主办单位, shown in the footer
RUNWU_FILING = env("RUNWU_FILING")  # 备案号

DJANGO_TABLES2_TEMPLATE = "core/table.html"
FILTERS_EMPTY_CHOICE_LABEL = _("全部")
LOGGING = logging_settings(level=env("RUNWU_LOG_LEVEL", "INFO"))
