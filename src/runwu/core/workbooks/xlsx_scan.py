"""Vet an .xlsx package before it is loaded (xlsx 体检)."""

import re
from collections.abc import Iterable, Iterator

from runwu.core.workbooks.archive import Archive
from runwu.core.workbooks.limits import Limits
from runwu.core.workbooks.refusal import refusal
from runwu.core.workbooks.scan import SheetScan
from runwu.core.workbooks.xlsx_cells import scan_cells
from runwu.core.workbooks.xlsx_package import read_contents

_DOCTYPE = b"<!DOCTYPE"
_COUNT = re.compile(rb"uniqueCount[\s=].{40}", re.DOTALL)
_SOUND_COUNT = re.compile(rb"uniqueCount\s{0,8}=\s{0,8}[\"']\d{1,7}[\"']")
"""The loader allocates for as many texts as the table of texts declares, before it has read one."""
_OVERLAP = 64


def scan_xlsx(archive: Archive, limits: Limits) -> tuple[dict[str, SheetScan], bool]:
    """Return a scan of every worksheet by name, and whether dates count from 1904.

    Sheets come first, so that a long sheet is named as such; then every other part is inflated once, because
    the loader may read any of them.
    """
    contents = read_contents(archive)
    scans = {}
    for name, part in contents.parts.items():
        scan = scans[name] = SheetScan(name, limits)
        chunks = _vetted(archive.chunks(part), part)
        scan_cells(chunks, scan, part=part, never_calculated=contents.never_calculated)
    for part in archive.parts.keys() - set(contents.parts.values()):
        for _ in _vetted(archive.chunks(part), part):
            pass
    return scans, contents.date_1904


def _vetted(chunks: Iterable[bytes], part: str) -> Iterator[bytes]:
    """Pass the chunks of a part on, refusing document types and absurd counts, also across their borders."""
    is_xml = part.casefold().endswith((".xml", ".rels"))
    tail = b""
    for chunk in chunks:
        _vet(tail + chunk, part, is_xml=is_xml)
        tail = (tail + chunk)[-_OVERLAP:]
        yield chunk
    _vet(tail + bytes(_OVERLAP), part, is_xml=is_xml)


def _vet(window: bytes, part: str, *, is_xml: bool) -> None:
    if is_xml and _DOCTYPE in window:
        raise refusal("dtd", part=part)
    for found in _COUNT.finditer(window):
        if not _SOUND_COUNT.match(found.group()):
            raise refusal("corrupt", detail=f"{part} 里的数目不对")
