"""Runs inside a demo installation: skills, somebody away, and somebody who left, for journeys and pictures."""

from datetime import date, timedelta

from django.utils import timezone

from runwu.accounts.models import User
from runwu.members.choices import DeletionPiece, Membership, Standing
from runwu.members.models import FloatingStay, PartyMember
from runwu.members.services import AffiliationInput, affiliate
from runwu.members.services.deletions import ask_deletion, freeze_piece
from runwu.organizations.models import Organization
from runwu.people.models import Person, SkillKind, SkillLevel
from runwu.people.services import SkillEntry, add_skill

_TRADES = ("注塑工艺", "供应链管理", "传感器检测")
_PARTY = ("发展党员", "党费管理", "会议记录")


def tell_skills() -> None:
    """Put skills of some open members on record, one of each kind for most of them."""
    staff, levels = User.objects.get(username="committee-officer"), list(SkillLevel)
    members = PartyMember.objects.filter(restricted=False, path__gt="").select_related("person").order_by("pk")[:18]
    for number, member in enumerate(members):
        told = [(SkillKind.TRADE, _TRADES[number % 3], levels[number % 3])] if number % 6 else []
        told += [(SkillKind.PARTY, _PARTY[number // 3 % 3], levels[number // 3 % 3])] if number % 5 else []
        told += [(SkillKind.LANGUAGE, "英语", SkillLevel.SKILLED)] if number % 4 == 0 else []
        for kind, name, level in told:
            entry = SkillEntry(
                kind=kind, name=name, level=level, source="工作经历", told_on=timezone.localdate() - timedelta(days=9)
            )
            add_skill(person=member.person, entry=entry, by=staff)


def send_away(branch: str) -> str:
    """Let the last member of a branch stay elsewhere since the spring; return the name."""
    member = PartyMember.objects.filter(organization__name=branch, restricted=False).order_by("pk").last()
    assert member is not None
    FloatingStay.objects.create(
        member=member, home=member.organization, host_label="中共示例外地社区支部委员会",
        valid_from=date(timezone.localdate().year, 3, 1), activity_place="示例外地党群服务中心",
    )  # fmt: skip
    return member.person.full_name


def who_left_asks(branch: str, ground: str) -> str:
    """Let somebody who has left the Party ask to be deleted, and the branch store the record alone; return the name."""
    name, today, staff = "示例离开人", timezone.localdate(), User.objects.get(username="party-affairs")
    person = Person.objects.create(
        name=name, initials="sllkr", gender="female", birth_date="1988-02-29", phone="13800000000"
    )
    member = PartyMember.objects.create(
        person=person, standing=Standing.FULL, admitted_on=date(2012, 7, 1), converted_on=date(2013, 7, 1)
    )
    organization = Organization.objects.get(name=branch)
    affiliate([AffiliationInput(member=member, organization=organization, since=date(today.year - 2, 3, 1))])
    member.refresh_from_db()
    member.membership = Membership.ENDED
    member.save()
    asked = ask_deletion(member=member, piece=DeletionPiece.RECORD, reason="", by=staff)
    until = today + timedelta(days=365)
    freeze_piece(request=asked, answer="规定要求保存，期满删除。", ground=ground, until=until, by=staff)
    return name
