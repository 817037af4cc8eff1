"""Compile every django.po below src/ into the .mo file beside it, without needing the gettext tools.

Understands what our catalogues use: comments, msgctxt, msgid, msgid_plural, msgstr and continued lines.
"""

import ast
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

MAGIC = 0x950412DE
SOURCES = Path(__file__).resolve().parents[1] / "src"


def read_entries(text: str) -> Iterator[dict[str, str]]:
    """Yield the entries of a catalogue as keyword → text; fuzzy and obsolete ones are left out."""
    for block in text.replace("\r\n", "\n").split("\n\n"):
        lines = block.strip().splitlines()
        if any(line.startswith("#,") and "fuzzy" in line for line in lines):
            continue
        entry = _read_block(line.strip() for line in lines if line.strip() and not line.startswith("#"))
        if "msgid" in entry:
            yield entry


def _read_block(lines: Iterator[str]) -> dict[str, str]:
    entry: dict[str, str] = {}
    keyword = ""
    for line in lines:
        words = line if line.startswith('"') else line.split(None, 1)[1]
        keyword = keyword if line.startswith('"') else line.split(None, 1)[0]
        entry[keyword] = entry.get(keyword, "") + str(ast.literal_eval(words))
    return entry


def message(entry: dict[str, str]) -> tuple[bytes, bytes]:
    """Return key and translation as the .mo format wants them."""
    key = entry["msgid"]
    if "msgctxt" in entry:
        key = f"{entry['msgctxt']}\x04{key}"
    if "msgid_plural" in entry:
        key = f"{key}\x00{entry['msgid_plural']}"
    values = [entry[name] for name in sorted(entry) if name.startswith("msgstr")]
    return key.encode(), "\x00".join(values).encode()


def compile_catalogue(text: str) -> bytes:
    """Return the .mo file of a catalogue; messages without a translation are left out."""
    messages = sorted(pair for pair in map(message, read_entries(text)) if pair[1].strip(b"\x00"))
    count = len(messages)
    first = 28 + 16 * count
    keys, values = _table([key for key, _ in messages], first)
    translated, texts = _table([value for _, value in messages], first + len(values))
    head = struct.pack("<7I", MAGIC, 0, count, 28, 28 + 8 * count, 0, 0)
    return head + keys + translated + values + texts


def _table(parts: list[bytes], start: int) -> tuple[bytes, bytes]:
    index, body = b"", b""
    for part in parts:
        index += struct.pack("<2I", len(part), start + len(body))
        body += part + b"\x00"
    return index, body


def main() -> int:
    """Compile all catalogues."""
    for source in sorted(SOURCES.rglob("LC_MESSAGES/django.po")):
        source.with_suffix(".mo").write_bytes(compile_catalogue(source.read_text(encoding="utf-8")))
        print(source.with_suffix(".mo").relative_to(SOURCES))  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
