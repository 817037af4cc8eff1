"""Opening what is masked: with a reason, and on record."""

from datetime import date

from django.db import transaction

from runwu.accounts.models import User
from runwu.core import audit
from runwu.members.models import Disclosure, PartyMember

OPENED_FIELDS = ("phone", "birth_date")
PAGE_OPENED = ("page",)


def note_opening(*, member: PartyMember, by: User, on: date) -> None:
    """Note that somebody opened a restricted member's page, once a day each (谁看过); the own page is no opening."""
    if not member.restricted or member.person.user_id == by.pk:
        return
    rows = Disclosure.objects.filter(member=member, seen_by=by.public_id, seen_at__date=on, fields=list(PAGE_OPENED))
    if not rows.exists():
        _note(member, by)


@transaction.atomic
def _note(member: PartyMember, by: User) -> None:
    Disclosure.objects.create(member=member, seen_by=by.public_id, fields=list(PAGE_OPENED), reason="")
    audit.log(by, "members.page.opened", member, path=member.path, restricted=True)


@transaction.atomic
def open_contacts(*, member: PartyMember, reason: str, by: User) -> Disclosure:
    """Record that somebody opened a member's phone and birth date, and why (查看记录)."""
    disclosure = Disclosure.objects.create(
        member=member, seen_by=by.public_id, fields=list(OPENED_FIELDS), reason=reason
    )
    audit.log(
        by,
        "members.contacts.opened",
        member,
        path=member.path,
        restricted=member.restricted,
        fields=OPENED_FIELDS,
        disclosure=disclosure.public_id,
    )
    return disclosure
