"""Do the keys fit the data? (密钥核对): asked at every start, before anybody reads or writes under a wrong key."""

from collections.abc import Iterator

from django.db import DatabaseError, models
from django.db.models import ExpressionWrapper, F
from django.utils.translation import gettext as _

from runwu.core.crypto import CryptoError, decrypt_bytes, keyring
from runwu.core.crypto.fields import EncryptedField
from runwu.core.keys.stages import encrypted_fields
from runwu.core.models import AuditSegment


def key_problems() -> list[str]:
    """Say in sentences why the keys do not fit: no key file, a damaged one, or another installation's.

    Opens the newest value of every encrypted column. One query per column, however many rows there are.
    """
    try:
        keyring()
        return list(dict.fromkeys(_problems()))
    except CryptoError as error:
        return [str(error)]
    except DatabaseError:  # no tables yet; the migrations are reported by themselves
        return []


def _problems() -> Iterator[str]:
    last = AuditSegment.objects.order_by("-number").first()
    if last is not None and last.key_id not in keyring().audit:
        yield _other_keys()
    for model, field in encrypted_fields():
        if not _opens(model, field):
            yield _other_keys()


def _opens(model: type[models.Model], field: EncryptedField) -> bool:  # type: ignore[type-arg]
    cipher = ExpressionWrapper(F(field.attname), output_field=models.BinaryField())
    newest = model._default_manager.exclude(**{f"{field.attname}__isnull": True}).order_by("-pk")
    sealed = newest.annotate(_cipher=cipher).values_list("_cipher", flat=True).first()
    try:
        return sealed is None or decrypt_bytes(bytes(sealed), field.context) is not None
    except CryptoError:
        return False


def _other_keys() -> str:
    return _(
        "密钥文件与数据库不是一套：数据是用别的密钥加密或校验的，现在打不开。"
        "为免用错误的密钥写入，服务没有启动。请把原来的密钥文件放到 RUNWU_KEY_FILE 所指位置再启动。"
    )
