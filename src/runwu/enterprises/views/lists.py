"""The list of enterprises."""

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from runwu.core.guards import ScopedRequest, require
from runwu.core.listing import Empty, ListPage, list_response
from runwu.core.scope import Capability
from runwu.enterprises import selectors
from runwu.enterprises.filters import EnterpriseFilter
from runwu.enterprises.tables import EnterpriseTable


@require(Capability.SEE_ENTERPRISES)
def enterprise_list(request: ScopedRequest) -> HttpResponseBase:
    """Show the enterprises in reach."""
    parks = request.scope.park_ids(Capability.SEE_ENTERPRISES)
    page = ListPage(
        name="enterprises",
        title=_("企业"),
        queryset=selectors.visible(scope=request.scope),
        table=EnterpriseTable,
        default_sort="name",
        filterset=EnterpriseFilter,
        unit=_("家"),
        exclude=("park",) if len(parks) == 1 else (),
        may_export=True,
        empty=_empty(request),
    )
    return list_response(request, page)


def _empty(request: ScopedRequest) -> Empty:
    if not request.scope.may(Capability.IMPORT):
        return Empty(why=_("你的权限范围内还没有企业。"))
    return Empty(
        why=_("还没有企业，导入企业台账就有了。"), next_label=_("导入企业台账"), next_url=reverse("imports:list")
    )
