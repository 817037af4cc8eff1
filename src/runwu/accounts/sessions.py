"""How long a sign-in lives (会话): idle limit, one live sign-in per account, one-time passwords that end."""

import secrets
import time

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.utils import timezone
from django.utils.translation import gettext as _

from runwu.accounts.models import User

SIGN_IN = "runwu_session"
SEEN = "runwu_seen"
_TOUCH_SECONDS = 60


def begin(session: SessionBase, user: User) -> None:
    """Note a new sign-in on the account, so that an older one elsewhere ends."""
    token = secrets.token_urlsafe(24)
    session[SIGN_IN] = token
    session[SEEN] = int(time.time())
    User.objects.filter(pk=user.pk).update(session_key=token)
    user.session_key = token


def touch(session: SessionBase) -> None:
    """Note that somebody is there; written at most once a minute."""
    if int(time.time()) - session.get(SEEN, 0) >= _TOUCH_SECONDS:
        session[SEEN] = int(time.time())


def why_ended(session: SessionBase, user: User) -> str:
    """Return why a sign-in no longer holds, in words for the sign-in page, or nothing while it holds."""
    if not secrets.compare_digest(session.get(SIGN_IN, ""), user.session_key):
        return _("这个账号已在另一处登录，本处已退出。一个账号同一时间只能在一处登录；不是本人操作的，请立即修改密码。")
    if time.time() - session.get(SEEN, 0) > settings.SESSION_IDLE_MINUTES * 60:
        return _("离开超过 %(minutes)s 分钟，为保护数据已退出。请重新登录，之后会回到刚才的页面。") % {
            "minutes": settings.SESSION_IDLE_MINUTES
        }
    if user.must_change_password and user.one_time_until and user.one_time_until < timezone.now():
        return _("一次性密码已过期，不能再用。请联系管理员重置密码。")
    return ""
