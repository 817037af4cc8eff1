"""Clearing what is kept of who is a member here no more (到期清除): nobody has to ask for it."""

from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet

from runwu.core.attachments import let_go
from runwu.enterprises.models import Workplace
from runwu.members.choices import CorrectionField, CorrectionState, Gap
from runwu.members.models import Discrepancy, PartyMember, RestrictionWish
from runwu.members.services.freezing import erase_record
from runwu.members.services.locking import locked_person


@transaction.atomic
def forget_contact(member: PartyMember) -> None:
    """Clear phone, positions and what is copied of them; workplaces end with the day of leaving. The standing stays.

    `member` carries `left_on`. Name, birth date, affiliations and decisions are the file of a member and are kept.
    """
    person = locked_person(member)
    person.phone = person.phone_index = ""
    person.save(update_fields=["phone", "phone_index"])
    for row in member.corrections.exclude(state=CorrectionState.ASKED).filter(field=CorrectionField.PHONE):
        row.wanted = ""
        row.save(update_fields=["wanted"])
    Discrepancy.objects.filter(member=member, kind=Gap.PHONE).delete()
    member.merges.update(snapshot=None)
    left_on = member.left_on  # type: ignore[attr-defined]
    places = Workplace.objects.filter(person=person)
    places.update(position="", level="")
    for place in places.open():
        place.valid_to = max(left_on, place.valid_from + timedelta(days=1))
        place.save(update_fields=["valid_to"])


@transaction.atomic
def forget_guest(member: PartyMember) -> None:
    """Clear a guest's whole record: the file of the membership is elsewhere, periods stay without a name."""
    locked_person(member)
    erase_record(member)


def forget_wishes(rows: QuerySet[RestrictionWish]) -> int:
    """Delete wishes that hold no more, and let their papers go with the next clearing."""
    with transaction.atomic():
        let_go([str(one) for one in rows.values_list("public_id", flat=True)])
        return rows.delete()[0]
