"""Write down what an assignment needs to know: an instructor's start, languages, trades, limit; a firm's languages."""

from collections.abc import Collection

from django.db import transaction

from runwu.accounts.models import User
from runwu.core import audit
from runwu.coverage.models import ContactProfile, EnterpriseLanguage
from runwu.enterprises.models import Chain, Enterprise, GridCell, Park
from runwu.people.models import Person


@transaction.atomic
def record_profile(
    *,
    person: Person,
    park: Park,
    grid: GridCell | None,
    languages: Collection[str],
    chains: Collection[Chain],
    most: int | None,
    by: User,
) -> ContactProfile:
    """Write down where somebody starts, what they speak and know, and how many enterprises they take."""
    profile, _new = ContactProfile.objects.update_or_create(
        person=person, defaults={"grid": grid, "languages": sorted(languages), "most": most}
    )
    profile.chains.set(chains)
    audit.log(by, "coverage.contact.profile_recorded", profile, place=park.public_id)
    return profile


@transaction.atomic
def record_languages(*, enterprise: Enterprise, languages: Collection[str], by: User) -> None:
    """Write down in which languages an enterprise works (工作语言); the list replaces the one before."""
    Enterprise.objects.select_for_update(no_key=True).get(pk=enterprise.pk)
    rows = EnterpriseLanguage.objects.filter(enterprise=enterprise)
    rows.exclude(language__in=languages).delete()
    known = set(rows.values_list("language", flat=True))
    EnterpriseLanguage.objects.bulk_create(
        [EnterpriseLanguage(enterprise=enterprise, language=one) for one in sorted(set(languages) - known)]
    )
    audit.log(by, "coverage.contact.languages_recorded", enterprise, place=enterprise.park.public_id)
