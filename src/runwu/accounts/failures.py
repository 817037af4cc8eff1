"""Steps of signing in that failed (登录未通过), in the audit log: which step and whose account, never what was typed."""

from datetime import timedelta
from typing import Any, Final, Literal

from django.db import transaction

from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.limits import Rate, spent, take

Step = Literal["password", "code", "sms", "passkey"]
# From outside anybody can fail as often as they like: so many an hour say what there is to say, and fill no log.
_LOGGED: Final = Rate("failed.logged", times=20, within=timedelta(hours=1))


def note_failed(step: Step, user: User | None) -> None:
    """Log that a step of signing in failed, at most twenty times an hour per account; None: no account known.

    Call it outside of a transaction that could be rolled back.
    """
    whose = str(user.public_id) if user else "nobody"
    with transaction.atomic():
        if not spent(_LOGGED, whose) and take(_LOGGED, whose):
            audit.log(None, f"accounts.{step}.{'failed' if user else 'unknown'}", user)


def note_wrong_password(credentials: dict[str, Any], **_kwargs: Any) -> None:
    """Log a password that was wrong; the typed name stays out of it where no account has it: it may be anything."""
    typed = str(credentials.get("username") or "")
    note_failed("password", User.objects.filter(username=typed).first())
