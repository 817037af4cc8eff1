"""Codes by SMS (短信验证码): six digits, five minutes, five tries; kept as a keyed digest, never in clear."""

import secrets
import time
from datetime import timedelta

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.utils.translation import gettext as _

from runwu.accounts.sms import gateway
from runwu.core.crypto import hmac_sm3
from runwu.core.errors import UserError
from runwu.core.limits import Rate, forget, spent, take

MINUTES = 5
_KEPT = "runwu_sms"
_TRIES = Rate("sms.tries", times=5, within=timedelta(minutes=15))
_EACH_MINUTE = Rate("sms.minute", times=1, within=timedelta(minutes=1))
_TO_A_PHONE = Rate("sms.phone", times=5, within=timedelta(hours=1))
_FROM_AN_ADDRESS = Rate("sms.address", times=20, within=timedelta(hours=1))


def send_code(session: SessionBase, *, phone: str, purpose: str, address: str) -> None:
    """Send a new code and keep its digest in the session; an older one no longer counts.

    Raises UserError when too many were asked for, or when the gateway did not take it.
    """
    sender = gateway()
    if sender is None:
        raise UserError(_("没有设置短信网关，不能发送验证码。"), now=_("请改用其他验证方式，或联系系统管理员。"))
    _check_limits(phone, address)
    code, salt = f"{secrets.randbelow(10**6):06}", secrets.token_hex(8)
    session[_KEPT] = {
        "digest": _digest(salt, purpose, phone, code),
        "salt": salt,
        "until": time.time() + MINUTES * 60,
    }
    text = _("验证码 %(code)s，%(minutes)s 分钟内有效。请勿告诉他人；不是本人操作的，请忽略。")
    sender.send(to=phone, code=code, minutes=MINUTES, text=text % {"code": code, "minutes": MINUTES})


def code_is_right(session: SessionBase, *, phone: str, purpose: str, code: str) -> bool:
    """Tell whether this is the code that was last sent, once; a wrong one counts as a try.

    Raises UserError when there were too many tries.
    """
    if spent(_TRIES, phone):
        raise _too_many_tries()
    kept = session.get(_KEPT) or {}
    take(_TRIES, phone)
    expected = kept.get("digest", "")
    given = _digest(kept.get("salt", ""), purpose, phone, code.strip())
    if time.time() > kept.get("until", 0) or not secrets.compare_digest(expected, given):
        return False
    session.pop(_KEPT, None)
    forget(_TRIES, phone)
    return True


def code_was_sent(session: SessionBase) -> bool:
    """Tell whether a code that still holds is on its way."""
    return bool(time.time() <= (session.get(_KEPT) or {}).get("until", 0))


def _check_limits(phone: str, address: str) -> None:
    if not take(_EACH_MINUTE, phone):
        raise _too_many(_("一分钟只发一条验证码。"), _("请查看手机；没有收到的，过一分钟再试。"))
    if not (take(_TO_A_PHONE, phone) and take(_FROM_AN_ADDRESS, address)):
        raise _too_many(_("一小时内发送的验证码有上限，防止他人冒用。"), _("请过一小时再试，或改用其他验证方式。"))


def _digest(salt: str, purpose: str, phone: str, code: str) -> str:
    told = "\x1f".join((salt, purpose, phone, code)).encode()
    return hmac_sm3(settings.SECRET_KEY.encode(), b"sms-code\x00", told).hex()


def _too_many(rule: str, now: str) -> UserError:
    return UserError(_("验证码要得太多，这一次没有发送。"), rule=rule, now=now)


def _too_many_tries() -> UserError:
    return UserError(
        _("验证码连续输错多次，暂停验证。"),
        rule=_("输错次数到达上限即暂停，防止他人猜测。"),
        now=_("请过一刻钟再试，或改用其他验证方式。"),
    )
