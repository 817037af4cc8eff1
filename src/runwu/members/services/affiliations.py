"""Formal affiliation: closed and opened together, the member's latest columns kept."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from runwu.core.dialect import blank, insert_rows, update_columns
from runwu.core.errors import UserError
from runwu.members.models import Affiliation, PartyMember
from runwu.members.services.passing_groups import end_groups
from runwu.members.services.restriction_contacts import part_from_contacts
from runwu.organizations.models import Organization
from runwu.organizations.services import lock_for_newcomers


@dataclass(frozen=True, slots=True)
class AffiliationInput:
    """A member's formal affiliation from a day on, by a document."""

    member: PartyMember
    organization: Organization
    since: date
    document: str = ""


@transaction.atomic
def affiliate(inputs: Iterable[AffiliationInput]) -> int:
    """Give members a formal affiliation from a day on, closing the old one; return how many changed.

    An affiliation that starts on the same day as the open one replaces it; who leaves a branch leaves its groups
    and contacts. A fixed number of statements beside those of who had one. Raises
    Conflict where an organisation has ended: who comes at the very moment of a dissolution waits for it and is told.
    Raises UserError where an affiliation that has ended lasted longer than the day on which the new one would start.
    """
    wanted = {one.member.pk: one for one in inputs}
    places = lock_for_newcomers({one.organization.pk for one in wanted.values()})
    known = _held(wanted)
    closed, replaced, created, members = [], [], [], []
    for member_id, one in wanted.items():
        old = known.get(member_id)
        if old is not None and old.organization_id == one.organization.pk:
            continue
        if old is not None and old.valid_from >= one.since:
            old.organization, old.document = one.organization, one.document
            replaced.append(old)
        else:
            if old is not None:
                old.valid_to = one.since
                closed.append(old)
            created.append(
                blank(
                    Affiliation,
                    {"valid_from": one.since, "document": one.document},
                    {"member": one.member, "organization": one.organization},
                )
            )
        one.member.organization = one.organization
        one.member.path = places[one.organization.pk]
        members.append(one.member)
    Affiliation.objects.bulk_update(closed, ["valid_to"], batch_size=500)
    Affiliation.objects.bulk_update(replaced, ["organization", "document"], batch_size=500)
    insert_rows(created)
    end_groups({member.pk: (wanted[member.pk].since, member.organization_id) for member in members})
    told = ("id", "organization_id", "path")
    update_columns(PartyMember, {name: [getattr(member, name) for member in members] for name in told})
    part_from_contacts({member.pk: wanted[member.pk].since for member in members})
    return len(members)


def _held(wanted: Mapping[int, AffiliationInput]) -> Mapping[int, Affiliation]:
    """Lock and return the open affiliations by member. One query. Raises UserError for days of one that has ended."""
    first = min((one.since for one in wanted.values()), default=date.max)
    rows = list(Affiliation.objects.select_for_update().filter(member_id__in=wanted).overlapping(first, None))
    known = {row.member_id: row for row in rows if row.valid_to is None}
    over = [
        row.valid_to
        for row in rows
        if row.valid_to is not None and row.member_id not in known and row.valid_to > wanted[row.member_id].since
    ]
    if over:
        raise UserError(
            _("这一天还在上一段组织关系里：有 %(n)d 名党员的上一段到 %(day)s 才结束。")
            % {"n": len(over), "day": max(over).isoformat()},
            rule=_("组织关系同一时间只有一个。"),
            now=_("请把日期改到那一天或以后；上一段的日期有误的，先核对。"),
        )
    return known


@transaction.atomic
def leave(*, member: PartyMember, on: date) -> None:
    """End a member's formal affiliation because it is elsewhere from a day on (转出本系统).

    The person stays a member; here nobody reaches the row any more. Five statements, more for who was in a group or had a contact.
    """
    Affiliation.objects.open().filter(member=member, valid_from__lt=on).update(valid_to=on)
    end_groups({member.pk: (on, None)})
    member.organization, member.path = None, ""
    member.save(update_fields=["organization", "path", "updated_at"])
    part_from_contacts({member.pk: on})
