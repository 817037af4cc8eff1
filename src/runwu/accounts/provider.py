"""The OpenID provider as allauth finds it (it looks for `provider` in every app): what it tells is used, not kept."""

from typing import Any

from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from django.http import HttpRequest


class ClaimsProvider(OpenIDConnectProvider):
    """Hands the claims to the adapter and stores nothing of them but the subject."""

    def sociallogin_from_response(self, request: HttpRequest, response: dict[str, Any]) -> SocialLogin:
        """Return the sign-in with its claims beside it; name and mail address stay where they come from."""
        login = super().sociallogin_from_response(request, response)
        login.claims = {**(response.get("id_token") or {}), **(response.get("userinfo") or {})}
        login.account.extra_data = {}
        return login

    def extract_email_addresses(self, data: dict[str, Any]) -> list[Any]:
        """Return none: no act of an account depends on a mailbox."""
        return []


provider_classes = [ClaimsProvider]
