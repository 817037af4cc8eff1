"""Steps of signing in that several tests take."""

import time
from typing import Any

from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY, format_hotp_value, hotp_value
from django.test import Client
from django.urls import reverse

from tests.world import PASSWORD

PAGE = "/rules/"


def give_password(client: Client, username: str = "staff") -> Any:
    """Give name and password on the sign-in page."""
    return client.post(reverse("account_login"), {"login": username, "password": PASSWORD})


def code_of(secret: str) -> str:
    """Return what the authenticator app shows now."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def set_up_totp(client: Client) -> str:
    """Set up the authenticator app for whoever has signed in, and return its secret."""
    client.get(reverse("mfa_activate_totp"))
    secret: str = client.session[SECRET_SESSION_KEY]
    client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    return secret


def is_in(client: Client) -> bool:
    """Tell whether pages open."""
    return client.get(PAGE).status_code == 200
