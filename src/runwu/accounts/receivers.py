"""What follows from a sign-in and from a changed password."""

from typing import Any

from allauth.account.signals import password_changed
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest

from runwu.accounts import sessions
from runwu.accounts.models import User
from runwu.core import audit


def begin_session(request: HttpRequest, user: User, **_kwargs: Any) -> None:
    """Make this sign-in the one that holds."""
    sessions.begin(request.session, user)


def keep_password(user: User, **_kwargs: Any) -> None:
    """Take the new password for the person's own, and log the change."""
    User.objects.filter(pk=user.pk).update(must_change_password=False, one_time_until=None)
    audit.log(user, "accounts.password.changed", user)


def connect() -> None:
    """Listen to sign-ins and changed passwords."""
    user_logged_in.connect(begin_session, dispatch_uid="accounts.begin_session")
    password_changed.connect(keep_password, dispatch_uid="accounts.keep_password")
