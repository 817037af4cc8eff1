"""Settings of an installation that people use: nothing is guessed, everything is encrypted in transit."""

from django.core.exceptions import ImproperlyConfigured

from runwu.config.settings.base import *
from runwu.config.settings.base import DEMO, SECRET_KEY, env, env_flag

if not SECRET_KEY:
    raise ImproperlyConfigured("没有设置 RUNWU_SECRET_KEY。请在环境变量里给出一个随机长串后再启动。")
if DEMO:
    raise ImproperlyConfigured("演示模式（RUNWU_DEMO）不能在正式环境使用。请改用 runwu.config.settings.dev。")
RUNWU_MAKE_KEYS = False
_HTTPS = not env_flag("RUNWU_PLAIN_HTTP")
SESSION_COOKIE_SECURE = _HTTPS
CSRF_COOKIE_SECURE = _HTTPS
SECURE_SSL_REDIRECT = _HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz(/all)?$", r"^readyz$", r"^metrics$"]  # asked by the machine itself
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]  # subdomains and preload lists belong to the domain's owner
SECURE_HSTS_SECONDS = 31536000 if _HTTPS else 0
if env("RUNWU_PROXY_HEADER"):
    SECURE_PROXY_SSL_HEADER = (env("RUNWU_PROXY_HEADER"), "https")
