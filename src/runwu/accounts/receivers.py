"""What follows from a sign-in, a changed password, and changed second factors."""

from typing import Any

from allauth.account.signals import password_changed
from allauth.mfa import signals as factors
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.signals import social_account_added
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.http import HttpRequest

from runwu.accounts import sessions
from runwu.accounts.devices import device_of
from runwu.accounts.failures import note_wrong_password
from runwu.accounts.models import User
from runwu.accounts.second_factor import way_of
from runwu.core import audit


def begin_session(request: HttpRequest, user: User, **_kwargs: Any) -> None:
    """Make this sign-in one that holds."""
    device = device_of(request.headers.get("User-Agent", ""))
    sessions.begin(request.session, user, way=way_of(request, user), device=device)


def keep_password(user: User, **_kwargs: Any) -> None:
    """Take the new password for the person's own, and log the change."""
    User.objects.filter(pk=user.pk).update(must_change_password=False, one_time_until=None)
    audit.log(user, "accounts.password.changed", user)


def log_added(user: User, authenticator: Authenticator, **_kwargs: Any) -> None:
    """Log that a second factor was added."""
    audit.log(user, "accounts.factor.added", user, kind=str(authenticator.type))


def log_removed(user: User, authenticator: Authenticator, **_kwargs: Any) -> None:
    """Log that a second factor was given up."""
    audit.log(user, "accounts.factor.removed", user, kind=str(authenticator.type))


def log_renewed(user: User, authenticator: Authenticator, **_kwargs: Any) -> None:
    """Log that recovery codes were made anew."""
    audit.log(user, "accounts.factor.renewed", user, kind=str(authenticator.type))


def log_linked(sociallogin: SocialLogin, **_kwargs: Any) -> None:
    """Log that an account was linked with an identity elsewhere."""
    audit.log(sociallogin.user, "accounts.identity.linked", sociallogin.user)


def connect() -> None:
    """Listen to sign-ins, wrong and changed passwords, second factors and links."""
    user_logged_in.connect(begin_session, dispatch_uid="accounts.begin_session")
    user_login_failed.connect(note_wrong_password, dispatch_uid="accounts.note_wrong_password")
    password_changed.connect(keep_password, dispatch_uid="accounts.keep_password")
    factors.authenticator_added.connect(log_added, dispatch_uid="accounts.log_added")
    factors.authenticator_removed.connect(log_removed, dispatch_uid="accounts.log_removed")
    factors.authenticator_reset.connect(log_renewed, dispatch_uid="accounts.log_renewed")
    social_account_added.connect(log_linked, dispatch_uid="accounts.log_linked")
