"""What the views of imports read from a request."""

from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from runwu.core.errors import UserError
from runwu.core.guards import ScopedRequest
from runwu.core.imports.settling import settle
from runwu.core.models import ImportBatch


def own_batch(request: ScopedRequest, public_id: UUID) -> ImportBatch:
    """Return a batch of this person; nobody else's exists. Raises Http404."""
    return settle(get_object_or_404(ImportBatch.objects.of(request.scope.user_id), public_id=public_id))


def version_of(request: ScopedRequest) -> int:
    """Return the version of the batch that the page showed."""
    try:
        return int(request.POST.get("version", ""))
    except ValueError:
        raise UserError(_("页面缺少版本号。"), now=_("请刷新页面后再操作。")) from None


def row_number(request: ScopedRequest) -> int:
    """Return the row after which the page of rows starts."""
    text = request.GET.get("after", "0")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 0
