"""The rows of an import until they are written (暂存的行): in chunks, encrypted."""

import json
import zlib
from typing import Any, ClassVar

import orjson
from django.db import models
from django.utils.translation import gettext_lazy as _

from runwu.core.crypto.fields import EncryptedField
from runwu.core.models.imports import ImportBatch

_FASTEST = 1


class PackedField(EncryptedField[Any, Any]):
    """Much that JSON can hold, compressed, then encrypted at rest (加密的成批内容); dates become text."""

    _pyi_private_set_type: Any
    _pyi_private_get_type: Any
    empty_strings_allowed = False

    def pack(self, value: Any) -> bytes:
        """Return the value as compressed JSON."""
        try:
            plain = orjson.dumps(value)
        except TypeError:  # half of a surrogate pair, which no UTF-8 can hold
            plain = json.dumps(value, separators=(",", ":"), default=str).encode()
        return zlib.compress(plain, _FASTEST)

    def unpack(self, plain: bytes) -> Any:
        """Return the value that the compressed JSON holds."""
        text = zlib.decompress(plain)
        try:
            return orjson.loads(text)
        except orjson.JSONDecodeError:
            return json.loads(text)


class StagedChunk(models.Model):
    """Some rows of a batch, in the order of the sheet: what was read, and what each would do.

    `numbers` (four bytes a row) and `marks` (one byte: outcome, warned, edited) are in clear, so that pages find
    their rows; the cells and what is said about them are encrypted. Rows that are no data (titles, subtotals,
    notes) have chunks of their own.
    """

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="chunks")
    first = models.PositiveIntegerField(_("首行"))
    numbers = models.BinaryField(_("行号"))
    marks = models.BinaryField(_("结果"))
    cells = PackedField(_("读到的内容"))
    reports = PackedField(_("逐行报告"))

    class Meta:
        ordering: ClassVar[list[Any]] = ["first"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["batch", "first"], name="stagedchunk_once_per_batch")
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}/{self.first}"
