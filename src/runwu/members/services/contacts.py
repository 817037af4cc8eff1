"""Opening what is masked: with a reason, and on record."""

from django.db import transaction

from runwu.accounts.models import User
from runwu.core import audit
from runwu.members.models import Disclosure, PartyMember

OPENED_FIELDS = ("phone", "birth_date")


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
