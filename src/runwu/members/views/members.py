"""The member list, the page of one member, and opening a masked contact with a reason."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import DateField, QuerySet, Value
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from runwu.core.guards import ScopedRequest, require
from runwu.core.listing import Empty, ListPage, list_response
from runwu.core.scope import Capability
from runwu.members import groups, selectors, standings
from runwu.members.check_ins.selectors import own_check_ins
from runwu.members.choices import Membership, WishState
from runwu.members.filters import MemberFilter
from runwu.members.floating.selectors import stays
from runwu.members.forms import ReasonForm
from runwu.members.lists import standing_by_word
from runwu.members.models import PartyMember
from runwu.members.own.deletions import alive
from runwu.members.services import open_contacts
from runwu.members.services.contacts import note_opening
from runwu.members.services.provisions import noting_export
from runwu.members.tables import GroupedMemberTable, MemberTable, PastMemberTable
from runwu.members.telling import listed, note_for, place_of, with_place
from runwu.members.transfers import under_way


@require(Capability.SEE_MEMBERS)
def member_list(request: ScopedRequest) -> HttpResponseBase:
    """Show the members in reach."""
    knows_restricted = request.scope.may(Capability.SEE_RESTRICTED)
    day = _day(request)
    grouped = "on" not in request.GET and groups.any_groups(request.scope)
    today_table = GroupedMemberTable if grouped else MemberTable
    page = ListPage(
        name="members",
        title=_("党员"),
        queryset=groups.with_group(_listed(request, day), request.scope) if grouped else _listed(request, day),
        table=PastMemberTable if day else today_table,
        default_sort="name",
        filterset=MemberFilter,
        unit=_("名"),
        as_values=False,
        exclude=() if knows_restricted else ("restricted",),
        may_export=True,
        on_export=noting_export(),
        other_export=_register_export(request),
        empty=_empty(request),
        note=_note(request),
    )
    return list_response(request, page)


def _day(request: ScopedRequest) -> date | None:
    try:
        return parse_date(request.GET.get("on", ""))
    except ValueError:  # a day that is none; the filter says so
        return None


def _listed(request: ScopedRequest, day: date | None) -> QuerySet[Any, Any]:
    """Return the members of today, or those of the day asked for (历史时点) as they were then; the suspended if asked for."""
    scope = request.scope
    if _asks_suspended(request):
        rows = standings.suspended(scope=scope, on=day)
    else:
        rows = standings.members_then(scope=scope, on=day) if day else selectors.visible(scope=scope)
    if day is not None:
        rows = standings.placed_then(rows, day).annotate(day=Value(day, output_field=DateField()))
    return listed(rows, scope=scope, asked=request.GET.dict())


def _asks_suspended(request: ScopedRequest) -> bool:
    return request.GET.get("membership") == Membership.SUSPENDED


def _note(request: ScopedRequest) -> Any:
    if _asks_suspended(request):
        return _(
            "停止党籍的党员，平时的名单和各项数里没有他们；怎么处置，打开党员页面登记。只列给办理身份变动的人和本支部。"
        )
    if request.GET.get("on"):
        return _(
            "类别、组织关系、所在支部和支部名称都是历史时点那一天的；支部的领域和园区按现登记。"
            "点姓名打开的是现在的情况。限组织内知悉的只列在今天的名单上。"
        )
    return note_for(request.scope)


def _register_export(request: ScopedRequest) -> Any:
    may = request.scope.may(Capability.OPEN_MEMBER_CONTACTS) or request.scope.may(Capability.SEE_MEMBER_CONTACTS)
    return (
        (_("导出名册"), reverse("members:export"))
        if may and not request.GET.get("on") and not _asks_suspended(request)
        else None
    )


def _empty(request: ScopedRequest) -> Empty:
    if _asks_suspended(request):
        return Empty(why=_("没有停止党籍的党员。"))
    if not request.scope.may(Capability.IMPORT):
        return Empty(why=_("你的权限范围内还没有党员。"))
    return Empty(
        why=_("还没有党员，导入党员名册就有了。"), next_label=_("导入党员名册"), next_url=reverse("imports:list")
    )


def _found(request: ScopedRequest, public_id: UUID) -> PartyMember:
    rows = with_place(standings.on_record(scope=request.scope), selectors.known_to(request.scope))
    member: PartyMember = get_object_or_404(rows, public_id=public_id)
    return member


@require(Capability.SEE_MEMBERS)
def member_page(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Show one member; phone and birth date masked for those who open them with a reason."""
    member = _found(request, public_id)
    note_opening(member=member, by=request.user, on=request.on)
    return _page(request, member, ReasonForm(), opened=False)


@require(Capability.SEE_MEMBERS)
@require_POST
def open_contact(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Open phone and birth date of an open member once, with a reason that is logged."""
    member = _found(request, public_id)
    form = ReasonForm(request.POST)
    if not form.is_valid() or not selectors.may_open_contacts(scope=request.scope, member=member):
        return _page(request, member, form, opened=False, status=422)
    open_contacts(member=member, reason=form.cleaned_data["reason"], by=request.user)
    return _page(request, member, form, opened=True)


def _page(
    request: ScopedRequest, member: PartyMember, form: ReasonForm, *, opened: bool, status: int = 200
) -> HttpResponseBase:
    cares = request.scope.reaches_path(Capability.SEE_MEMBER_CONTACTS, member.path)
    contacts = member.contacts.on(request.on).select_related("person").order_by("deputy") if cares else ()
    may_transfer = request.scope.reaches_path(Capability.TRANSFER_MEMBERS, member.path)
    card = selectors.member_card(scope=request.scope, member=member, on=request.on, opened=opened)
    floats = list(stays(scope=request.scope).filter(member=member).order_by("-valid_from", "-pk"))
    context = {
        "member": member,
        "place": place_of(member),
        "cares": cares,
        "contacts": contacts,
        "wishes": member.wishes.filter(state=WishState.ASKED) if cares else (),
        "card": card,
        "form": form,
        "opened": opened,
        "stays": floats,
        "may_float": (cares or not member.restricted) and not any(one.valid_to is None for one in floats),
        "transfer": under_way(member=member) if card.complete else None,
        **(_decided(request, member) if card.complete else {}),
        "deletions": list(alive(scope=request.scope).filter(member=member)) if card.complete else (),
        "lists": standing_by_word(member=member) if cares else (),
        "may_hand_out": cares or card.may_open or (opened and card.complete),
        "may_transfer": card.complete and may_transfer,
        "check_ins": own_check_ins(member=member)[:3] if card.complete and may_transfer else (),
    }
    return render(request, "members/member_page.html", context, status=status)


def _decided(request: ScopedRequest, member: PartyMember) -> dict[str, object]:
    """Return the decisions about a member, who recorded each, and whether this person records some."""
    found = standings.recorded(member)
    standing = [one.row.pk for one in found if one.row.stands]
    decides = standings.decides(scope=request.scope, member=member)
    return {"decisions": found, "decides": decides, "today": request.on, "withdrawable": max(standing, default=None)}
