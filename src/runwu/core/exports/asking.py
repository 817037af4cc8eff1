"""Ask for a list as a workbook (提交导出)."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from runwu.core.exports.writing import write_export
from runwu.core.jobs import enqueue
from runwu.core.listing.state import Listing
from runwu.core.models import Job, ListExport


@transaction.atomic
def ask_for_export(listing: Listing, *, by: Any, reasons: Iterable[str] = ()) -> ListExport:
    """Have a list written in the background, and return what becomes of it; one that is being written is not begun twice."""
    address = listing.links.to()
    same = _being_written(address, by)
    if same is not None:
        return same
    export = ListExport(
        owner=by.public_id,
        name=listing.page.name,
        title=str(listing.page.title)[:200],
        address=address,
        language=get_language() or settings.LANGUAGE_CODE,
        reasons=sorted(reasons),
        expires_at=timezone.now() + timedelta(hours=settings.RUNWU_EXPORT_HOURS),
    )
    title = _("导出：%s") % export.title
    export.job = enqueue(write_export, by=by, args={"export": str(export.public_id)}, title=title).public_id
    export.save()
    return export


def _being_written(address: str, by: Any) -> ListExport | None:
    """Return this person's export of the same list that waits or runs. Two queries."""
    active = set(Job.objects.of(by.public_id).active(now=timezone.now()).values_list("public_id", flat=True))
    waiting = ListExport.objects.filter(owner=by.public_id, written_at=None, job__in=active)
    return next((export for export in waiting if export.address == address), None)
