"""Which members may be chosen for a post of an organisation (任职人选): those a viewer knows, restricted ones never."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from runwu.core.scope import Scope
from runwu.members import selectors
from runwu.members.models import Affiliation, PartyMember
from runwu.organizations.holders import MOST, Holder, PeopleSource, people_sources
from runwu.organizations.models import Organization
from runwu.organizations.paths import in_subtree
from runwu.rules.membership import Standing


def _search(scope: Scope, organization: Organization, words: str, here: bool) -> Sequence[Holder]:
    """Return members by name or pinyin initials; with `here` those of the organisation and below. One query."""
    rows = selectors.visible(scope=scope).filter(restricted=False)
    rows = rows.filter(in_subtree(organization.path)) if here else rows
    named = Q(person__name__icontains=words) | Q(person__initials__startswith=words.lower())
    rows = rows.filter(named) if words else rows
    return [_holder(one, organization) for one in rows.order_by("person__initials", "person__name", "pk")[:MOST]]


def _find(scope: Scope, organization: Organization, public_id: UUID, on: date) -> Holder | None:
    """Return one member; `here` tells of today or of the day a post begins. Two queries."""
    rows = selectors.visible(scope=scope).filter(restricted=False, person__public_id=public_id)
    return next((replace(_holder(one, organization), here=_here(one, organization, on)) for one in rows), None)


def _here(member: PartyMember, organization: Organization, on: date) -> bool:
    then = Affiliation.objects.on(on).filter(in_subtree(organization.path, "organization__path"), member=member)
    return (bool(member.path) and member.path.startswith(organization.path)) or then.exists()


def _holder(member: PartyMember, organization: Organization) -> Holder:
    place = member.organization.label if member.organization else _("没有组织关系")
    return Holder(
        person=member.person,
        words=f"{member.get_standing_display()} · {place}",
        here=bool(member.path) and member.path.startswith(organization.path),
        standing=Standing(member.standing),
        converted=member.converted_on,
        without_employer=member.without_employer,
    )


people_sources.register(PeopleSource(search=_search, find=_find))
