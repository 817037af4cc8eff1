"""Views that ask for the password again unless somebody has just signed in (再次确认)."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from allauth.account.decorators import reauthentication_required

V = TypeVar("V", bound=Callable[..., Any])


def confirmed_anew(view: V) -> V:
    """Let in only whoever gave the password, a code or a passkey within the last minutes."""
    return cast("V", reauthentication_required(app="allauth.mfa")(view))
