"""Files that are made for one person and handed out (下载): read back from where they were written, kept by nobody on the way."""

from typing import IO

from django.http import FileResponse

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def handed_out(file: IO[bytes], name: str, kind: str) -> FileResponse:
    """Answer with a file that was just written, under a name; the response closes it."""
    file.seek(0)
    response = FileResponse(file, as_attachment=True, filename=name, content_type=kind)
    response["Cache-Control"] = "private, no-store"
    return response
