"""Single sign-on by OpenID Connect (统一身份认证): only for accounts that exist, matched by a configured claim."""

from dataclasses import dataclass
from typing import Any, ClassVar

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, get_adapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from runwu.accounts.models import User
from runwu.core import audit

PROVIDER = "sso"
CLAIM = "preferred_username"


@dataclass(frozen=True, slots=True)
class Offer:
    """The way in that the sign-in page offers."""

    name: str
    url: str


def offered(request: HttpRequest) -> Offer | None:
    """Return where single sign-on begins, or None where none is set."""
    apps = get_adapter().list_apps(request, provider=PROVIDER)
    return Offer(apps[0].name, reverse("openid_connect_login", args=[PROVIDER])) if apps else None


def links_of(user: User) -> QuerySet[SocialAccount]:
    """Return the identities elsewhere that an account is linked with."""
    rows: QuerySet[SocialAccount] = SocialAccount.objects.filter(user=user)
    return rows


def unlink(user: User) -> None:
    """Take the links with identities elsewhere off an account (解除关联)."""
    if links_of(user).delete()[0]:
        audit.log(user, "accounts.identity.unlinked", user)


class SingleSignOnAdapter(DefaultSocialAccountAdapter):
    """Nobody registers by signing in elsewhere; who is not known here is told so."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultSocialAccountAdapter.error_messages,
        "connected_other": _("这个统一身份已关联另一个账号，没有改动。请联系安全管理员核对。"),
    }

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find the account of whoever comes back, and link it on the first time."""
        if sociallogin.state.get("process") != "connect" and not sociallogin.is_existing:
            sociallogin.connect(request, self._account_of(request, sociallogin))
        if sociallogin.account.pk:
            keep_no_time(sociallogin.account.pk)

    def _account_of(self, request: HttpRequest, sociallogin: SocialLogin) -> User:
        app = sociallogin.provider.app
        claimed = str(sociallogin.claims.get(app.settings.get("claim", CLAIM)) or "").strip()
        user = User.objects.filter(username=claimed).first() if claimed else None
        if user is None:
            raise ImmediateHttpResponse(_refusal(request, app.name, known=False))
        if links_of(user).exists():
            raise ImmediateHttpResponse(_refusal(request, app.name, known=True))
        return user

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: SocialAccount) -> str:
        return reverse("mfa_index")

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Send nothing: no act of an account depends on a mailbox."""


def keep_no_time(pk: int) -> None:
    """Overwrite the time of the last sign-in: that is no figure anybody may keep."""
    SocialAccount.objects.filter(pk=pk).update(last_login=F("date_joined"))


def _refusal(request: HttpRequest, name: str, *, known: bool) -> HttpResponse:
    return render(request, "socialaccount/refused.html", {"name": name, "known": known}, status=403)
