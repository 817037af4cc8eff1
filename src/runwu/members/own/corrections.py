"""Requests for correction (更正申请): what stands there now, what it should be, and who answers."""

from django.conf import settings
from django.db.models import Q, QuerySet, TextChoices
from django.utils import translation

from runwu.core.scope import Capability, Scope
from runwu.members.choices import CorrectionField, CorrectionState
from runwu.members.models import CorrectionRequest, PartyMember
from runwu.members.own.answering import PLACE, last_place, next_above
from runwu.people.models import Education, Gender
from runwu.rules.privacy import mask_phone

_MASKED_DAY = "****-**-**"

CHOSEN: dict[CorrectionField, type[TextChoices]] = {
    CorrectionField.GENDER: Gender,
    CorrectionField.EDUCATION: Education,
}


def kept_label(choice: TextChoices) -> str:
    """Return the words by which a request keeps a choice, whoever reads it in which language."""
    with translation.override(settings.LANGUAGE_CODE):
        return str(choice.label)


def in_words(field: CorrectionField, kept: str) -> str:
    """Return what a request keeps in the reader's language."""
    found = (one for one in CHOSEN.get(field, ()) if kept_label(one) == kept)
    return next((str(one.label) for one in found), kept)


def standing_now(member: PartyMember, field: CorrectionField) -> str:
    """Return what the register says about a field today, in the reader's language; nothing for what it keeps in rows."""
    person = member.person
    if field in CHOSEN:
        held = getattr(person, field.value)
        return str(CHOSEN[field](held).label) if held else ""
    if field is CorrectionField.NAME:
        return person.full_name
    if field is CorrectionField.ADMITTED:
        return member.admitted_on.isoformat() if member.admitted_on else ""
    return (
        str(getattr(person, field.value) or "") if field in {CorrectionField.BIRTH_DATE, CorrectionField.PHONE} else ""
    )


def corrections(*, scope: Scope) -> QuerySet[CorrectionRequest]:
    """List the requests that somebody answers: those of the own branch, and from above what nobody there may answer."""
    clear = scope.paths(Capability.SEE_MEMBER_CONTACTS, PLACE) & Q(member__frozen="")
    above = next_above(scope, place=PLACE) & Q(state=CorrectionState.ASKED)
    found = CorrectionRequest.objects.annotate(**{PLACE: last_place()}).filter(clear | above)
    return found.select_related("member__person", "member__organization")


def shown_now(request: CorrectionRequest, *, scope: Scope) -> str:
    """Return what the register says today as far as who answers may read it: contacts in clear in the own branch alone.

    Of a restricted member nothing but the name is told above the branch.
    """
    member, field = request.member, CorrectionField(request.field)
    present = standing_now(member, field)
    if scope.reaches_path(Capability.SEE_MEMBER_CONTACTS, getattr(request, PLACE)) or field is CorrectionField.NAME:
        return present
    if member.restricted:
        return ""
    if field is CorrectionField.PHONE:
        return mask_phone(present) if present else ""
    return _MASKED_DAY if present and field is CorrectionField.BIRTH_DATE else present
