"""Runs inside a demo installation: second rows about one person, for the journeys of merging (疑似重复)."""

from datetime import date, timedelta

from django.utils import timezone

from runwu.enterprises.models import Enterprise, Workplace
from runwu.members.models import Affiliation, FloatingStay, PartyMember
from runwu.members.services import AffiliationInput, affiliate
from runwu.organizations.choices import PostKind
from runwu.organizations.models import Organization, Post
from runwu.people.models import Person

AWAY = "中共示例外地支部委员会"
FIRM = "示例茉莉传感有限公司"
_EARLIER = timedelta(days=400)


def double_of(name: str, branch: str) -> dict[str, str]:
    """Give a member a second row in another branch, with an earlier relation, work, an office, and a time away.

    Return the public ids of both rows.
    """
    member = PartyMember.objects.select_related("person").get(person__name=name)
    twin, since = _row(member, branch)
    home = twin.organization
    assert home is not None
    Workplace.objects.create(
        person=twin.person, enterprise=Enterprise.objects.get(name=FIRM), position="工程师", valid_from=since
    )
    Post.objects.create(
        organization=home, person=twin.person, kind=PostKind.PUBLICITY_OFFICER, valid_from=since,
        valid_to=since + timedelta(days=200), document="示例社区发〔2025〕1号",
    )  # fmt: skip
    FloatingStay.objects.create(
        member=twin, home=home, host_label=AWAY, valid_from=since + timedelta(days=30),
        valid_to=since + timedelta(days=120), activity_place="示例外地党群服务中心",
    )  # fmt: skip
    return {"kept": str(member.public_id), "other": str(twin.public_id)}


def open_double_of_sealed(branch: str) -> dict[str, str]:
    """Give the restricted member an open row in another branch; return the public ids of both and the name."""
    member = PartyMember.objects.select_related("person").get(restricted=True, frozen="")
    twin, _since = _row(member, branch)
    return {"kept": str(member.public_id), "other": str(twin.public_id), "name": member.person.full_name}


def _row(member: PartyMember, branch: str) -> tuple[PartyMember, date]:
    """Enter a person once more, as a roster of another branch would."""
    first = Affiliation.objects.filter(member=member).order_by("valid_from").first()
    since = (first.valid_from if first else timezone.localdate()) - _EARLIER
    person = Person.objects.create(
        name=member.person.full_name, initials=member.person.initials, birth_date=member.person.birth_date
    )
    twin = PartyMember.objects.create(
        person=person, standing=member.standing, admitted_on=member.admitted_on, converted_on=member.converted_on
    )
    place = Organization.objects.get(name=branch)
    affiliate([AffiliationInput(member=twin, organization=place, since=since, document="示例名册")])
    return PartyMember.objects.select_related("person", "organization").get(pk=twin.pk), since
