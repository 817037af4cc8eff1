"""Columns of the member list; phone and birth date are never among them."""

from collections.abc import Callable
from typing import Any

import django_tables2
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from runwu.core.listing import DateColumn, LinkColumn, Status, StatusColumn, TextColumn, Tone
from runwu.members.choices import Belonging, Standing
from runwu.members.models import PartyMember
from runwu.members.telling import place_of
from runwu.people.ordering import by_name

STANDINGS: dict[str, Status] = {
    Standing.FULL: Status(Tone.OK, _("正式党员")),
    Standing.PROBATIONARY: Status(Tone.INFO, _("预备党员")),
}


def _address(member: PartyMember) -> str:
    return reverse("members:page", args=[member.public_id])


def _mark(member: PartyMember) -> Any:
    return _("限组织内知悉") if member.restricted else None


def _standing(row: Any) -> str | None:
    return getattr(row, "standing_then", row.standing) if row.with_standing else None


def _told(name: str) -> Callable[[Any], Any]:
    """Return what reads a column of those of whom it is told."""
    return lambda row: getattr(row, name) if row.complete else None


class MemberTable(django_tables2.Table):
    """Members in reach, from `members.telling.listed`."""

    name = LinkColumn(
        _("姓名"), get=lambda row: row.person.full_name, url=_address, sort=by_name("person__"), row_header=True
    )
    standing = StatusColumn(_("类别"), statuses=STANDINGS, get=_standing, sort="standing", width=12)
    belonging = TextColumn(_("组织关系"), choices=Belonging, get=_told("belonging"), sort="belonging", width=12)
    organization = TextColumn(_("所在支部"), get=place_of, sort="organization__name", width=36)
    admitted_on = DateColumn(_("入党日期"), get=_told("admitted_on"), sort="admitted_on")
    converted_on = DateColumn(_("转正日期"), get=_told("converted_on"), sort="converted_on")
    restricted = TextColumn(_("知悉范围"), get=_mark, width=14)


def _placed_then(row: Any) -> str | None:
    if row.organization_then is None or row.belonging_then != Belonging.FLOATING_IN:
        return row.organization_then  # type: ignore[no-any-return]
    return str(_("%(name)s（参加活动）") % {"name": row.organization_then})


def _converted_then(row: Any) -> Any:
    told = row.complete and row.converted_on is not None and row.converted_on <= row.day
    return row.converted_on if told else None


class PastMemberTable(MemberTable):
    """Members in reach as they were on a past day, from `members.standings.placed_then`, with that `day`."""

    standing = StatusColumn(_("类别"), statuses=STANDINGS, get=_standing, sort="standing_then", width=12)
    belonging = TextColumn(
        _("组织关系"), choices=Belonging, get=_told("belonging_then"), sort="belonging_then", width=12
    )
    organization = TextColumn(_("所在支部"), get=_placed_then, sort="organization_then", width=36)
    converted_on = DateColumn(_("转正日期"), get=_converted_then)
    restricted = TextColumn(_("知悉范围（现在）"), get=_mark, width=14)


class GroupedMemberTable(MemberTable):
    """Members in reach where branches are divided into Party groups."""

    group = TextColumn(_("党小组"), get=lambda row: row.group_name or None, width=20)
