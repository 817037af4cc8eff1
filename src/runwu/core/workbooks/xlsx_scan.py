"""Vet an .xlsx package before it is loaded (xlsx 体检)."""

from collections.abc import Iterable

from runwu.core.workbooks.archive import Archive
from runwu.core.workbooks.limits import Limits
from runwu.core.workbooks.refusal import refusal
from runwu.core.workbooks.scan import SheetScan
from runwu.core.workbooks.xlsx_cells import scan_cells
from runwu.core.workbooks.xlsx_package import read_contents

_DOCTYPE = b"<!DOCTYPE"


def scan_xlsx(archive: Archive, limits: Limits) -> tuple[dict[str, SheetScan], bool]:
    """Return a scan of every worksheet by name, and whether dates count from 1904.

    Sheets come first, so that a long sheet is named as such; then every other part is inflated once, because
    the loader may read any of them.
    """
    contents = read_contents(archive)
    scans = {}
    for name, part in contents.parts.items():
        scan = scans[name] = SheetScan(name, limits)
        scan_cells(archive.chunks(part), scan, part=part, never_calculated=contents.never_calculated)
    for part in archive.parts.keys() - set(contents.parts.values()):
        _refuse_doctype(archive.chunks(part), part)
    return scans, contents.date_1904


def _refuse_doctype(chunks: Iterable[bytes], part: str) -> None:
    tail = b""
    is_xml = part.casefold().endswith((".xml", ".rels"))
    for chunk in chunks:
        if is_xml and _DOCTYPE in tail + chunk:
            raise refusal("dtd", part=part)
        tail = chunk[-len(_DOCTYPE) :]
