"""Structured logs, with a scrubber that keeps personal values out of them."""

import re
from collections.abc import MutableMapping
from typing import Any

import structlog

EventDict = MutableMapping[str, Any]

# What must not reach a log: identity numbers, mobile numbers, mail addresses.
_PERSONAL = re.compile(
    r"(?<!\d)\d{17}[\dXx](?!\d)|(?<!\d)1[3-9]\d{9}(?!\d)|[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}"
)
# What a database says of the row it refused: the values of that row.
_DETAIL = re.compile(r"^(?:DETAIL|CONTEXT|详细信息|上下文)[:：].*$", re.MULTILINE)
_SECRET_KEYS = frozenset({"password", "token", "secret", "authorization", "cookie", "name", "phone", "id_number"})
_HIDDEN = "［已隐去］"


def scrub_text(text: str) -> str:
    """Replace identity numbers, mobile numbers, mail addresses and the values of refused rows by a mark.

    >>> scrub_text("来电 1" + "3800000000")
    '来电 ［已隐去］'
    """
    return _DETAIL.sub(_HIDDEN, _PERSONAL.sub(_HIDDEN, text))


def _scrubbed(value: Any) -> Any:
    if isinstance(value, str):
        return scrub_text(value)
    if isinstance(value, dict):
        return {key: _HIDDEN if str(key).lower() in _SECRET_KEYS else _scrubbed(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_scrubbed(item) for item in value]
    return value


def scrub(_logger: Any, _method: str, event: EventDict) -> EventDict:
    """Scrub every value of a log event (a structlog processor); addresses lose their query, which may hold names."""
    if isinstance(event.get("request"), str):
        event["request"] = event["request"].partition("?")[0]
    return {key: _HIDDEN if key.lower() in _SECRET_KEYS else _scrubbed(value) for key, value in event.items()}


_SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso"),
    structlog.processors.format_exc_info,
    scrub,
]

structlog.configure(
    processors=[structlog.stdlib.filter_by_level, *_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)


def logging_settings(*, level: str, syslog: str = "") -> dict[str, Any]:
    """Return LOGGING: one JSON line per event on standard error, and to a collector where `syslog` names one."""
    handlers: dict[str, Any] = {"console": {"class": "logging.StreamHandler", "formatter": "json"}}
    if syslog:
        collector = {"()": "runwu.config.syslog.SyslogForwarder", "address": syslog, "formatter": "json"}
        handlers["syslog"] = collector
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processor": structlog.processors.JSONRenderer(ensure_ascii=False),
                "foreign_pre_chain": [*_SHARED[:4], structlog.stdlib.ExtraAdder(), *_SHARED[4:]],
            }
        },
        "handlers": handlers,
        "root": {"handlers": list(handlers), "level": level},
        "loggers": {
            "django.server": {"handlers": [], "propagate": False},
            # The queue reports every look at an empty table; what jobs do is logged by runwu.core.jobs.
            "django_tasks": {"level": "WARNING"},
            "django_tasks_db": {"level": "WARNING"},
        },
    }
