"""Encrypt stored values anew under the active key (密钥轮换), and what else has to follow a new key.

Columns that are an `EncryptedField` are found by themselves. Other places of ciphertext, and columns with a blind index,
are registered in `<app>/rotation.py`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from django.db import models, transaction
from django.db.models import ExpressionWrapper, F, Func, Value

from runwu.core.crypto.digests import generation_of, renewed_index
from runwu.core.crypto.envelope import KEY_ID_BYTES, decrypt_bytes, encrypt_bytes, key_id_of
from runwu.core.crypto.fields import EncryptedField
from runwu.core.crypto.keyfile import keyring

M = TypeVar("M", bound=models.Model)
_HEADER_BYTES = 1 + KEY_ID_BYTES + 12


@dataclass(frozen=True, slots=True)
class IndexColumn:
    """A column that holds a blind index, and the purpose it was made with."""

    model: type[models.Model]
    field: str
    purpose: str


_values: dict[str, Callable[[], int]] = {}
_indexes: dict[str, IndexColumn] = {}


def register_values(name: str, reencrypt_them: Callable[[], int]) -> None:
    """Register ciphertexts that stand in no `EncryptedField`: a function that moves them and returns how many."""
    _values[name] = reencrypt_them


def register_index(model: type[models.Model], field: str, purpose: str) -> None:
    """Register a column with a blind index."""
    _indexes[f"{model._meta.db_table}.{field}"] = IndexColumn(model, field, purpose)


def registered_values() -> dict[str, Callable[[], int]]:
    """Return the functions that move other ciphertexts, by name."""
    return dict(_values)


def registered_indexes() -> dict[str, IndexColumn]:
    """Return the columns with a blind index, by name."""
    return dict(_indexes)


def reencrypt(rows: models.QuerySet[M], field: str, *, chunk: int = 500) -> int:
    """Encrypt a field of all rows anew that still use an older key; return how many were rewritten.

    Works in chunks, each its own short transaction: interrupted, it can simply be called again.
    """
    return sum(reencrypted(rows, field, chunk=chunk))


def reencrypted(rows: models.QuerySet[M], field: str, *, chunk: int = 500) -> Iterator[int]:
    """Do what `reencrypt` does, and give the number of rewritten values chunk by chunk."""
    column = rows.model._meta.get_field(field)
    if not isinstance(column, EncryptedField):
        raise TypeError(f"{rows.model._meta.label}.{field} is not encrypted")
    for keys in _outdated(rows, field, chunk):
        yield _rewrite(rows.model._default_manager, column, keys)


def outdated_values(rows: models.QuerySet[M], field: str) -> int:
    """Count the values of a field that use an older key."""
    return sum(len(keys) for keys in _outdated(rows, field, 5000))


def _outdated(rows: models.QuerySet[M], field: str, chunk: int) -> Iterator[list[object]]:
    """Walk over all rows by primary key and give the keys of those under an older key, chunk by chunk."""
    header = Func(F(field), 1, _HEADER_BYTES, function="SUBSTR", output_field=models.BinaryField())
    walk = rows.order_by("pk").annotate(_header=header).values_list("pk", "_header")
    found = list(walk[:chunk])
    while found:
        active = keyring().active_encryption
        outdated = [pk for pk, begin in found if begin is not None and key_id_of(bytes(begin)) != active]
        if outdated:
            yield outdated
        found = list(walk.filter(pk__gt=found[-1][0])[:chunk])


@transaction.atomic
def _rewrite(manager: "models.Manager[M]", field: EncryptedField, keys: list[object]) -> int:  # type: ignore[type-arg]
    # The rows are locked, so that a value which somebody saves meanwhile is not put back.
    cipher = ExpressionWrapper(F(field.attname), output_field=models.BinaryField())
    locked = manager.select_for_update().filter(pk__in=keys).annotate(_cipher=cipher).values_list("pk", "_cipher")
    anew = {pk: encrypt_bytes(decrypt_bytes(bytes(sealed), field.context), field.context) for pk, sealed in locked}
    for pk, sealed in anew.items():
        manager.filter(pk=pk).update(**{field.attname: Value(sealed, output_field=models.BinaryField())})
    return len(anew)


def renewed_indexes(column: IndexColumn, *, chunk: int = 2000) -> Iterator[int]:
    """Move a column of blind indexes to the newest generation; give the number of renewed ones chunk by chunk."""
    walk = column.model._default_manager.order_by("pk").values_list("pk", column.field)
    found = list(walk[:chunk])
    while found:
        newest = len(keyring().index_keys)
        outdated = [pk for pk, index in found if index and generation_of(index) < newest]
        if outdated:
            yield _renew(column, outdated)
        found = list(walk.filter(pk__gt=found[-1][0])[:chunk])


@transaction.atomic
def _renew(column: IndexColumn, keys: list[object]) -> int:
    manager, ring = column.model._default_manager, keyring()
    locked = list(manager.select_for_update().filter(pk__in=keys).values_list("pk", column.field))
    for pk, index in locked:
        manager.filter(pk=pk).update(**{column.field: renewed_index(index, column.purpose, ring)})
    return len(locked)
