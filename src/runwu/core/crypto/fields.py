"""Model fields whose values are encrypted in the database (加密字段)."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from django import forms
from django.core import checks
from django.core.exceptions import FieldError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import Combinable
from django.utils.translation import gettext as _

from runwu.core.crypto.envelope import decrypt_bytes, encrypt_all, encrypt_bytes

_ST = TypeVar("_ST", contravariant=True)  # noqa: PLC0105 -- the names that Django's stubs use
_GT = TypeVar("_GT", covariant=True)  # noqa: PLC0105

if TYPE_CHECKING:

    class _Field(models.Field[_ST, _GT]): ...

else:

    class _Field(models.Field):
        def __class_getitem__(cls, _item: Any) -> type:  # Django's fields are generic for the type checker only
            return cls


class EncryptedField(_Field[_ST, _GT]):
    """What both fields share: bytes in the database, bound to table and column, found by nothing but NULL.

    `bound_to` keeps values readable after a table or column was renamed: give the old "table.column".
    """

    def __init__(self, *args: Any, bound_to: str = "", **kwargs: Any) -> None:
        self.bound_to = bound_to
        super().__init__(*args, **kwargs)

    @property
    def context(self) -> str:
        """Return what a ciphertext of this field is bound to."""
        return self.bound_to or f"{self.model._meta.db_table}.{self.column}"

    def pack(self, value: Any) -> bytes:
        """Return the plaintext bytes of a value."""
        raise NotImplementedError

    def unpack(self, plain: bytes) -> Any:
        """Return the value of plaintext bytes."""
        raise NotImplementedError

    def get_internal_type(self) -> str:
        """Store like a binary field."""
        return "BinaryField"

    def deconstruct(self) -> Any:
        """Describe the field for migrations."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "bound_to": self.bound_to} if self.bound_to else kwargs

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:
        """Encrypt on the way to the database."""
        if value is None or hasattr(value, "resolve_expression"):
            return value
        return encrypt_bytes(self.pack(value), self.context)

    def sealed(self, values: Sequence[Any]) -> list[bytes | None]:
        """Encrypt many values at once; None stays None."""
        ciphertexts = iter(encrypt_all([self.pack(value) for value in values if value is not None], self.context))
        return [None if value is None else next(ciphertexts) for value in values]

    def from_db_value(self, value: Any, _expression: Any, _connection: BaseDatabaseWrapper) -> Any:
        """Decrypt on the way from the database. Raises NotDecryptable or KeyUnknown."""
        return None if value is None else self.unpack(decrypt_bytes(bytes(value), self.context))

    def get_lookup(self, lookup_name: str) -> Any:
        """Return the lookup for NULL and refuse every other one."""
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else self._refuse_lookup()

    def get_transform(self, lookup_name: str) -> Any:
        """Refuse to look inside a ciphertext."""
        return self._refuse_lookup()

    def _refuse_lookup(self) -> NoReturn:
        raise FieldError(
            _("加密字段 {field} 不能用来查找：数据库里只有密文，每次加密的结果都不同。").format(field=self.name)
            + _("要按号码精确查找，请另设盲索引字段（runwu.core.crypto.blind_index）；否则请去掉这个条件。")
        )

    def value_to_string(self, obj: models.Model) -> str:
        """Refuse to write a plaintext into a data dump."""
        raise FieldError(
            _("加密字段 {field} 不能用 dumpdata 导出，否则备份里会出现明文。请用 runwu backup。").format(
                field=self.name
            )
        )

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        """Report uses that a ciphertext cannot serve."""
        if self.primary_key or self.unique or getattr(self, "db_index", False):
            return [checks.Error("加密字段不能作主键、唯一键或索引。", obj=self, id="runwu.E001")]
        return super().check(**kwargs)


class EncryptedTextField(EncryptedField[_ST, _GT]):
    """Text, encrypted at rest (加密文本)."""

    _pyi_private_set_type: str | Combinable
    _pyi_private_get_type: str

    def to_python(self, value: Any) -> str | None:
        """Return the value as text."""
        return None if value is None else str(value)

    def pack(self, value: Any) -> bytes:
        """Return the text in UTF-8."""
        return str(value).encode()

    def unpack(self, plain: bytes) -> str:
        """Return the text."""
        return plain.decode()

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        """Edit as one line of text."""
        field = super().formfield(**{"form_class": forms.CharField, "max_length": self.max_length, **kwargs})
        return field if isinstance(field, forms.Field) else None


class EncryptedJSONField(EncryptedField[_ST, _GT]):
    """Anything that JSON can hold, encrypted at rest (加密数据); dates and ids become text."""

    _pyi_private_set_type: Any
    _pyi_private_get_type: Any
    empty_strings_allowed = False

    def pack(self, value: Any) -> bytes:
        """Return the value as compact JSON."""
        return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False, separators=(",", ":")).encode()

    def unpack(self, plain: bytes) -> Any:
        """Return the value that the JSON holds."""
        return json.loads(plain)

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        """Edit as JSON text."""
        field = super().formfield(**{"form_class": forms.JSONField, **kwargs})
        return field if isinstance(field, forms.Field) else None
