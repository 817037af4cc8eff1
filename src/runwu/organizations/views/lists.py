"""Lists of organisations and of instructors."""

from django.http import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from runwu.core.guards import ScopedRequest, require
from runwu.core.listing import Empty, ListPage, list_response
from runwu.core.scope import Capability
from runwu.organizations import selectors
from runwu.organizations.filters import OrganizationFilter
from runwu.organizations.tables import InstructorTable, OrganizationTable


@require(Capability.SEE_ORGANIZATIONS)
def organization_list(request: ScopedRequest) -> HttpResponseBase:
    """Show the organisations in reach as a list."""
    page = ListPage(
        name="organizations",
        title=_("党组织"),
        queryset=selectors.visible(scope=request.scope),
        table=OrganizationTable,
        default_sort="name",
        filterset=OrganizationFilter,
        unit=_("个"),
        may_export=True,
        empty=Empty(why=_("你的权限范围内还没有党组织。")),
    )
    return list_response(request, page)


@require(Capability.SEE_MEMBERS)
def instructor_list(request: ScopedRequest) -> HttpResponseBase:
    """Show the Party-building instructors in reach."""
    page = ListPage(
        name="instructors",
        title=_("党建指导员"),
        queryset=selectors.instructors_in_reach(scope=request.scope, on=request.on),
        table=InstructorTable,
        default_sort="name",
        unit=_("名"),
        as_values=False,
        may_export=True,
        empty=Empty(why=_("还没有登记党建指导员。")),
    )
    return list_response(request, page)
