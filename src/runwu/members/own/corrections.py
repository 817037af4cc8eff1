"""Requests for correction (更正申请): what stands there now, what it should be, and who answers."""

from django.conf import settings
from django.db.models import QuerySet, TextChoices
from django.utils import translation

from runwu.core.scope import Capability, Scope
from runwu.members.choices import CorrectionField
from runwu.members.models import CorrectionRequest, PartyMember
from runwu.members.selectors import known_to
from runwu.people.models import Education, Gender

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
    """List the requests of members whose contacts somebody sees in clear: those of the own branch."""
    clear = scope.paths(Capability.SEE_MEMBER_CONTACTS, "member__path")
    found = CorrectionRequest.objects.filter(clear, known_to(scope, prefix="member__"))
    return found.select_related("member__person", "member__organization")
