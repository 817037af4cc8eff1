"""Serve attachments as downloads that a browser can only save."""

import re
import unicodedata
from typing import Final

from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.utils.http import content_disposition_header

from runwu.core import audit
from runwu.core.attachments.storing import open_plain
from runwu.core.models.attachments import Attachment

# What office programs and phones need to open a saved file; everything else is bytes.
_TYPES: Final = {
    "csv": "text/csv",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "jpg": "image/jpeg",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "pdf": "application/pdf",
    "png": "image/png",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}
_SEPARATORS = re.compile(r'[/\\:*?"<>|]+')


def serve(request: HttpRequest, attachment: Attachment) -> StreamingHttpResponse:
    """Return a file as a download and write into the audit log who took it.

    The caller has checked that the attachment's owner is in scope. A file that is private to its uploader
    does not exist for anybody else: raises Http404.
    """
    if attachment.private_to_uploader and not _is_uploader(request, attachment):
        raise Http404
    audit.log(
        request.user if request.user.is_authenticated else None,
        "core.attachment.downloaded",
        attachment,
        place=attachment.place,
        path=attachment.path,
        restricted=attachment.restricted,
        kind=attachment.kind,
    )
    return as_download(attachment)


def as_download(attachment: Attachment) -> StreamingHttpResponse:
    """Return the response for a download: saved, never shown, never cached, never guessed at."""
    name = safe_name(attachment.name)
    content_type = _TYPES.get(name.rpartition(".")[2].lower(), "application/octet-stream")
    headers = {
        "Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or "attachment",
        "Content-Length": str(attachment.size),
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "private, no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return StreamingHttpResponse(open_plain(attachment), content_type=content_type, headers=headers)


def safe_name(name: str) -> str:
    """Return a file name without folders, control characters and signs that file systems refuse.

    >>> safe_name("../台账\\n2026.xlsx")
    '.._台账2026.xlsx'
    """
    plain = "".join(sign for sign in name if unicodedata.category(sign)[0] != "C")
    return _SEPARATORS.sub("_", plain).strip(" ")[-150:] or "download"


def _is_uploader(request: HttpRequest, attachment: Attachment) -> bool:
    return attachment.uploaded_by is not None and getattr(request.user, "public_id", None) == attachment.uploaded_by
