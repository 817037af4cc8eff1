"""Encrypt stored values anew under the active key (密钥轮换)."""

from collections.abc import Iterator
from typing import TypeVar

from django.db import models, transaction
from django.db.models import ExpressionWrapper, F

from runwu.core.crypto.envelope import key_id_of
from runwu.core.crypto.fields import EncryptedField
from runwu.core.crypto.keyfile import keyring

M = TypeVar("M", bound=models.Model)


def reencrypt(rows: models.QuerySet[M], field: str, *, chunk: int = 500) -> int:
    """Encrypt a field of all rows anew that still use an older key; return how many were rewritten.

    Works in chunks, each its own short transaction: interrupted, it can simply be called again.
    """
    if not isinstance(rows.model._meta.get_field(field), EncryptedField):
        raise TypeError(f"{rows.model._meta.label}.{field} is not encrypted")
    return sum(_rewrite(rows, field, keys) for keys in _outdated(rows, field, chunk))


def _outdated(rows: models.QuerySet[M], field: str, chunk: int) -> Iterator[list[object]]:
    """Walk over all rows by primary key and give the keys of those under an older key, chunk by chunk."""
    cipher = ExpressionWrapper(F(field), output_field=models.BinaryField())
    walk = rows.order_by("pk").annotate(_cipher=cipher).values_list("pk", "_cipher")
    found = list(walk[:chunk])
    while found:
        active = keyring().active_encryption
        outdated = [pk for pk, sealed in found if sealed is not None and key_id_of(bytes(sealed)) != active]
        if outdated:
            yield outdated
        found = list(walk.filter(pk__gt=found[-1][0])[:chunk])


@transaction.atomic
def _rewrite(rows: models.QuerySet[M], field: str, keys: list[object]) -> int:
    # The rows are locked, so that a value which somebody saves meanwhile is not put back.
    locked = list(rows.model._default_manager.select_for_update().filter(pk__in=keys).only("pk", field))
    return rows.model._default_manager.bulk_update(locked, [field])
