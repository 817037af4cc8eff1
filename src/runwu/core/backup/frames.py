"""The plaintext inside a backup: frames of one letter, a length and a payload, read and written as a stream."""

import json
import zlib
from collections.abc import Iterable, Iterator
from enum import Enum
from typing import Any, Final

from django.utils.translation import gettext as _

from runwu.core.backup.errors import ArchiveUnreadable

_HEAD_BYTES: Final = 5
LONGEST: Final = 64 * 1024 * 1024


class Kind(bytes, Enum):
    """What a frame holds; a backup is HEADER, then tables (TABLE ROWS… END_TABLE) and files, then MANIFEST."""

    HEADER = b"H"
    TABLE = b"T"
    ROWS = b"R"
    END_TABLE = b"E"
    FILE = b"F"
    DATA = b"D"
    END_FILE = b"G"
    MANIFEST = b"M"


def frame(kind: Kind, payload: bytes) -> bytes:
    """Return one frame."""
    return kind.value + len(payload).to_bytes(_HEAD_BYTES - 1) + payload


def json_frame(kind: Kind, value: Any) -> bytes:
    """Return a frame with a JSON document."""
    return frame(kind, json.dumps(value, ensure_ascii=False, sort_keys=True).encode())


def rows_frame(lines: bytes) -> bytes:
    """Return a frame with rows, compressed."""
    return frame(Kind.ROWS, zlib.compress(lines, 1))


def lines_of(payload: bytes) -> bytes:
    """Return the rows of a frame. Raises ArchiveUnreadable."""
    try:
        return zlib.decompress(payload)
    except zlib.error:
        raise damaged() from None


def read_frames(chunks: Iterable[bytes]) -> Iterator[tuple[Kind, bytes]]:
    """Cut a stream into its frames. Raises ArchiveUnreadable when it does not end with one."""
    held = bytearray()
    for chunk in chunks:
        held += chunk
        while (size := _complete(held)) is not None:
            yield _kind(held), bytes(held[_HEAD_BYTES:size])
            del held[:size]
    if held:
        raise damaged()


def document(payload: bytes) -> Any:
    """Return the JSON document of a frame."""
    return json.loads(payload)


def damaged() -> ArchiveUnreadable:
    """Return the error for a backup whose content does not fit together."""
    return ArchiveUnreadable(
        _("备份文件不完整，或被改动过。"),
        rule=_("备份的每一段都有校验，末尾有结束标记；对不上的一律不用。"),
        now=_("什么都没有写入。请换一份备份，或重新拷贝这个文件后再试。"),
    )


def _complete(held: bytearray) -> int | None:
    """Return the size of the first frame if it is there whole."""
    if len(held) < _HEAD_BYTES:
        return None
    size = _HEAD_BYTES + int.from_bytes(held[1:_HEAD_BYTES])
    if size > LONGEST:
        raise damaged()
    return size if len(held) >= size else None


def _kind(held: bytearray) -> Kind:
    try:
        return Kind(bytes(held[:1]))
    except ValueError:
        raise damaged() from None
