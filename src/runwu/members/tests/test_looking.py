"""Who looked, and who is told: pages of restricted members, names that departments asked for, contacts who were named."""

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.urls import reverse

from conftest import ClientAs
from runwu.access.naming import NameReason, ask_for_names
from runwu.access.selectors import scope_of
from runwu.access.services import link_person
from runwu.accounts.models import User
from runwu.core.models import AuditEntry
from runwu.members.choices import Route, TransferState, WishKind
from runwu.members.contact_duties import contacts_told
from runwu.members.models import Disclosure, FloatingStay, PartyMember, RestrictionContact, RestrictionWish, Transfer
from runwu.members.own.looking import looked
from runwu.members.services import hand_over_contact, name_contact, record_wish
from tests.world import DAY, RESTRICTED_NAME, World


@pytest.fixture
def hidden(world: World) -> PartyMember:
    """Return the restricted member, who has an account of their own."""
    member = world.members.restricted
    assert member
    user = User.objects.create(username="own", display_name="示例本人")
    link_person(user=user, person=member.person, by=None)
    return PartyMember.objects.select_related("person").get(pk=member.pk)


def _own(member: PartyMember) -> User:
    return User.objects.get(person=member.person_id)


def _asked(world: World, who: str) -> None:
    user = getattr(world.cast, who)
    ask_for_names(session=SessionStore(), reason=NameReason.HONORS, scope=scope_of(user, DAY), on=DAY, by=user)


def _told(user: User, *, later: int = 0) -> list[str]:
    day = DAY + timedelta(days=later)
    return [duty.title for duty in contacts_told(scope_of(user, day), day)]


def test_who_opened_the_page_of_a_restricted_member_stands_on_the_own_page(
    world: World, client_as: ClientAs, hidden: PartyMember
) -> None:
    for who in (world.cast.officer, world.cast.officer, world.cast.secretary):
        client_as(who).get(reverse("members:page", args=[hidden.public_id]))

    seen = looked(member=hidden)
    page = client_as(_own(hidden)).get(reverse("me:page")).content.decode()
    assert [one.who for one in seen] == ["示例secretary", "示例officer"]
    assert "示例officer · 党员页面" in page
    assert set(AuditEntry.objects.filter(action="members.page.opened").values_list("restricted", flat=True)) == {True}


def test_who_opened_a_transfer_or_floating_period_of_a_restricted_member_stands_there_too(
    world: World, client_as: ClientAs, hidden: PartyMember
) -> None:
    Transfer.objects.filter(member=hidden).delete()
    transfer = Transfer.objects.create(
        member=hidden, source=world.near.branch, target_label="示例外地支部", state=TransferState.SENT, opened_on=DAY,
        reason="示例", route=Route.PROVINCE,
    )  # fmt: skip
    stay = FloatingStay.objects.create(member=hidden, home=world.near.branch, host_label="示例外地", valid_from=DAY)

    client_as(world.cast.secretary).get(reverse("members:transfer", args=[transfer.public_id]))
    assert [one.who for one in looked(member=hidden)] == ["示例secretary"]

    Disclosure.objects.filter(member=hidden).delete()
    client_as(world.cast.secretary).get(reverse("members:floating-stay", args=[stay.public_id]))
    assert [one.who for one in looked(member=hidden)] == ["示例secretary"]


def test_the_page_of_an_open_member_is_not_counted(world: World, client_as: ClientAs) -> None:
    client_as(world.cast.officer).get(reverse("members:page", args=[world.members.full.public_id]))

    assert not Disclosure.objects.exists()


def test_who_may_not_open_the_page_leaves_no_trace(world: World, client_as: ClientAs, hidden: PartyMember) -> None:
    answer = client_as(world.cast.staff).get(reverse("members:page", args=[hidden.public_id]))

    assert (answer.status_code, Disclosure.objects.exists()) == (404, False)


def test_a_member_reads_which_department_opened_the_names_and_why(world: World, client_as: ClientAs) -> None:
    _asked(world, "provincial_officer")
    _asked(world, "authority")

    page = client_as(world.cast.member).get(reverse("me:page")).content.decode()

    assert [(one.who, one.reason) for one in looked(member=world.members.full)] == [
        ("示例authority", "评选表彰"),
        ("示例provincial_officer", "评选表彰"),
    ]
    assert "示例authority · 打开了名单" in page


def test_a_department_of_elsewhere_is_no_matter_of_a_member(world: World) -> None:
    _asked(world, "authority")

    assert list(looked(member=world.members.far)) == []


def test_a_restricted_member_reads_which_department_opened_the_names_and_was_not_among_them(
    world: World, hidden: PartyMember
) -> None:
    _asked(world, "authority")

    assert [(one.who, one.what) for one in looked(member=hidden)] == [
        ("示例authority", "打开了名单；限组织内知悉的不在名单上，没有看到你")
    ]


def test_before_the_restriction_the_name_stood_on_the_list(world: World) -> None:
    _asked(world, "authority")
    member = world.members.second
    record_wish(
        member=member, kind=WishKind.RESTRICT, wished_on=DAY, by=world.cast.secretary, on=DAY + timedelta(days=1),
        on_paper=True,
    )  # fmt: skip
    member.refresh_from_db()
    RestrictionWish.objects.update(wished_on=DAY + timedelta(days=1))

    assert [one.what for one in looked(member=member)] == ["打开了名单：姓名、类别和支部"]


def test_contact_deputy_and_member_are_told_at_home_when_one_is_named(world: World, hidden: PartyMember) -> None:
    before = _told(world.cast.member)
    deputy = User.objects.create(username="deputy", display_name="示例副联系人")
    link_person(user=deputy, person=world.members.second.person, by=None)

    name_contact(member=hidden, contact=world.members.second, deputy=True, by=world.cast.secretary, on=DAY)

    assert (before, _told(deputy)) == ([], [f"你是 {RESTRICTED_NAME} 的副联系人"])
    assert _told(_own(hidden)) == ["示例党员乙 是你的副联系人"]
    assert _told(world.cast.secretary) == []

    hand_over_contact(member=hidden, by=world.cast.secretary, on=DAY)

    assert _told(deputy) == [f"你是 {RESTRICTED_NAME} 的联系人"]
    assert _told(_own(hidden)) == ["示例党员乙 是你的联系人"]


def test_what_contacts_are_told_is_gone_with_the_time_of_leads(world: World, hidden: PartyMember) -> None:
    RestrictionContact.objects.filter(member=hidden).update(valid_from=DAY)

    assert _told(world.cast.member) == [f"你是 {RESTRICTED_NAME} 的联系人"]
    assert _told(world.cast.member, later=40) == []


def test_the_notice_stands_on_the_home_page(world: World, client_as: ClientAs, hidden: PartyMember) -> None:
    RestrictionContact.objects.filter(member=hidden).update(valid_from=DAY)

    assert "你是 示例密迎冬 的联系人" in client_as(world.cast.member).get("/").content.decode()
