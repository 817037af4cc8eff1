"""Short messages (短信): a gateway that takes one HTTP request per message (docs/guide/sign-in.md)."""

import json
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.utils.translation import gettext as _

from runwu.core.errors import UserError

log = structlog.get_logger(__name__)
_SECONDS = 10
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


class Gateway(Protocol):
    """Whatever brings a code to a phone."""

    def send(self, *, to: str, code: str, minutes: int, text: str) -> None:
        """Send one message. Raises UserError when it was not taken."""


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A code goes to the configured address and nowhere else."""

    def redirect_request(self, *_args: Any, **_kwargs: Any) -> None:
        return None


@dataclass(frozen=True, slots=True)
class HttpGateway:
    """POSTs `{"to", "code", "minutes", "text"}` as JSON; any answer 2xx means taken."""

    url: str
    token: str = ""

    def send(self, *, to: str, code: str, minutes: int, text: str) -> None:
        """Send one message. Raises UserError when it was not taken; number and code stay out of the log."""
        body = json.dumps({"to": to, "code": code, "minutes": minutes, "text": text}, ensure_ascii=False).encode()
        headers = {"Content-Type": "application/json; charset=utf-8"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        request = urllib.request.Request(self.url, data=body, headers=headers, method="POST")  # noqa: S310 -- checked
        try:
            with urllib.request.build_opener(_NoRedirects).open(request, timeout=_SECONDS):
                return
        except (urllib.error.URLError, OSError) as error:
            log.warning("sms not sent", failure=type(error).__name__, status=getattr(error, "code", None))
            raise _not_sent() from None


def gateway() -> Gateway | None:
    """Return the gateway of this installation, or None where none is set."""
    return HttpGateway(settings.RUNWU_SMS_URL, settings.RUNWU_SMS_TOKEN) if settings.RUNWU_SMS_URL else None


def is_safe_address(url: str) -> bool:
    """Tell whether a gateway may be reached there: encrypted, or on this very machine."""
    parts = urlsplit(url)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)


def _not_sent() -> UserError:
    return UserError(
        _("短信没有发出。"),
        rule=_("短信由短信网关发送，网关现在没有接收。"),
        now=_("请过几分钟再试，或改用其他验证方式；一直不行的，请联系系统管理员。"),
    )
