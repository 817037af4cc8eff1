"""Write a list into a workbook, encrypt it, and keep it for its owner (生成导出文件)."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.files import File
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from runwu.core import attachments
from runwu.core.errors import UserError
from runwu.core.exports.seen import packed
from runwu.core.imports.undisturbed import undisturbed
from runwu.core.jobs import JobResult, current_job, job
from runwu.core.listing.counts import counted
from runwu.core.listing.export import CHUNK, file_name, log_export, noted, write_workbook
from runwu.core.listing.keyset import in_order
from runwu.core.listing.replay import Again, listing_at, scope_now
from runwu.core.listing.rows import sheet_columns
from runwu.core.listing.state import Listing
from runwu.core.models import ListExport

EXPORT = "list.export"
_EVERY = 500  # rows between two looks at whether to go on


@job(title=gettext_lazy("导出清单"), unit=gettext_lazy("行"))
def write_export(*, export: str) -> JobResult:
    """Write what its owner sees of the list now; run again, it starts from the beginning.

    Raises UserError where the list is not to be seen any more, or the time is over.
    """
    row = ListExport.objects.get(public_id=UUID(export))
    with translation.override(row.language):
        if row.written_at is None:
            _write(row)
        moment = timezone.localtime(row.expires_at).strftime("%Y-%m-%d %H:%M")
        words = {"rows": f"{row.rows:,}", "moment": moment}
        return JobResult(
            url=reverse("exports:detail", args=[row.public_id]),
            message=_("已导出 %(rows)s 行，文件保留到 %(moment)s，只有你能下载。") % words,
            figures={"rows": row.rows},
        )


def _write(row: ListExport) -> None:
    by = get_user_model().objects.get(public_id=row.owner)
    listing = _listing(row, by)
    seen: list[int] = []
    with drafts(row.public_id) as folder, tempfile.TemporaryFile() as file:
        with undisturbed():
            write_workbook(listing, file, noted(_rows(listing), seen), folder=folder)
        file.seek(0)
        current_job().check_cancelled()
        _keep(row, listing, File(file), seen=seen, by=by)


def _listing(row: ListExport, by: Any) -> Listing:
    over = row.cleared_at is not None or row.expires_at <= timezone.now()
    scope = scope_now(by, row.reasons, row.asked_at)
    listing = None if over else listing_at(Again(row.address, user=by, scope=scope))
    if listing is None:
        raise UserError(
            _("这次导出已过期，没有生成文件。") if over else _("你现在看不到这个清单，没有生成文件。"),
            rule=_("导出的文件只保留一段时间。") if over else _("只导出你在生成时看得到的内容。"),
            now=_("请回到清单重新导出。")
            if over
            else _("权限有变动的，请联系安全管理员；要说明事由的，请重新说明后再导出。"),
        )
    return listing


def _rows(listing: Listing) -> Iterator[Any]:
    progress = current_job()
    progress.report(0, counted(listing.queryset, cap=None).number, _("正在生成"))
    for number, row in enumerate(in_order(listing.selected, listing.order, chunk_size=CHUNK)):
        if number % _EVERY == 0:
            progress.report(number)
            progress.check_cancelled()
        yield row


@transaction.atomic
def _keep(row: ListExport, listing: Listing, file: File[Any], *, seen: list[int], by: Any) -> None:
    """Store the file, note what it shows, and write down who exported it, in one transaction."""
    now = timezone.now()
    row.expires_at = now + timedelta(hours=settings.RUNWU_EXPORT_HOURS)
    stored = attachments.store(
        file,
        owner=row,
        name=file_name(listing),
        kind=EXPORT,
        uploaded_by=row.owner,
        delete_after=timezone.localdate(row.expires_at),
        private_to_uploader=True,
    )
    row.attachment, row.written_at, row.rows = stored.public_id, now, len(seen)
    row.columns, row.seen = list(sheet_columns(listing.page)), packed(seen)
    row.save()
    log_export(listing, seen, by=by)


@contextmanager
def drafts(export: UUID) -> Iterator[Path]:
    """Give a folder for parts of a workbook that is gone afterwards; what a killed attempt left goes first."""
    folder = drafts_folder(export)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def drafts_folder(export: UUID) -> Path:
    """Return the folder for parts of one workbook."""
    return Path(tempfile.gettempdir()) / f"runwu-export-{export}"
