"""Pages of exports (导出文件页): have a list written, see where its file is, fetch it."""

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from runwu.core.attachments import serve
from runwu.core.errors import Conflict
from runwu.core.exports.asking import ask_for_export
from runwu.core.exports.clearing import clear
from runwu.core.exports.seen import still_seen
from runwu.core.guards import ScopedRequest, signed_in
from runwu.core.listing.replay import Again, listing_at, unsealed
from runwu.core.listing.state import Listing
from runwu.core.models import Attachment, Job, ListExport


@signed_in
@require_POST
def start(request: ScopedRequest) -> HttpResponse:
    """Have the list at a sealed address written, and show its progress."""
    listing = _listing(request, unsealed(request.POST.get("list", ""), user=request.user))
    if listing is None:
        raise Http404
    export = ask_for_export(listing, by=request.user, reasons=request.scope.reasons)
    return redirect("jobs:detail", public_id=export.job)


@signed_in
@require_safe
def detail(request: ScopedRequest, public_id: UUID) -> HttpResponse:
    """Show where the file is, and until when."""
    export = _own(request, public_id)
    attachment = _file(export)
    job = Job.objects.filter(public_id=export.job).first()
    context = {"export": export, "attachment": attachment, "job": job}
    return render(request, "core/exports/export_detail.html", context)


@signed_in
@require_safe
def file(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Hand the file to its owner, who still may see all that it shows.

    Raises Conflict where the time is over; where something is not to be seen any more, the file goes at once.
    """
    export = _own(request, public_id)
    attachment = _file(export)
    if attachment is None:
        raise Conflict(
            _("这个导出文件不在了：已过保留时间，或还没有生成。"),
            rule=_("导出的文件只保留一段时间，到期自动清除。"),
            now=_("请回到清单重新导出。"),
        )
    if not still_seen(export, _listing(request, export.address)):
        clear(export)
        raise Conflict(
            _("文件里的内容已不全是你现在看得到的，没有交给你，文件已清除。"),
            rule=_("下载时按当时的权限和清单再核对一遍。"),
            now=_("请回到清单重新导出；要说明事由的，请先重新说明。"),
        )
    return serve(request, attachment)


def _listing(request: ScopedRequest, address: str) -> Listing | None:
    return listing_at(Again(address, user=request.user, scope=request.scope, session=request.session))


def _file(export: ListExport) -> Attachment | None:
    """Return the file of an export while it is kept."""
    if export.attachment is None or not export.available:
        return None
    return Attachment.objects.filter(public_id=export.attachment).first()


def _own(request: ScopedRequest, public_id: UUID) -> ListExport:
    return get_object_or_404(ListExport, public_id=public_id, owner=request.user.public_id)
