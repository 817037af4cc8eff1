"""Recognize what a file is by its content (认格式)."""

import re
from enum import StrEnum
from pathlib import Path

from runwu.core.workbooks import compound
from runwu.core.workbooks.archive import Archive
from runwu.core.workbooks.ods_scan import CONTENT
from runwu.core.workbooks.refusal import WorkbookRefused, refusal
from runwu.core.workbooks.xlsx_package import WORKBOOK


class Format(StrEnum):
    """Name the formats that can be read."""

    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    CSV = "csv"


_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_FOREIGN = (
    (b"%PDF", "PDF 文件"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"BM", "图片"),
    (b"Rar!", "RAR 压缩包"),
    (b"7z\xbc\xaf", "7z 压缩包"),
    (b"\x1f\x8b", "gzip 压缩包"),
    (b"{\\rtf", "RTF 文档"),
    (b"MZ", "程序"),
    (b"\x7fELF", "程序"),
    (b"SQLite format 3", "数据库文件"),
    (_EMPTY_ZIP, "空的压缩包"),
)
_MARKUP = re.compile(rb"^(?:\xef\xbb\xbf|\xff\xfe)?[\s\x00]*<\x00?[!?a-zA-Z]")
_PACKAGES = (
    ("xl/workbook.bin", "二进制工作簿 .xlsb"),
    ("word/document.xml", "Word 文档"),
    ("ppt/presentation.xml", "演示文稿"),
)
_STREAMS = (("WordDocument", "Word 文档"), ("PowerPoint Document", "演示文稿"))
WORKBOOK_STREAMS = ("Workbook", "Book", "WORKBOOK", "BOOK")
_ENCRYPTED = "EncryptedPackage"


def recognize_head(head: bytes) -> Format | None:
    """Return the format that the first bytes promise; None for a zip file, which has to be opened.

    Raises the refusals “empty_file” and “not_a_workbook”.
    """
    if not head.strip(b"\x00 \r\n\t"):
        raise refusal("empty_file")
    if head.startswith(_ZIP):
        return None
    if head.startswith(compound.MAGIC):
        return Format.XLS
    for mark, found in _FOREIGN:
        if head.startswith(mark):
            raise refusal("not_a_workbook", found=found)
    if _MARKUP.match(head):
        raise refusal("not_a_workbook", found="是网页或 XML，不少系统把它导出成 .xls 的样子")
    return Format.CSV


def recognize_archive(archive: Archive) -> Format:
    """Return what a zip file holds; raises the refusal “not_a_workbook”."""
    if archive.find(WORKBOOK):
        return Format.XLSX
    for part, found in _PACKAGES:
        if archive.find(part):
            raise refusal("not_a_workbook", found=found)
    mimetype = archive.find("mimetype")
    kind = b"".join(archive.chunks(mimetype)) if mimetype else b""
    if b"spreadsheet" in kind and archive.find(CONTENT):
        return Format.ODS
    raise refusal("not_a_workbook", found="OpenDocument 文档，但不是表格" if b"opendocument" in kind else "压缩包")


def workbook_stream(container: compound.Compound) -> str:
    """Return the name of the workbook's stream; raises the refusals “password” and “not_a_workbook”."""
    if _ENCRYPTED in container.names:
        raise refusal("password")
    for name in WORKBOOK_STREAMS:
        if name in container.names:
            return name
    raise _foreign_compound(container)


def _foreign_compound(container: compound.Compound) -> WorkbookRefused:
    found = next((found for stream, found in _STREAMS if stream in container.names), "不认识的 Office 文件")
    return refusal("not_a_workbook", found=found)


def read_head(path: Path, size: int = 4096) -> bytes:
    """Return the first bytes of a file."""
    with path.open("rb") as file:
        return file.read(size)
