"""Which second factors an account has (二次验证), and what is done with them by others than the person."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import decrypt, encrypt
from django.conf import settings
from django.db import transaction

from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.crypto import hmac_sm3, keyring
from runwu.core.crypto.envelope import key_id_of

TOTP, PASSKEY, CODES = Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN, Authenticator.Type.RECOVERY_CODES
_STRONG = (TOTP, PASSKEY)  # made by cryptography; a code by SMS is not


@dataclass(frozen=True, slots=True)
class Passkey:
    """A passkey as its owner sees it."""

    id: UUID
    name: str
    since: datetime
    signs_in: bool


@dataclass(frozen=True, slots=True)
class Factors:
    """The second factors of an account."""

    totp_since: datetime | None
    passkeys: tuple[Passkey, ...]
    codes_left: int | None
    phone: str

    @property
    def strong(self) -> bool:
        """Tell whether one of them rests on cryptography."""
        return self.totp_since is not None or bool(self.passkeys)

    def __bool__(self) -> bool:
        return self.strong or bool(self.phone)


def factors_of(user: User) -> Factors:
    """Return the second factors of an account, in one query."""
    rows = list(Authenticator.objects.filter(user=user).order_by("created_at", "pk"))
    return Factors(
        totp_since=next((row.created_at for row in rows if row.type == TOTP), None),
        passkeys=tuple(_passkey(row) for row in rows if row.type == PASSKEY),
        codes_left=next((len(row.wrap().get_unused_codes()) for row in rows if row.type == CODES), None),
        phone=user.phone or "",
    )


def has_strong_factor(user: User) -> bool:
    """Tell whether an account has a second factor that rests on cryptography, in one query."""
    return bool(Authenticator.objects.filter(user=user, type__in=_STRONG).exists())


def passkey_row(user: User, public_id: UUID) -> Authenticator | None:
    """Return the stored passkey of an account that pages name by this id."""
    rows = Authenticator.objects.filter(user=user, type=PASSKEY)
    return next((row for row in rows if id_of(row) == public_id), None)


def id_of(row: Authenticator) -> UUID:
    """Return the id by which pages name an authenticator: derived from its key, and telling nothing of it."""
    return UUID(bytes=hmac_sm3(settings.SECRET_KEY.encode(), b"authenticator\x00", str(row.pk).encode())[:16])


@transaction.atomic
def remove_factors(*, user: User, by: User | None, reason: str) -> None:
    """Take all second factors off an account and end its sign-ins (重置二次验证). `reason` is a code."""
    kinds = sorted(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    Authenticator.objects.filter(user=user).delete()
    User.objects.filter(pk=user.pk).update(phone=None, session_key="")
    audit.log(by, "accounts.factors.reset", user, reason=reason, kinds=kinds, phone=bool(user.phone))


@transaction.atomic
def keep_phone(*, user: User, phone: str) -> None:
    """Keep the number that has just been confirmed by a code, or none (验证手机)."""
    User.objects.filter(pk=user.pk).update(phone=phone or None)
    audit.log(user, "accounts.phone.confirmed" if phone else "accounts.phone.removed", user)


def reencrypt_factors() -> int:
    """Encrypt anew the secrets of factors that still use an older key, and return how many rows were rewritten."""
    rows = Authenticator.objects.filter(type__in=(TOTP, CODES)).values_list("pk", flat=True)
    return sum(_reencrypt(pk) for pk in list(rows))


@transaction.atomic
def _reencrypt(pk: int) -> bool:
    row = Authenticator.objects.select_for_update().filter(pk=pk).first()
    held: Sequence[str] = [name for name in ("secret", "seed") if row and _is_older(row.data.get(name))]
    if row is None or not held:
        return False
    row.data = {**row.data, **{name: encrypt(decrypt(row.data[name])) for name in held}}
    row.save(update_fields=["data"])
    return True


def _is_older(sealed: str | None) -> bool:
    """Tell whether a stored secret uses another key than the active one."""
    return bool(sealed) and key_id_of(base64.b64decode(str(sealed))) != keyring().active_encryption


def _passkey(row: Authenticator) -> Passkey:
    kept = row.wrap()
    return Passkey(id=id_of(row), name=kept.name, since=row.created_at, signs_in=bool(kept.is_passwordless))
