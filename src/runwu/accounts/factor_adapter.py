"""How second factors behave here: secrets encrypted, QR codes drawn by us, sentences in our own words."""

import base64
from typing import Any, ClassVar

import segno
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from runwu.accounts.models import User
from runwu.core.crypto import decrypt_bytes, encrypt_bytes

CONTEXT = "mfa_authenticator.data"


class FactorAdapter(DefaultMFAAdapter):
    """One-time codes, passkeys and recovery codes (动态验证码、通行密钥、恢复码)."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": gettext_lazy("这种验证方式现在不能停用。"),
        "cannot_generate_recovery_codes": gettext_lazy(
            "还没有设置二次验证，不能生成恢复码。请先设置动态验证码或通行密钥。"
        ),
        "incorrect_code": gettext_lazy("验证没有通过。请核对后重试；验证码每 30 秒更换一次，用过的不能再用。"),
    }

    def encrypt(self, text: str) -> str:
        """Encrypt a secret with the keys of the installation."""
        return base64.b64encode(encrypt_bytes(text.encode(), CONTEXT)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Decrypt a secret. Raises NotDecryptable or KeyUnknown."""
        return decrypt_bytes(base64.b64decode(encrypted_text), CONTEXT).decode()

    def get_totp_issuer(self) -> str:
        """Name the place in the app of the phone, neutrally."""
        return "Runwu"

    def get_totp_label(self, user: User) -> str:
        """Name the account in the app of the phone."""
        return user.username

    def build_totp_svg(self, url: str) -> SafeString:
        """Draw the QR code, black on white in light and dark alike, without inline styles."""
        drawn = segno.make(url, error="m").svg_inline(
            border=3, light="#fff", omitsize=True, svgclass=None, lineclass=None
        )
        return mark_safe(drawn)  # noqa: S308 -- drawn by segno; the address goes into black and white squares

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002
        """Propose a name for a new passkey."""
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return _("通行密钥 %(n)s") % {"n": count + 1}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Name the place to the device that keeps the passkey, neutrally."""
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        return {**entity, "name": "Runwu"}

    def get_public_key_credential_user_entity(self, user: User) -> dict[str, Any]:
        """Name the account to the device by what tells nothing but itself."""
        entity: dict[str, Any] = super().get_public_key_credential_user_entity(user)
        return {**entity, "display_name": user.username, "name": user.username}
