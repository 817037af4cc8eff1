"""Settings that every installation shares; what differs comes from the environment (docs/guide/settings.md)."""

import os
from importlib.util import find_spec
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
    "runwu.dues",
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
    "allauth.mfa",
    "allauth.socialaccount",
    "axes",
]

MIDDLEWARE = [
    "runwu.core.middleware.RequestIdMiddleware",
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
        # A database that has gone is noticed in seconds; behind PgBouncer no cursor outlives its transaction.
        main["OPTIONS"] = {"connect_timeout": 5, "tcp_user_timeout": 20000, **main.get("OPTIONS", {})}
        main["DISABLE_SERVER_SIDE_CURSORS"] = pooled = env_flag("RUNWU_PGBOUNCER")
        if not pooled:  # compiling a page's query takes seconds where running it takes milliseconds; a pool refuses it
            main["OPTIONS"].setdefault("options", "-c jit=off")
        progress = {**main, "TEST": {"MIRROR": "default"}}
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
    {"NAME": "runwu.accounts.passwords.UnlikeTheAccount"},
    {"NAME": "runwu.accounts.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "runwu.accounts.passwords.NotCommon"},
    {"NAME": "runwu.accounts.passwords.NotOnlyDigits"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "workbench:home"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_FORMS = {"change_password": "runwu.accounts.forms.PasswordForm"}
ACCOUNT_ADAPTER = "runwu.accounts.adapter.AccountAdapter"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = False  # axes and core.limits count in the database, for all processes
RUNWU_SIGN_INS = min(max(int(env("RUNWU_SIGN_INS", "1")), 1), 10)  # how many sign-ins of one account hold at once
# Who has to have a second factor: the three platform roles, unless the environment names others or “none”.
_PLATFORM = "system_administrator,security_administrator,audit_administrator"
RUNWU_SECOND_FACTOR = frozenset(env("RUNWU_SECOND_FACTOR", _PLATFORM).split(",")) - {"none"}
MFA_ADAPTER = "runwu.accounts.factor_adapter.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1  # one code earlier or later: phones' clocks are a little off
MFA_RATE_LIMITS = {"webauthn_login": "300/m/ip"}  # a passkey cannot be guessed; an office shares one address
MFA_FORMS = {
    "activate_totp": "runwu.accounts.forms.TotpForm",
    "add_webauthn": "runwu.accounts.forms.PasskeyForm",
    "login_webauthn": "runwu.accounts.forms.PasskeyAloneForm",
}
RUNWU_SMS_URL = env("RUNWU_SMS_URL")  # where codes by SMS are handed over (docs/guide/sign-in.md)
RUNWU_SMS_TOKEN = env("RUNWU_SMS_TOKEN")
RUNWU_SMS_SIGN_IN = env_flag("RUNWU_SMS_SIGN_IN")  # whether a code on the phone may replace the password
RUNWU_OIDC_SERVER = env("RUNWU_OIDC_SERVER")  # the issuer of single sign-on by OpenID Connect
_SINGLE_SIGN_ON = {
    "provider_id": "sso",
    "name": env("RUNWU_OIDC_NAME", "统一身份认证"),
    "client_id": env("RUNWU_OIDC_CLIENT"),
    "secret": env("RUNWU_OIDC_SECRET"),
    "settings": {"server_url": RUNWU_OIDC_SERVER, "claim": env("RUNWU_OIDC_CLAIM", "preferred_username")},
}
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [_SINGLE_SIGN_ON] if RUNWU_OIDC_SERVER else []}
}
SOCIALACCOUNT_ADAPTER = "runwu.accounts.single_sign_on.SingleSignOnAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = True  # a form that redirects elsewhere is stopped by `form-action 'self'`
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
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
RUNWU_PROXIES = int(env("RUNWU_PROXIES", "0"))  # reverse proxies of our own, for the address that limits count by
AXES_CLIENT_IP_CALLABLE = "runwu.core.addresses.client_address"
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
RUNWU_EXPORT_ROWS = int(env("RUNWU_EXPORT_ROWS", "10000"))  # longer lists are exported in the background
RUNWU_EXPORT_HOURS = int(env("RUNWU_EXPORT_HOURS", "24"))  # how long the file of such an export is kept

# Keys live outside the database: encryption, blind index, audit (see runwu.core.crypto).
RUNWU_KEY_FILE = Path(env("RUNWU_KEY_FILE", str(DATA_DIR / "keys.toml")))
RUNWU_CIPHER = env("RUNWU_CIPHER")  # of new keys: sm4-gcm (default) or aes-256-gcm
RUNWU_KEY_PROVIDER = env("RUNWU_KEY_PROVIDER", "file")  # who wraps new keys: file, command, or a class
RUNWU_KEY_PROVIDER_COMMAND = env("RUNWU_KEY_PROVIDER_COMMAND")
RUNWU_BACKUP_KEY_FILE = Path(env("RUNWU_BACKUP_KEY_FILE", str(DATA_DIR / "backup-key.toml")))
RUNWU_EXCHANGE_KEY_FILE = Path(env("RUNWU_EXCHANGE_KEY_FILE", str(DATA_DIR / "exchange-key.toml")))
RUNWU_BACKUP_KEEP = int(env("RUNWU_BACKUP_KEEP", "14"))  # how many backups a folder keeps; 0 keeps all
RUNWU_AUDIT_SEAL_SECONDS = float(env("RUNWU_AUDIT_SEAL_SECONDS", "5"))
RUNWU_JOURNEYS = env("RUNWU_JOURNEYS")  # a folder with further journey templates
RUNWU_ANCHOR_FILE = Path(env("RUNWU_ANCHOR_FILE", str(DATA_DIR / "audit-anchors.txt")))
RUNWU_RULES_FOLDER = env("RUNWU_RULES_FOLDER")  # parameters other than the packaged ones (docs/guide/settings.md)
RUNWU_PLAN_SECONDS = int(env("RUNWU_PLAN_SECONDS", "600"))  # how long one alternative is computed at most; 0: no limit
RUNWU_PLAN_CLUSTER = env("RUNWU_PLAN_CLUSTER")  # a Dask scheduler whose workers solve plans; empty: this machine
RUNWU_SPONSOR = env("RUNWU_SPONSOR")  # 主办单位, shown in the footer
RUNWU_FILING = env("RUNWU_FILING")  # 备案号

DJANGO_TABLES2_TEMPLATE = "core/table.html"
FILTERS_EMPTY_CHOICE_LABEL = _("全部")
LOGGING = logging_settings(level=env("RUNWU_LOG_LEVEL", "INFO"), syslog=env("RUNWU_SYSLOG"))
# Whose address counts: that of a proxy's header, where the installation names one, else the connection's own.
IPWARE_META_PRECEDENCE_ORDER = tuple(filter(None, (env("RUNWU_CLIENT_HEADER"), "REMOTE_ADDR")))
# Figures for Prometheus: an extra that is installed, and asked for.
RUNWU_METRICS = env_flag("RUNWU_METRICS") and find_spec("django_prometheus") is not None
RUNWU_METRICS_TOKEN = env("RUNWU_METRICS_TOKEN")
if RUNWU_METRICS:
    INSTALLED_APPS.append("django_prometheus")
    MIDDLEWARE.insert(1, "django_prometheus.middleware.PrometheusBeforeMiddleware")
    MIDDLEWARE.append("django_prometheus.middleware.PrometheusAfterMiddleware")
    PROMETHEUS_EXPORT_MIGRATIONS = False
RUNWU_DISK_RESERVE = int(env("RUNWU_DISK_RESERVE_MEGABYTES", "500")) * 1024 * 1024  # less counts as nearly full
RUNWU_SLOW_QUERY_MS = float(env("RUNWU_SLOW_QUERY_MS", "500"))  # 0: no log of slow queries
RUNWU_TRUST_REQUEST_ID = env_flag("RUNWU_TRUST_REQUEST_ID")  # of a proxy that replaces what browsers send
DJANGO_STRUCTLOG_TRUST_UPSTREAM_REQUEST_ID = True  # RequestIdMiddleware has put it there
DJANGO_STRUCTLOG_TRUST_UPSTREAM_CORRELATION_ID = False
