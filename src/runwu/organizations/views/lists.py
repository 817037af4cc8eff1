"""Lists of organisations and of instructors."""

from uuid import UUID

from django.db.models import Value
from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from runwu.core.guards import ScopedRequest, day_shown, require
from runwu.core.listing import Empty, ListPage, list_response
from runwu.core.rulebooks import rulebook
from runwu.core.scope import Capability
from runwu.enterprises.models import Park
from runwu.organizations import names, post_figures, selectors
from runwu.organizations.filters import InstructorFilter, OrganizationFilter, PostFilter
from runwu.organizations.instructor_profile import in_words, openings, profile
from runwu.organizations.models import Post
from runwu.organizations.tables import InstructorTable, OrganizationTable, PastOrganizationTable, PostTable
from runwu.people.handing import noting_people


@require(Capability.SEE_ORGANIZATIONS)
def organization_list(request: ScopedRequest) -> HttpResponseBase:
    """Show the organisations in reach as a list, today or as they stood on a past day."""
    on = day_shown(request)
    past = on != request.on
    standing = names.standing_on(scope=request.scope, on=on).annotate(day=Value(on)) if past else None
    page = ListPage(
        name="organizations",
        title=_("党组织"),
        queryset=selectors.visible(scope=request.scope) if standing is None else standing,
        table=PastOrganizationTable if past else OrganizationTable,
        note=_("以下是截至 %s 已成立的组织，名称和形式是那一天的。") % on.isoformat() if past else "",
        default_sort="name",
        exclude=("state",) if past else (),
        filterset=OrganizationFilter,
        unit=_("个"),
        may_export=True,
        empty=Empty(why=_("你的权限范围内还没有党组织。")),
    )
    return list_response(request, page)


@require(Capability.SEE_MEMBERS)
def instructor_list(request: ScopedRequest) -> HttpResponseBase:
    """Show the Party-building instructors in reach, today or on a past day."""
    on = day_shown(request)
    found = profile(scope=request.scope, on=on, park=_park(request))
    words = in_words(found, book=rulebook(on=on))
    page = ListPage(
        name="instructors",
        title=_("党建指导员"),
        queryset=selectors.instructors_in_reach(scope=request.scope, on=on),
        table=InstructorTable,
        default_sort="name",
        filterset=InstructorFilter,
        unit=_("项"),
        as_values=False,
        may_export=True,
        on_export=noting_people(Post),
        note=_("截至 %(day)s：%(words)s") % {"day": on.isoformat(), "words": words} if on != request.on else words,
        empty=Empty(why=_("还没有登记党建指导员。")),
    )
    kept = {name: request.GET[name] for name in ("park", "on") if request.GET.get(name)}
    return list_response(
        request, page, template="organizations/instructor_list.html", context={"openings": openings(found, kept=kept)}
    )


def _park(request: ScopedRequest) -> Park | None:
    """Return the park that the list is filtered by, in reach or not: what is out of reach is in no figure."""
    try:
        return Park.objects.filter(public_id=UUID(request.GET.get("park", ""))).first()
    except ValueError:
        return None


@require(Capability.SEE_MEMBERS)
def post_list(request: ScopedRequest) -> HttpResponseBase:
    """Show who holds which post in reach, today or on a past day, and who held one before."""
    held = request.GET.get("held") or post_figures.HELD
    page = ListPage(
        name="posts",
        title=_("任职"),
        queryset=post_figures.posts_in_reach(scope=request.scope, on=day_shown(request), held=held),
        table=PostTable,
        exclude=() if held in (post_figures.ENDED, post_figures.EVER) else ("ended",),
        default_sort="organization",
        filterset=PostFilter,
        unit=_("项"),
        may_export=True,
        on_export=noting_people(Post),
        empty=Empty(why=_("你的权限范围内没有这样的任职。")),
    )
    return list_response(request, page)


@require(Capability.SEE_MEMBERS)
def post_overview(request: ScopedRequest) -> HttpResponseBase:
    """Show how many secretaries also manage an enterprise or hold another post; each figure opens its list."""
    on = day_shown(request)
    figures = post_figures.post_figures(scope=request.scope, on=on)
    past = on != request.on
    context = {
        "figures": figures,
        "kinds": [(kind.value, kind.label, number) for kind, number in figures.kinds.items()],
        "on": on,
        "past": past,
        "keeps_reserves": request.scope.may(Capability.KEEP_RESERVES),
        "then": f"&on={on.isoformat()}" if past else "",
    }
    return render(request, "organizations/post_overview.html", context)
