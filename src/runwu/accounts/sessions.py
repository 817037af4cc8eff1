"""How long a sign-in lives (会话): idle limit, so many live sign-ins per account, one-time passwords that end."""

import secrets
import time
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from runwu.accounts.models import SignIn, User, Way

SIGN_IN = "runwu_session"
SEEN = "runwu_seen"
WAY = "runwu_way"
KEPT = 10
KEPT_DAYS = 90
_TOUCH_SECONDS = 60
_CLOCK_SECONDS = 300  # further back than a clock that is being set right


@transaction.atomic
def begin(session: SessionBase, user: User, *, way: str, device: str) -> None:
    """Note a new sign-in on the account, so that the oldest one above the allowed number ends."""
    key = secrets.token_urlsafe(24)
    session[SIGN_IN] = key
    session[SEEN] = int(time.time())
    session[WAY] = str(way)
    keys = User.objects.select_for_update().values_list("session_key", flat=True).get(pk=user.pk).split()
    _keep(user, [*keys, key][-settings.RUNWU_SIGN_INS :])
    SignIn.objects.create(user=user, key=key, way=way, device=device)
    _forget_old(user)


@transaction.atomic
def end(user: User, keys: set[str]) -> None:
    """End sign-ins of an account; those pages ask to sign in again at the next step."""
    live = User.objects.select_for_update().values_list("session_key", flat=True).get(pk=user.pk).split()
    _keep(user, [key for key in live if key not in keys])


def end_others(session: SessionBase, user: User) -> None:
    """End every sign-in of an account but this one (退出其他登录)."""
    end(user, set(user.session_key.split()) - {session.get(SIGN_IN, "")})


def recent(user: User) -> QuerySet[SignIn]:
    """Return the last sign-ins of an account, the newest first."""
    return SignIn.objects.filter(user=user, at__gt=_oldest_kept())


def forget_all_old() -> int:
    """Delete what is older than ninety days, of all accounts, and return how many (a chore)."""
    return SignIn.objects.filter(at__lte=_oldest_kept()).delete()[0]


def touch(session: SessionBase) -> None:
    """Note that somebody is there; written at most once a minute."""
    if int(time.time()) - session.get(SEEN, 0) >= _TOUCH_SECONDS:
        session[SEEN] = int(time.time())


def needs_password(session: SessionBase, user: User) -> bool:
    """Tell whether somebody came by a one-time password, which is changed first; who came another way need not."""
    return user.must_change_password and session.get(WAY) not in {Way.SINGLE_SIGN_ON, Way.PASSKEY, Way.PHONE}


def why_ended(session: SessionBase, user: User) -> str:
    """Return why a sign-in no longer holds, in words for the sign-in page, or nothing while it holds."""
    if session.get(SIGN_IN, "") not in user.session_key.split():
        return _("这个账号已在另一处登录，或登录已被结束，本处已退出。不是本人操作的，请立即修改密码并联系管理员。")
    if session.get(SEEN, 0) - time.time() > _CLOCK_SECONDS:
        return _(
            "服务器的时间被调回过，算不出离开了多久，为保护数据已退出。离开过久的登录不再有效。"
            "请重新登录，之后会回到刚才的页面；反复出现的，请联系系统管理员校准服务器时间。"
        )
    if time.time() - session.get(SEEN, 0) > settings.SESSION_IDLE_MINUTES * 60:
        return _("离开超过 %(minutes)s 分钟，为保护数据已退出。请重新登录，之后会回到刚才的页面。") % {
            "minutes": settings.SESSION_IDLE_MINUTES
        }
    if needs_password(session, user) and user.one_time_until and user.one_time_until < timezone.now():
        return _("一次性密码已过期，不能再用。请联系管理员重置密码。")
    return ""


def _keep(user: User, keys: list[str]) -> None:
    user.session_key = " ".join(keys)
    User.objects.filter(pk=user.pk).update(session_key=user.session_key)


def _forget_old(user: User) -> None:
    kept = list(SignIn.objects.filter(user=user).values_list("pk", flat=True)[:KEPT])
    SignIn.objects.filter(user=user).exclude(pk__in=kept).delete()


def _oldest_kept() -> datetime:
    return timezone.now() - timedelta(days=KEPT_DAYS)
