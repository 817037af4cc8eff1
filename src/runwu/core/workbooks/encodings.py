"""Recognize the encoding of a text table (编码)."""

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

from runwu.core.workbooks.limits import Limits
from runwu.core.workbooks.refusal import refusal

_CHUNK = 1 << 18
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f\x7f\ue000-\uf8ff]")
_LINE = re.compile(b"[\r\n]")


def recognize_encoding(path: Path, limits: Limits) -> str:
    """Return “utf-8-sig”, “utf-16”, “utf-16-le”, “utf-16-be” or “gb18030”, after decoding the whole file.

    Raises the refusals “encoding”, “not_a_workbook” (control characters) and “long_line”.
    """
    with path.open("rb") as file:
        head = file.read(_CHUNK)
    faults = []
    for encoding in _candidates(head):
        try:
            _decode(path, encoding, limits)
        except UnicodeDecodeError as fault:
            faults.append(fault)
        else:
            return encoding
    raise refusal("encoding", byte=f"{faults[0].start + 1:,}")


def _candidates(head: bytes) -> tuple[str, ...]:
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return (encoding,)
    if b"\x00" in head:
        even, odd = head[::2].count(0), head[1::2].count(0)
        return ("utf-16-le",) if odd > even else ("utf-16-be",)
    return ("utf-8-sig", "gb18030")


def _decode(path: Path, encoding: str, limits: Limits) -> None:
    decoder = codecs.getincrementaldecoder(encoding)()
    position = 0
    for chunk in _chunks(path, limits):
        try:
            text = decoder.decode(chunk)
        except UnicodeDecodeError as fault:
            fault.start += position
            raise
        position += len(chunk)
        if _CONTROL.search(text):
            raise refusal("not_a_workbook", found="含有文本里不会有的字符")
    decoder.decode(b"", final=True)


def _chunks(path: Path, limits: Limits) -> Iterator[bytes]:
    """Yield the file in chunks while watching the length of its lines."""
    unbroken = 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            breaks = [found.start() for found in _LINE.finditer(chunk)]
            unbroken = len(chunk) - breaks[-1] if breaks else unbroken + len(chunk)
            if unbroken > limits.line_bytes:
                raise refusal("long_line", limit=f"{limits.line_bytes:,}")
            yield chunk
