"""Contacts of restricted and of floating members (联系人): named by the branch, handed over to the deputy, told to the member."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.errors import UserError
from runwu.members.models import FloatingStay, PartyMember, RestrictionContact


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
    """Let the deputy take over from a contact who leaves (联系人交接). Raises UserError without a deputy."""
    _lock(member)
    deputy = member.contacts.open().filter(deputy=True).first()
    if deputy is None:
        raise UserError(_("还没有副联系人，没有人接手。"), now=_("请先确定副联系人，或直接确定新的联系人。"))
    person = deputy.person_id
    _end(member, deputy=True, on=on)
    _end(member, deputy=False, on=on)
    _open(member, person, deputy=False, on=on)
    audit.log(by, "members.contact.handed_over", member, path=member.path, restricted=member.restricted)


def _lock(member: PartyMember) -> None:
    PartyMember.objects.select_for_update(no_key=True).get(pk=member.pk)


def _open(member: PartyMember, person_id: int, *, deputy: bool, on: date) -> None:
    RestrictionContact.objects.create(member=member, person_id=person_id, deputy=deputy, valid_from=on)


def _end(member: PartyMember, *, deputy: bool, on: date) -> None:
    """End the open contact; one that began today is deleted, the log keeps the act."""
    rows = member.contacts.open().filter(deputy=deputy)
    rows.filter(valid_from__gte=on).delete()
    rows.filter(valid_from__lt=on).update(valid_to=on)
