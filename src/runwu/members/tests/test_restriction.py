"""Restriction (限组织内知悉): by the person's wish and the branch's decision, with a contact who stays."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from conftest import ClientAs
from runwu.access.choices import Role
from runwu.access.selectors import scope_of
from runwu.access.services import RoleRequest, grant_role, link_person
from runwu.accounts.models import User
from runwu.core.errors import Conflict, UserError
from runwu.core.models import AuditEntry
from runwu.core.registries import duty_providers
from runwu.members import selectors
from runwu.members.choices import Membership, WishKind, WishState
from runwu.members.models import FloatingStay, PartyMember, RestrictionContact, RestrictionWish
from runwu.members.services import decide_wish, hand_over_contact, name_contact, record_wish, withdraw_wish
from runwu.members.services.affiliations import AffiliationInput, affiliate, leave
from runwu.people.models import Audience, Consent, Person
from tests.world import DAY, RESTRICTED_NAME, SINCE, World


def _wish(world: World, kind: WishKind, member: PartyMember) -> RestrictionWish:
    paper = ContentFile(b"%PDF-1.4", "示例申请.pdf")
    return record_wish(
        member=member, kind=kind, wished_on=DAY, by=world.cast.secretary, on=DAY, on_paper=True, paper=paper
    )


def _deputy(world: World) -> User:
    """Return the other person of the branch who decides, with the same reach."""
    found, new = User.objects.get_or_create(username="deputy", defaults={"display_name": "示例副书记"})
    if new:
        request = RoleRequest(role=Role.BRANCH_SECRETARY, organization=world.near.branch, valid_from=SINCE)
        grant_role(user=found, request=request, by=None, scope=None)
    return found


def _grant(world: World, kind: WishKind, member: PartyMember) -> PartyMember:
    wish = _wish(world, kind, member)
    decide_wish(wish=wish, grant=True, basis="支委会研究同意", by=_deputy(world), on=DAY)
    return PartyMember.objects.select_related("person").get(pk=member.pk)


def _duties(world: World, who: str) -> list[str]:
    scope = scope_of(getattr(world.cast, who), DAY)
    found = (duty.key for provider in duty_providers for duty in provider(scope, DAY))
    return [key.split(":")[0] for key in found if key.startswith(("wish:", "contact:"))]


def test_a_granted_wish_seals_the_name_and_hides_the_member_from_the_park(world: World, client_as: ClientAs) -> None:
    member = _grant(world, WishKind.RESTRICT, world.members.second)

    listed = client_as(world.cast.staff).get(reverse("members:list")).content.decode()
    assert (member.person.name, member.person.initials, member.person.full_name) == ("", "", "示例党员乙")
    assert (member.restricted, member.restriction_confirmed) == (True, True)
    assert "示例党员乙" not in listed


def test_the_own_branch_goes_on_seeing_the_member(world: World, client_as: ClientAs) -> None:
    _grant(world, WishKind.RESTRICT, world.members.second)

    assert "示例党员乙" in client_as(world.cast.secretary).get(reverse("members:list")).content.decode()


def test_a_lifted_restriction_brings_the_name_back_and_ends_what_was_opened(world: World) -> None:
    assert world.members.restricted
    person = world.members.restricted.person
    Consent.objects.create(
        person=person, audience=Audience.PARK, valid_from=DAY - timedelta(days=9), recorded_by=person.public_id
    )

    member = _grant(world, WishKind.LIFT, world.members.restricted)

    assert (member.restricted, member.person.name, member.person.sealed_name) == (False, RESTRICTED_NAME, "")
    assert member.person.initials
    assert Consent.objects.get().valid_to == DAY


def _now(member: PartyMember) -> PartyMember:
    return PartyMember.objects.select_related("person").get(pk=member.pk)


def test_who_asks_for_restriction_is_protected_from_that_moment(world: World) -> None:
    wish = _wish(world, WishKind.RESTRICT, world.members.second)

    member = _now(world.members.second)
    assert (wish.state, wish.at_once) == (WishState.ASKED, True)
    assert (member.restricted, member.person.name, member.person.full_name) == (True, "", "示例党员乙")


def test_recording_a_paper_that_lifts_changes_nothing(world: World) -> None:
    assert world.members.restricted
    wish = _wish(world, WishKind.LIFT, world.members.restricted)

    member = _now(world.members.restricted)
    assert (wish.at_once, member.restricted, member.person.name) == (False, True, "")


@pytest.mark.parametrize("kind", [WishKind.LIFT, WishKind.JOIN])
def test_who_recorded_a_paper_does_not_decide_what_it_opens(world: World, kind: WishKind) -> None:
    assert world.members.restricted
    PartyMember.objects.filter(pk=world.members.restricted.pk).update(without_employer=True)
    wish = _wish(world, kind, world.members.restricted)

    with pytest.raises(UserError, match="你登记的"):
        decide_wish(wish=wish, grant=True, basis="示例", by=world.cast.secretary, on=DAY)

    member = _now(world.members.restricted)
    assert (member.restricted, member.without_employer) == (True, True)
    decide_wish(wish=wish, grant=True, basis="示例", by=_deputy(world), on=DAY)
    member = _now(world.members.restricted)
    assert member.restricted is not (kind is WishKind.LIFT)


def test_a_paper_that_lifts_is_recorded_with_its_file_or_not_at_all(world: World) -> None:
    assert world.members.restricted

    with pytest.raises(UserError, match="没有附上本人签字"):
        record_wish(
            member=world.members.restricted, kind=WishKind.LIFT, wished_on=DAY, by=world.cast.secretary, on=DAY,
            on_paper=True,
        )  # fmt: skip

    assert not RestrictionWish.objects.exists()


def test_a_paper_from_before_without_its_file_lifts_nothing(world: World) -> None:
    assert world.members.restricted
    wish = _wish(world, WishKind.LIFT, world.members.restricted)
    RestrictionWish.objects.update(attachment=None)

    with pytest.raises(UserError, match="没有附上原件"):
        decide_wish(wish=wish, grant=True, basis="示例", by=_deputy(world), on=DAY)

    assert _now(world.members.restricted).restricted


def test_the_pages_ask_for_the_paper_and_for_another_person(world: World, client_as: ClientAs) -> None:
    assert world.members.restricted
    client = client_as(world.cast.secretary)
    address = reverse("members:wish-record", args=[world.members.restricted.public_id])
    sent = {"kind": "lift", "wished_on": DAY.isoformat(), "signed": "on"}

    refused = client.post(address, sent)
    client.post(address, {**sent, "file": SimpleUploadedFile("示例申请.pdf", b"%PDF-1.4")})

    wish = RestrictionWish.objects.get()
    decide = reverse("members:wish-decide", args=[wish.public_id])
    answers = [client_as(one).post(decide, {"outcome": "grant", "basis": "示例"}) for one in
               (world.cast.secretary, _deputy(world))]  # fmt: skip
    paper = client_as(world.cast.secretary).get(reverse("members:wish-file", args=[wish.public_id]))
    assert (refused.status_code, [one.status_code for one in answers]) == (422, [422, 302])
    assert paper.getvalue() == b"%PDF-1.4"
    assert AuditEntry.objects.filter(action="core.attachment.downloaded", restricted=True).count() == 1


def test_a_refusal_needs_reasons_and_another_person_where_something_holds_already(world: World) -> None:
    wish = _wish(world, WishKind.RESTRICT, world.members.second)
    with pytest.raises(UserError, match="决定和理由"):
        decide_wish(wish=wish, grant=False, basis=" ", by=_deputy(world), on=DAY)
    with pytest.raises(UserError, match="你登记的"):
        decide_wish(wish=wish, grant=False, basis="示例", by=world.cast.secretary, on=DAY)
    assert _now(world.members.second).restricted

    decide_wish(wish=wish, grant=False, basis="理由已当面说明", by=_deputy(world), on=DAY)

    wish.refresh_from_db()
    member = _now(world.members.second)
    assert (wish.state, member.restricted, member.person.name) == (WishState.REFUSED, False, "示例党员乙")


def test_who_holds_a_post_in_the_open_gives_it_up_first(world: World) -> None:
    with pytest.raises(UserError, match="任职"):
        _grant(world, WishKind.RESTRICT, world.members.full)

    assert Person.objects.get(pk=world.members.full.person_id).name == "示例党员甲"


def test_placement_without_employer_takes_the_member_out_of_the_count(world: World) -> None:
    scope = scope_of(world.cast.staff, DAY)

    def counted() -> int:
        found = selectors.counted_by_enterprise(scope=scope, park=world.near.park, on=DAY)
        return found[world.near.covered.pk].full

    before = counted()
    _grant(world, WishKind.APART, world.members.second)
    apart = counted()
    _grant(world, WishKind.JOIN, world.members.second)

    assert (before, apart, counted()) == (3, 2, 3)


@pytest.mark.parametrize("kind", [WishKind.LIFT, WishKind.JOIN])
def test_what_is_so_already_is_not_wished(world: World, kind: WishKind) -> None:
    with pytest.raises(UserError, match="已经是这样"):
        _wish(world, kind, world.members.second)


def test_nobody_wishes_in_the_name_of_another(world: World) -> None:
    with pytest.raises(UserError, match="由本人提出"):
        record_wish(
            member=world.members.second, kind=WishKind.RESTRICT, wished_on=DAY, by=world.cast.officer, on=DAY,
            on_paper=False,
        )  # fmt: skip


def test_who_has_an_account_opens_further_only_by_the_own_hand(world: World) -> None:
    assert world.members.restricted
    link_person(user=world.cast.newcomer, person=world.members.restricted.person, by=None)
    world.members.restricted.person.refresh_from_db()

    with pytest.raises(UserError, match="由本人登录提出"):
        _wish(world, WishKind.LIFT, world.members.restricted)


def test_nobody_decides_about_the_own_wish(world: World) -> None:
    link_person(user=world.cast.secretary, person=world.members.second.person, by=None)
    wish = record_wish(
        member=world.members.second, kind=WishKind.APART, wished_on=DAY, by=world.cast.secretary, on=DAY, on_paper=False
    )

    with pytest.raises(UserError, match="这是你自己的意愿"):
        decide_wish(wish=wish, grant=True, basis="示例支部会议", by=world.cast.secretary, on=DAY)

    wish.refresh_from_db()
    assert wish.state == WishState.ASKED


def test_a_paper_signed_tomorrow_is_not_taken(world: World) -> None:
    with pytest.raises(UserError, match="晚于今天"):
        record_wish(
            member=world.members.second, kind=WishKind.RESTRICT, wished_on=DAY + timedelta(days=1),
            by=world.cast.secretary, on=DAY, on_paper=True,
        )  # fmt: skip


def test_one_wish_waits_at_a_time_and_can_be_taken_back(world: World) -> None:
    wish = _wish(world, WishKind.RESTRICT, world.members.second)
    with pytest.raises(Conflict, match="正等支部决定"):
        _wish(world, WishKind.APART, world.members.second)

    withdraw_wish(wish=wish, by=world.cast.member, on=DAY)

    assert not _now(world.members.second).restricted
    with pytest.raises(Conflict, match="已撤回"):
        decide_wish(wish=wish, grant=True, basis="同意", by=world.cast.secretary, on=DAY)


def test_the_person_wishes_from_the_own_page_and_reads_the_decision(world: World, client_as: ClientAs) -> None:
    link_person(user=world.cast.newcomer, person=world.members.second.person, by=None)
    own = client_as(world.cast.newcomer)
    own.post(reverse("me:wish-ask", args=["restrict"]))
    wish = RestrictionWish.objects.get()
    address = reverse("members:wish-decide", args=[wish.public_id])
    assert reverse("me:wish-ask", args=["apart"]) not in own.get(reverse("me:page")).content.decode()  # one at a time

    client_as(world.cast.secretary).post(address, {"outcome": "grant", "basis": "支委会研究同意"})

    text = own.get(reverse("me:page")).content.decode()
    assert "同意，已生效：支委会研究同意" in text
    assert "你已确认是本人意愿" in text


def test_wishes_are_logged_for_those_who_must_know_only(world: World) -> None:
    _grant(world, WishKind.RESTRICT, world.members.second)

    entries = AuditEntry.objects.filter(action__startswith="members.wish.")
    assert {(entry.action, entry.restricted) for entry in entries} == {
        ("members.wish.recorded", True),
        ("members.wish.granted", True),
    }


def test_the_deputy_takes_over_and_the_member_sees_it(world: World, client_as: ClientAs) -> None:
    member = world.members.restricted
    assert member
    name_contact(member=member, contact=world.members.second, deputy=True, by=world.cast.secretary, on=DAY)
    user = User.objects.create(username="own", display_name="示例本人")
    link_person(user=user, person=member.person, by=None)

    hand_over_contact(member=member, by=world.cast.secretary, on=DAY)

    held = RestrictionContact.objects.on(DAY).values_list("person__name", "deputy")
    assert list(held) == [("示例党员乙", False)]
    assert "联系人 · 示例党员乙" in client_as(user).get(reverse("me:page")).content.decode()


def test_nobody_takes_over_where_there_is_no_deputy(world: World) -> None:
    assert world.members.restricted
    with pytest.raises(UserError, match="还没有副联系人"):
        hand_over_contact(member=world.members.restricted, by=world.cast.secretary, on=DAY)


def test_one_person_is_not_contact_and_deputy(world: World) -> None:
    assert world.members.restricted
    with pytest.raises(UserError, match="不能是同一个人"):
        name_contact(
            member=world.members.restricted, contact=world.members.full, deputy=True, by=world.cast.secretary, on=DAY
        )


def test_an_open_member_has_no_contact(world: World) -> None:
    with pytest.raises(UserError, match="不需要联系人"):
        name_contact(
            member=world.members.second, contact=world.members.full, deputy=False, by=world.cast.secretary, on=DAY
        )


def test_the_secretary_is_alarmed_when_the_contact_has_left(world: World) -> None:
    _name_deputy(world)
    before = _duties(world, "secretary")

    PartyMember.objects.filter(pk=world.members.full.pk).update(membership=Membership.ENDED)

    assert (before, _duties(world, "secretary"), _duties(world, "next_secretary"), _duties(world, "staff")) == (
        [], ["contact"], [], [],
    )  # fmt: skip


def _name_deputy(world: World) -> PartyMember:
    member = world.members.restricted
    assert member
    name_contact(member=member, contact=world.members.second, deputy=True, by=world.cast.secretary, on=DAY)
    return member


def _contact_duty(world: World) -> str:
    scope = scope_of(world.cast.secretary, DAY)
    found = (duty for provider in duty_providers for duty in provider(scope, DAY) if duty.key.startswith("contact:"))
    return "、".join(f"{duty.title}：{duty.why}" for duty in found)


def test_a_missing_deputy_is_a_duty(world: World) -> None:
    before = _contact_duty(world)
    _name_deputy(world)

    assert (before.startswith(f"为 {RESTRICTED_NAME} 确定副联系人：还没有副联系人"), _contact_duty(world)) == (True, "")


@pytest.mark.parametrize(
    "gone",
    [{"membership": Membership.ENDED}, {"organization": None, "path": ""}, {"membership": Membership.SUSPENDED}],
)
def test_a_deputy_who_has_left_takes_nothing_over_and_is_a_duty(world: World, gone: dict[str, object]) -> None:
    member = _name_deputy(world)
    PartyMember.objects.filter(pk=world.members.second.pk).update(**gone)

    with pytest.raises(UserError, match="副联系人已经不是本支部的党员"):
        hand_over_contact(member=member, by=world.cast.secretary, on=DAY)

    assert "副联系人已离开本支部" in _contact_duty(world)
    assert RestrictionContact.objects.open().filter(member=member).count() == 2


def test_without_contact_and_with_a_departed_deputy_nobody_is_offered_to_take_over(world: World) -> None:
    _name_deputy(world)
    gone = (world.members.full.pk, world.members.second.pk)
    PartyMember.objects.filter(pk__in=gone).update(membership=Membership.ENDED)

    assert "由副联系人接手" not in _contact_duty(world)
    assert "请确定一名，再定一名副联系人" in _contact_duty(world)


def test_contacts_end_with_the_restriction(world: World) -> None:
    member = _name_deputy(world)

    _grant(world, WishKind.LIFT, member)

    assert list(RestrictionContact.objects.filter(member=member).values_list("deputy", "valid_to")) == [(False, DAY)]


def test_contacts_of_who_floats_stay_when_the_restriction_is_lifted(world: World) -> None:
    member = _name_deputy(world)
    FloatingStay.objects.create(member=member, home=world.near.branch, host_label="示例外地支部", valid_from=SINCE)

    _grant(world, WishKind.LIFT, member)

    assert RestrictionContact.objects.open().filter(member=member).count() == 2


def test_contacts_end_when_the_member_comes_to_another_branch(world: World) -> None:
    member = _name_deputy(world)

    affiliate([AffiliationInput(member=member, organization=world.near.next_branch, since=DAY)])

    assert not RestrictionContact.objects.open().filter(member=member).exists()


def test_contacts_end_when_the_member_leaves_the_system(world: World) -> None:
    member = _name_deputy(world)

    leave(member=member, on=DAY)

    assert not RestrictionContact.objects.open().filter(member=member).exists()


def test_a_wish_is_a_duty_of_the_secretary_alone(world: World) -> None:
    _name_deputy(world)
    _wish(world, WishKind.APART, world.members.second)

    assert [_duties(world, who) for who in ("secretary", "next_secretary", "staff", "officer")] == [
        ["wish"],
        [],
        [],
        [],
    ]


def test_asking_for_restriction_ends_every_consent_to_tell_others(world: World) -> None:
    person = world.members.second.person
    for audience, since in ((Audience.ENTERPRISE, SINCE), (Audience.PUBLIC, DAY)):
        Consent.objects.create(
            person=person, audience=audience, valid_from=since, recorded_by=world.cast.staff.public_id
        )

    _wish(world, WishKind.RESTRICT, world.members.second)

    assert not Consent.objects.open().filter(person=person).exists()
    assert list(Consent.objects.filter(person=person).values_list("audience", "valid_to")) == [("enterprise", DAY)]


def test_who_recorded_a_paper_that_opens_waits_for_another(world: World, client_as: ClientAs) -> None:
    assert world.members.restricted
    _wish(world, WishKind.LIFT, world.members.restricted)
    deputy = _deputy(world)

    def waits(user: User) -> list[bool]:
        found = (duty for provider in duty_providers for duty in provider(scope_of(user, DAY), DAY))
        return [duty.waiting for duty in found if duty.key.startswith("wish:")]

    page = client_as(deputy).get(reverse("members:page", args=[world.members.restricted.public_id])).content.decode()

    assert (waits(world.cast.secretary), waits(deputy)) == ([True], [False])
    assert "记下支部的决定" in page
