"""What a session could reach until now (授权变动): a role that ended is said once, in words, and ends at once."""

from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest
from django.utils import timezone

from runwu.access.selectors import scope_of
from runwu.accounts.models import User
from runwu.core.scope import Scope

REACH = "runwu_reach"


def note_at_sign_in(request: HttpRequest, user: User, **_kwargs: Any) -> None:
    """Note what somebody reaches who has just signed in."""
    request.session[REACH] = held_by(scope_of(user, timezone.localdate()))


def ended_since(session: SessionBase, scope: Scope) -> list[str]:
    """Return in words which roles a session had when it was last asked and has no longer; each is told once."""
    before: dict[str, str] = session.get(REACH, {})
    now = held_by(scope)
    if before.keys() != now.keys():
        session[REACH] = now
    return [words for key, words in before.items() if key not in now]


def held_by(scope: Scope) -> dict[str, str]:
    """Return the roles of a scope in words, by the public id of their assignment."""
    return {grant.assignment: f"{grant.role_label} {grant.place_label}".strip() for grant in scope.grants}
