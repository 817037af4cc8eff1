"""Contacts of restricted and of floating members (联系人): named by the branch, handed over to the deputy, told to the member."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.errors import UserError
from runwu.members.models import FloatingStay, PartyMember, RestrictionContact
from runwu.members.own.restriction import still_there


@transaction.atomic
def name_contact(*, member: PartyMember, contact: PartyMember, deputy: bool, by: User, on: date) -> None:
    """Name who keeps in touch with a restricted or floating member, or the deputy, from today on (确定联系人).

    Raises UserError for any other member, for the member, and for one person as both.
    """
    _lock(member)
    if not member.restricted and not FloatingStay.objects.open().filter(member=member).exists():
        raise UserError(_("联系人只为限组织内知悉的党员和流动党员确定。"), now=_("这名党员不需要联系人。"))
    if contact.pk == member.pk:
        raise UserError(_("联系人不能是本人。"), now=_("请另选一名本支部的正式党员。"))
    other = member.contacts.open().filter(deputy=not deputy, person=contact.person_id)
    if other.exists():
        raise UserError(_("联系人和副联系人不能是同一个人。"), now=_("请另选一名。"))
    _end(member, deputy=deputy, on=on)
    _open(member, contact.person_id, deputy=deputy, on=on)
    audit.log(by, "members.contact.named", member, path=member.path, restricted=member.restricted, deputy=deputy)


@transaction.atomic
def hand_over_contact(*, member: PartyMember, by: User, on: date) -> None:
    """Let the deputy take over from a contact who leaves (联系人交接).

    Raises UserError without a deputy, and for one who is no active member of the branch any more.
    """
    member = _lock(member)
    deputy = member.contacts.open().filter(deputy=True).select_related("person__membership").first()
    if deputy is None:
        raise UserError(_("还没有副联系人，没有人接手。"), now=_("请先确定副联系人，或直接确定新的联系人。"))
    if not still_there(deputy, member):
        raise UserError(
            _("副联系人已经不是本支部的党员，不能接手。"),
            rule=_("联系人和副联系人都是本支部在党的正式党员。"),
            now=_("请直接确定新的联系人，再定一名副联系人。"),
        )
    person = deputy.person_id
    _end(member, deputy=True, on=on)
    _end(member, deputy=False, on=on)
    _open(member, person, deputy=False, on=on)
    audit.log(by, "members.contact.handed_over", member, path=member.path, restricted=member.restricted)


def end_contacts(*, member: PartyMember, on: date) -> None:
    """End the contacts of somebody whose restriction was lifted and who does not float. Callers are in a transaction."""
    if not FloatingStay.objects.open().filter(member=member).exists():
        _end_rows(member.contacts.open(), on)


def part_from_contacts(days: Mapping[int, date]) -> None:
    """End the contacts of members who came to another branch or left, from a day each: {member id: day}.

    Who keeps in touch belongs to the same branch; one who already does there goes on. One query where there are none.
    """
    rows = RestrictionContact.objects.open().filter(member__in=days).exclude(person__membership__path=F("member__path"))
    for pk, member_id in rows.values_list("pk", "member_id"):
        _end_rows(RestrictionContact.objects.filter(pk=pk), days[member_id])


def _lock(member: PartyMember) -> PartyMember:
    return PartyMember.objects.select_for_update(no_key=True).get(pk=member.pk)


def _open(member: PartyMember, person_id: int, *, deputy: bool, on: date) -> None:
    RestrictionContact.objects.create(member=member, person_id=person_id, deputy=deputy, valid_from=on)


def _end(member: PartyMember, *, deputy: bool, on: date) -> None:
    _end_rows(member.contacts.open().filter(deputy=deputy), on)


def _end_rows(rows: QuerySet[RestrictionContact], on: date) -> None:
    """End open contacts; one that began today is deleted, the log keeps the act."""
    rows.filter(valid_from__gte=on).delete()
    rows.filter(valid_from__lt=on).update(valid_to=on)
