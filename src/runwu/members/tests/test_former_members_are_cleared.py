"""Times of keeping (保存期限) of who is a member here no more: due on the day after the last one, and not before."""

from datetime import UTC, date, datetime, timedelta

import pytest

from runwu.access.choices import Role
from runwu.access.services import RoleRequest, grant_role, link_person
from runwu.core.retention import Category, Moment, categories
from runwu.enterprises.models import Workplace
from runwu.members.choices import FloatReason, LandingKind, Membership, StandingAct, StepAct, WishKind, WishState
from runwu.members.models import (
    Affiliation,
    CorrectionRequest,
    DualCheckIn,
    FloatingStay,
    LandingStep,
    PartyMember,
    RestrictionContact,
    RestrictionWish,
    StandingDecision,
    Transfer,
)
from runwu.members.services.affiliations import leave
from runwu.members.services.floating import Guest, Stay, begin_stay, end_stay, move_step, register_guest
from runwu.organizations.models import Post
from runwu.people.models import Audience, Consent, Person
from tests.world import DAY, SINCE, World

LAST = date(2027, 11, 20)  # twelve months after DAY
OLD = date(2029, 11, 20)  # three years after DAY
ONE = timedelta(days=1)


def _kind(code: str) -> Category:
    return next(one for one in categories() if one.code == code)


def _moment(day: date) -> Moment:
    return Moment(datetime(day.year, day.month, day.day, 12, tzinfo=UTC), day)


def _due(code: str, last: date) -> list[int]:
    """Return how much is due on the last day of keeping, and how much on the next."""
    return [_kind(code).due(_moment(day)) for day in (last, last + ONE)]


def _clear(code: str, day: date) -> int:
    return _kind(code).clear(_moment(day))


def _phone(world: World) -> PartyMember:
    member = world.members.second
    Person.objects.filter(pk=member.person_id).update(phone="13800000000", phone_index="x")
    Workplace.objects.filter(person=member.person_id).update(position="示例岗位")
    return member


def _ended(member: PartyMember) -> StandingDecision:
    PartyMember.objects.filter(pk=member.pk).update(membership=Membership.ENDED)
    return StandingDecision.objects.create(
        member=member, act=StandingAct.REMOVED, on=DAY, standing_before=member.standing,
        membership_before=member.membership, standing_after=member.standing, membership_after=Membership.ENDED,
        document="示例文号", recorded_by=member.public_id, recorded_on=DAY,
    )  # fmt: skip


def _guest(world: World, on: date = DAY) -> PartyMember:
    told = Stay(
        since=on - timedelta(days=9), reason=FloatReason.SEASON, home_label="示例外地支部", host=world.near.branch
    )
    row = register_guest(guest=Guest(name="示例候鸟"), stay=told, by=world.cast.staff, on=on)
    end_stay(stay=row, ended_on=on, by=world.cast.secretary, on=on)
    return PartyMember.objects.get(pk=row.member_id)


def test_the_contact_of_who_was_transferred_out_goes_after_twelve_months(world: World) -> None:
    leave(member=_phone(world), on=DAY)

    assert _due("former_contact", LAST) == [0, 1]


def test_the_contact_of_who_is_a_member_no_more_goes_after_twelve_months(world: World) -> None:
    _ended(_phone(world))

    assert _due("former_contact", LAST) == [0, 1]


def test_phone_and_position_go_and_the_standing_stays(world: World) -> None:
    member = _phone(world)
    leave(member=member, on=DAY)

    cleared = _clear("former_contact", LAST + ONE)

    person = Person.objects.get(pk=member.person_id)
    place = Workplace.objects.get(person=person)
    assert (cleared, person.phone, person.phone_index, place.position, place.valid_to) == (1, "", "", "", DAY)
    assert (person.name, person.birth_date, PartyMember.objects.get(pk=member.pk).standing) == (
        "示例党员乙",
        "1994-05-06",
        "full",
    )
    assert Affiliation.objects.filter(member=member, valid_to=DAY).exists()
    assert _due("former_contact", LAST) == [0, 0]


def test_members_keep_their_contact(world: World) -> None:
    _phone(world)

    assert _due("former_contact", LAST + timedelta(days=3650)) == [0, 0]


def test_the_contact_waits_while_a_post_is_held(world: World) -> None:
    member = _phone(world)
    leave(member=member, on=DAY)
    Post.objects.create(organization=world.near.committee, person=member.person, kind="deputy", valid_from=SINCE)

    assert _due("former_contact", LAST) == [0, 0]


def test_the_contact_waits_for_the_receipt_of_the_letter(world: World) -> None:
    member = _phone(world)
    leave(member=member, on=DAY)
    Transfer.objects.create(
        member=member, source=world.near.branch, target_label="示例外地支部", state="done", reason="示例",
        opened_on=DAY, accepted_on=DAY,
    )  # fmt: skip

    assert _due("former_contact", LAST) == [0, 0]


def test_the_contact_waits_for_the_answer_to_a_request(world: World) -> None:
    member = _phone(world)
    leave(member=member, on=DAY)
    CorrectionRequest.objects.create(member=member, field="other", wanted="示例")

    assert _due("former_contact", LAST) == [0, 0]


def test_who_still_works_here_keeps_the_contact(world: World) -> None:
    member = _phone(world)
    leave(member=member, on=DAY)
    link_person(user=world.cast.newcomer, person=member.person, by=None)
    asked = RoleRequest(role=Role.GRID_WORKER, grid=world.near.grid, valid_from=SINCE)
    grant_role(user=world.cast.newcomer, request=asked, by=None, scope=None)

    assert _due("former_contact", LAST) == [0, 0]


def test_who_came_back_is_no_former_member(world: World) -> None:
    member = _phone(world)
    leave(member=member, on=DAY)
    PartyMember.objects.filter(pk=member.pk).update(organization=world.near.branch, path=world.near.branch.path)

    assert _due("former_contact", LAST) == [0, 0]


def test_the_whole_record_of_a_guest_goes_twelve_months_after_the_stay(world: World) -> None:
    member = _guest(world)

    assert _due("former_guest", LAST) == [0, 1]
    assert _clear("former_guest", LAST + ONE) == 1
    person = Person.objects.get(pk=member.person_id)
    assert (person.name, person.sealed_name, FloatingStay.objects.filter(member=member).count()) == ("", "", 1)
    assert _due("former_guest", LAST) == [0, 0]


def test_a_guest_with_a_link_out_of_season_is_kept(world: World) -> None:
    member = _guest(world)
    FloatingStay.objects.filter(member=member).update(link_agreed_on=DAY)
    PartyMember.objects.filter(pk=member.pk).update(path=world.near.branch.path)

    assert _due("former_guest", LAST) == [0, 0]


def test_who_was_a_member_here_once_is_no_guest(world: World) -> None:
    leave(member=_phone(world), on=DAY)
    PartyMember.objects.filter(pk=world.members.second.pk).update(belonging="floating_in")

    assert _due("former_guest", LAST) == [0, 0]


def test_the_steps_of_a_period_go_twelve_months_after_it(world: World) -> None:
    told = Stay(since=SINCE, reason=FloatReason.WORK, home=world.near.branch, host_label="示例外地支部")
    row = begin_stay(member=world.members.full, stay=told, by=world.cast.staff, on=DAY)
    move_step(stay=row, kind=LandingKind.HELLO, act=StepAct.START, by_member=True, by=world.cast.member, on=DAY)
    end_stay(stay=row, ended_on=DAY, by=world.cast.secretary, on=DAY)

    assert _due("landing_step", LAST) == [0, 1]
    assert (_clear("landing_step", LAST + ONE), LandingStep.objects.count()) == (1, 0)


def test_ended_contacts_go_after_three_years(world: World) -> None:
    RestrictionContact.objects.update(valid_to=DAY)

    assert _due("ended_contact", OLD) == [0, 1]
    assert (_clear("ended_contact", OLD + ONE), RestrictionContact.objects.count()) == (1, 0)


def test_withdrawn_consents_go_after_three_years(world: World) -> None:
    kept = {"person": world.members.full.person, "recorded_by": world.cast.member.public_id, "valid_from": SINCE}
    Consent.objects.create(**kept, audience=Audience.PUBLIC, valid_to=DAY)
    Consent.objects.create(**kept, audience=Audience.ENTERPRISE)

    assert _due("withdrawn_consent", OLD) == [0, 1]
    assert (_clear("withdrawn_consent", OLD + ONE), Consent.objects.count()) == (1, 1)


def test_ended_reports_of_members_go_after_three_years(world: World) -> None:
    told = {"organization": world.near.branch, "community_label": "示例社区", "valid_from": SINCE, "valid_to": DAY}
    DualCheckIn.objects.create(**told, member=world.members.full)
    DualCheckIn.objects.create(**told)

    assert _due("ended_check_in", OLD) == [0, 1]
    assert (_clear("ended_check_in", OLD + ONE), DualCheckIn.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("kind", "state", "due"),
    [
        (WishKind.RESTRICT, WishState.GRANTED, [0, 0]),
        (WishKind.LIFT, WishState.REFUSED, [0, 1]),
        (WishKind.APART, WishState.GRANTED, [0, 1]),
        (WishKind.LIFT, WishState.ASKED, [0, 0]),
    ],
)
def test_wishes_go_after_three_years_where_they_hold_no_more(
    world: World, kind: WishKind, state: WishState, due: list[int]
) -> None:
    assert world.members.restricted
    decided = None if state == WishState.ASKED else DAY
    RestrictionWish.objects.create(
        member=world.members.restricted, kind=kind, state=state, wished_on=SINCE, decided_on=decided,
        recorded_by=world.cast.newcomer.public_id,
    )  # fmt: skip

    assert _due("settled_wish", OLD) == due
