"""The second step of signing in (二次验证): between the password and the first page."""

from collections.abc import Callable
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.stages import AuthenticateStage
from django.conf import settings
from django.http import HttpRequest

from runwu.accounts.factors import factors_of
from runwu.accounts.models import User, Way
from runwu.accounts.sms import gateway
from runwu.core.registries import Registry


class SecondFactorStage(AuthenticateStage):
    """Asks whoever has a second factor for it; a passkey that verified the person is both at once."""

    def _should_handle(self, request: HttpRequest) -> bool:
        return bool(super()._should_handle(request) or self._by_sms(request))

    def _by_sms(self, request: HttpRequest) -> bool:
        user = self.login.user
        if not isinstance(user, User) or not user.phone or gateway() is None:
            return False
        return way_of(request, user) not in {Way.PASSKEY, Way.PHONE} and not factors_of(user).strong


def way_of(request: HttpRequest, user: User) -> Way:
    """Return how somebody signed in, from what this session has recorded since."""
    records: list[dict[str, Any]] = get_authentication_records(request, user)
    if any(record.get("passwordless") for record in records):
        return Way.PASSKEY
    kinds = [record.get("type") if record.get("method") == "mfa" else record.get("method") for record in records]
    return next((way for way in (*_STEPS, Way.PHONE, Way.SINGLE_SIGN_ON) if way in kinds), Way.PASSWORD)


def unforced() -> bool:
    """Tell whether this is a demo in which nobody has to have a second factor; its pages say so."""
    return bool(settings.DEMO and not settings.RUNWU_SECOND_FACTOR)


def may_come_by_phone(user: User) -> bool:
    """Tell whether an account may sign in by a code on the phone instead of the password; apps above may object."""
    return not any(objects(user) for objects in phone_objections)


phone_objections: Registry[Callable[[User], bool]] = Registry()
_STEPS = (Way.TOTP, Way.SECOND_KEY, Way.SMS, Way.RECOVERY_CODE)
