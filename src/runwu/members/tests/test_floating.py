"""Floating periods: dates, overlaps, both organisations, the share, five steps, contact, seasons."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from conftest import ClientAs
from runwu.access.selectors import scope_of
from runwu.access.services import link_person
from runwu.core.errors import Conflict, UserError
from runwu.core.models import DutyDecision
from runwu.core.registries import Duty
from runwu.core.retention import clear_daily
from runwu.members.choices import Belonging, FloatReason, LandingKind, StepAct, StepState
from runwu.members.floating.duties import CONTACT_KEY, floating_duties
from runwu.members.floating.selectors import contacted_by, stays
from runwu.members.models import FloatingStay, LandingStep, PartyMember, RestrictionContact, Season
from runwu.members.own.restriction import possible_contacts
from runwu.members.services import AffiliationInput, affiliate, name_contact
from runwu.members.services.floating import (
    Guest,
    Stay,
    agree_link,
    begin_stay,
    end_link,
    end_stay,
    move_step,
    note_contact,
    note_greeting,
    register_guest,
)
from runwu.reports.floating import floating_by_park
from tests.world import DAY, RESTRICTED_NAME, SINCE, World

pytestmark = pytest.mark.django_db(databases="__all__")
AWAY = DAY - timedelta(days=10)


def away(world: World, **more: Any) -> Stay:
    """A period at an organisation outside."""
    told = {"since": AWAY, "reason": FloatReason.WORK, "home": world.near.branch, "host_label": "示例外地支部"}
    return Stay(**{**told, **more})


def begun(world: World, member: PartyMember | None = None, **more: Any) -> FloatingStay:
    """Record a period of a member."""
    return begin_stay(member=member or world.members.full, stay=away(world, **more), by=world.cast.staff, on=DAY)


def season(world: World) -> Season:
    """A winter that passes the turn of the year."""
    return Season.objects.create(
        organization=world.near.branch, name="示例冬季", first_month=10, first_day=15, last_month=4, last_day=15
    )


def duties(world: World, on: date = DAY) -> list[Duty]:
    """The duties of the branch's secretary."""
    return list(floating_duties(scope_of(world.cast.secretary, on), on))


def test_periods_of_one_member_that_overlap_are_refused_in_three_parts(world: World) -> None:
    begun(world)

    with pytest.raises(UserError) as refused:
        begun(world, since=DAY - timedelta(days=3))

    told = refused.value.message
    assert ("重叠" in told.happened, told.rule, told.now) == (
        True, "同一时间只有一段流动期。", "请先结束前一段，或核对日期。",
    )  # fmt: skip


def test_the_database_refuses_overlaps_whoever_writes_them(world: World) -> None:
    first = begun(world, until=DAY)

    with pytest.raises(DatabaseError), transaction.atomic():
        FloatingStay.objects.create(member=first.member, host_label="示例", valid_from=AWAY + timedelta(days=1))

    FloatingStay.objects.create(member=first.member, host_label="示例", valid_from=DAY)


def test_the_database_refuses_a_change_that_makes_periods_overlap(world: World) -> None:
    first = begun(world, until=DAY)
    FloatingStay.objects.create(member=first.member, host_label="示例", valid_from=DAY)

    with pytest.raises(DatabaseError), transaction.atomic():
        FloatingStay.objects.filter(pk=first.pk).update(valid_to=DAY + timedelta(days=1))


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"since": SINCE - timedelta(days=1)}, "早于本人出生或入党"),
        ({"since": date(1990, 1, 1)}, "早于本人出生或入党"),
        ({"since": DAY + timedelta(days=1)}, "晚于今天"),
        ({"until": AWAY}, "结束日期不晚于开始日期"),
        ({"until": AWAY - timedelta(days=1)}, "结束日期不晚于开始日期"),
        ({"until": DAY + timedelta(days=1)}, "晚于今天"),
    ],
)
def test_dates_that_cannot_be_are_refused(world: World, more: dict[str, Any], words: str) -> None:
    with pytest.raises(UserError, match=words):
        begun(world, **more)


def test_a_day_before_birth_is_refused_where_nothing_is_known_of_the_admission(world: World) -> None:
    PartyMember.objects.filter(pk=world.members.full.pk).update(admitted_on=None)

    with pytest.raises(UserError, match="早于本人出生或入党"):
        begun(world, since=date(1990, 1, 1))


def test_nobody_floats_to_the_own_branch(world: World) -> None:
    with pytest.raises(UserError, match="同一个党组织"):
        begun(world, host=world.near.branch, host_label="")


def test_a_period_is_ended_once_and_after_it_began(world: World) -> None:
    row = begun(world)
    with pytest.raises(UserError, match="不晚于开始日期"):
        end_stay(stay=row, ended_on=AWAY, by=world.cast.staff, on=DAY)

    end_stay(stay=row, ended_on=DAY, by=world.cast.staff, on=DAY)

    with pytest.raises(Conflict):
        end_stay(stay=row, ended_on=DAY, by=world.cast.staff, on=DAY)


def test_a_guest_is_forgotten_after_the_period_and_the_history_stays(world: World) -> None:
    told = Stay(since=AWAY, reason=FloatReason.WORK, home_label="示例外地支部", host=world.near.branch)
    row = register_guest(guest=Guest(name="示例来客"), stay=told, by=world.cast.staff, on=DAY)
    before = PartyMember.objects.get(pk=row.member_id)

    end_stay(stay=row, ended_on=DAY, by=world.cast.staff, on=DAY)

    after = PartyMember.objects.get(pk=row.member_id)
    assert (before.belonging, before.path, after.path) == (Belonging.FLOATING_IN, world.near.branch.path, "")
    assert stays(scope=scope_of(world.cast.secretary, DAY)).filter(pk=row.pk).exists()


def between(world: World) -> FloatingStay:
    """A member of the first branch who lives near the second one, with the far park's branch as host."""
    return begun(world, host=world.far.branch, host_label="")


def test_both_organisations_see_a_period_between_them_once(world: World) -> None:
    row = between(world)

    for who in (world.cast.secretary, world.cast.staff, world.cast.far_staff, world.cast.provincial_officer):
        scope = scope_of(who, DAY, reasons=frozenset({"statistics"}))
        assert stays(scope=scope).filter(member=row.member).count() == 1
    assert not stays(scope=scope_of(world.cast.next_secretary, DAY)).filter(pk=row.pk).exists()


def test_a_member_of_two_organisations_counts_once_in_the_share(world: World) -> None:
    scope = scope_of(world.cast.provincial_officer, DAY)
    parks = [world.near.park.pk, world.far.park.pk]
    before = floating_by_park(scope=scope, parks=parks, on=DAY)

    between(world)

    after = floating_by_park(scope=scope, parks=parks, on=DAY)
    assert sum(one.whole for one in after.values()) == sum(one.whole for one in before.values())
    assert sum(one.part for one in after.values()) == sum(one.part for one in before.values()) + 1
    assert after[world.far.park.pk] == before[world.far.park.pk]


def test_the_share_of_a_past_day_is_computed_as_on_that_day(world: World) -> None:
    scope, parks = scope_of(world.cast.staff, DAY), [world.near.park.pk]
    on_that_day = floating_by_park(scope=scope, parks=parks, on=AWAY - timedelta(days=1))
    row = begun(world)
    away_then = floating_by_park(scope=scope, parks=parks, on=AWAY)

    end_stay(stay=row, ended_on=DAY, by=world.cast.staff, on=DAY)
    floating = world.members.floating
    FloatingStay.objects.filter(member=floating).update(valid_to=DAY)
    PartyMember.objects.filter(pk=floating.pk).update(belonging=Belonging.REGISTERED)
    affiliate([AffiliationInput(member=floating, organization=world.near.branch, since=DAY)])

    assert floating_by_park(scope=scope, parks=parks, on=AWAY - timedelta(days=1)) == on_that_day
    assert floating_by_park(scope=scope, parks=parks, on=AWAY) == away_then
    assert floating_by_park(scope=scope, parks=parks, on=DAY)[parks[0]].part == 0


def test_the_rows_behind_the_share_are_as_many_as_it_says(world: World, client_as: ClientAs) -> None:
    between(world)
    scope, park = scope_of(world.cast.staff, DAY), world.near.park

    answer = client_as(world.cast.staff).get(reverse("members:floating"), {"park": str(park.public_id)})

    counted = floating_by_park(scope=scope, parks=[park.pk], on=DAY)[park.pk]
    text = answer.content.decode()
    assert counted.part == 2
    assert ("示例党员甲" in text, "示例流动丁" in text, "示例党员乙" in text) == (True, True, False)


def test_the_member_takes_the_steps_at_the_own_pace(world: World) -> None:
    row, kind = begun(world), LandingKind.ACTIVITY

    def step(act: StepAct, by_member: bool) -> LandingStep:
        return move_step(stay=row, kind=kind, act=act, by_member=by_member, by=world.cast.staff, on=DAY)

    step(StepAct.PROPOSE, False)
    step(StepAct.DECLINE, True)
    with pytest.raises(Conflict):
        step(StepAct.PROPOSE, False)  # what was declined is only taken up by the member
    step(StepAct.START, True)
    done = step(StepAct.DONE, False)

    assert (done.state, done.by_member, done.agreed_on) == (StepState.DONE, True, DAY)


def test_no_step_is_done_without_the_member(world: World) -> None:
    row = begun(world)
    move_step(stay=row, kind=LandingKind.HELLO, act=StepAct.PROPOSE, by_member=False, by=world.cast.staff, on=DAY)

    with pytest.raises(Conflict):
        move_step(stay=row, kind=LandingKind.HELLO, act=StepAct.DONE, by_member=False, by=world.cast.staff, on=DAY)


def test_the_contact_sees_the_steps_and_never_a_restricted_member(world: World, client_as: ClientAs) -> None:
    row = begun(world, member=world.members.second)
    restricted = world.members.restricted
    assert restricted
    begun(world, member=restricted)
    name_contact(member=row.member, contact=world.members.full, deputy=False, by=world.cast.secretary, on=DAY)

    text = client_as(world.cast.member).get(reverse("me:floating")).content.decode()

    assert [one.pk for one in contacted_by(person_id=world.members.full.person_id, on=DAY)] == [row.pk]
    assert ("示例党员乙" in text, RESTRICTED_NAME in text) == (True, False)
    assert RestrictionContact.objects.filter(member=restricted, person=world.members.full.person).exists()


def test_the_contact_of_a_guest_is_chosen_from_the_hosting_branch(world: World) -> None:
    told = Stay(since=AWAY, reason=FloatReason.WORK, home_label="示例外地支部", host=world.near.branch)
    row = register_guest(guest=Guest(name="示例来客"), stay=told, by=world.cast.staff, on=DAY)

    assert {one.organization for one in possible_contacts(member=row.member)} == {world.near.branch}


def test_the_reminder_to_get_in_touch_comes_when_stale_and_is_gone_after_thirty_days(world: World) -> None:
    row = begun(world, since=date(2026, 6, 1))
    due = date(2026, 9, 2)  # three months and a day, the product's own default

    def reminded(day: date) -> bool:
        return any(one.key.startswith(CONTACT_KEY) for one in duties(world, day))

    assert [reminded(day) for day in (due - timedelta(days=1), due, due + timedelta(days=29))] == [False, True, True]
    assert not reminded(due + timedelta(days=30))
    note_contact(stay=row, day=due, by=world.cast.secretary, on=due)
    assert not reminded(due)


def test_what_was_decided_about_a_reminder_is_cleared_after_thirty_days(world: World) -> None:
    kept = DutyDecision.objects.create(
        duty_key="wish:1", decision="postponed", reason="示例", decided_by=world.cast.secretary.public_id
    )
    DutyDecision.objects.create(
        duty_key=f"{CONTACT_KEY}1", decision="postponed", reason="示例", decided_by=world.cast.secretary.public_id
    )
    DutyDecision.objects.update(decided_at="2026-01-01T00:00:00Z")

    clear_daily()

    assert list(DutyDecision.objects.values_list("pk", flat=True)) == [kept.pk]


def test_only_the_own_secretary_is_reminded_of_a_restricted_member(world: World) -> None:
    assert world.members.restricted
    begun(world, member=world.members.restricted, since=date(2026, 8, 10))

    officer, staff = (list(floating_duties(scope_of(one, DAY), DAY)) for one in (world.cast.officer, world.cast.staff))

    assert any(RESTRICTED_NAME in one.title for one in duties(world))
    assert (officer, staff) == ([], [])


def test_a_period_of_a_restricted_member_is_read_in_the_own_branch_alone(world: World, client_as: ClientAs) -> None:
    assert world.members.restricted
    row = begun(world, member=world.members.restricted, activity_place="示例驿站")
    address = reverse("members:floating-stay", args=[row.public_id])

    assert "示例驿站" in client_as(world.cast.secretary).get(address).content.decode()
    assert client_as(world.cast.officer).get(address).status_code == 404
    assert client_as(world.cast.staff).get(address).status_code == 404


def greeted(world: World, who: str, day: date = DAY) -> set[str]:
    """Which greetings are whose duty."""
    found = floating_duties(scope_of(getattr(world.cast, who), day), day)
    return {key for one in found if (key := one.key.split(":")[0]) in {"floating.welcome", "floating.farewell"}}


def hosted(world: World, member: PartyMember | None = None) -> FloatingStay:
    """A season of a member of the branch next door at the first branch."""
    away = Stay(
        since=AWAY, reason=FloatReason.SEASON, home=world.near.next_branch, host=world.near.branch,
        season=season(world),
    )  # fmt: skip
    guest = member or world.members.floating
    FloatingStay.objects.filter(member=guest).delete()
    PartyMember.objects.filter(pk=guest.pk).update(belonging=Belonging.REGISTERED)
    return begin_stay(member=PartyMember.objects.get(pk=guest.pk), stay=away, by=world.cast.staff, on=DAY)


def test_a_seasonal_guest_is_welcomed_and_seen_off_once_a_season_by_the_host(world: World) -> None:
    winter = season(world)
    told = Stay(since=AWAY, reason=FloatReason.SEASON, home_label="示例外地支部", host=world.near.branch, season=winter)
    row = register_guest(guest=Guest(name="示例候鸟"), stay=told, by=world.cast.staff, on=DAY)

    before = greeted(world, "secretary")
    note_greeting(stay=row, kind="welcome", by=world.cast.secretary, on=DAY)  # type: ignore[arg-type]

    assert before == {"floating.welcome"}
    assert greeted(world, "secretary") == set()
    assert greeted(world, "secretary", date(2027, 4, 10)) == {"floating.farewell"}
    assert greeted(world, "secretary", date(2027, 10, 20)) == {"floating.welcome"}
    assert winter.around(date(2027, 1, 1)) == (date(2026, 10, 15), date(2027, 4, 15))


def test_between_two_branches_here_the_host_greets_and_never_the_home(world: World, client_as: ClientAs) -> None:
    row = hosted(world)
    letter = reverse("members:floating-greeting", args=[row.public_id, "welcome"])

    assert [greeted(world, who) for who in ("secretary", "next_secretary")] == [{"floating.welcome"}, set()]
    assert [client_as(one).get(letter).status_code for one in (world.cast.secretary, world.cast.next_secretary)] == [
        200,
        404,
    ]


def test_who_goes_away_for_a_season_is_not_welcomed_at_home(world: World, client_as: ClientAs) -> None:
    row = begun(world, season=season(world), reason=FloatReason.SEASON)

    page = client_as(world.cast.secretary).get(reverse("members:floating-stay", args=[row.public_id]))

    assert greeted(world, "secretary") == set()
    assert "欢迎信" not in page.content.decode()


def test_the_host_is_told_nothing_of_a_restricted_guest_of_another_branch(world: World) -> None:
    row = hosted(world)
    PartyMember.objects.filter(pk=row.member_id).update(restricted=True)

    assert [greeted(world, who) for who in ("secretary", "next_secretary")] == [set(), set()]


def test_a_link_out_of_season_is_the_members_own(world: World) -> None:
    told = Stay(
        since=AWAY, reason=FloatReason.SEASON, home_label="示例外地支部", host=world.near.branch, season=season(world)
    )
    row = register_guest(guest=Guest(name="示例候鸟"), stay=told, by=world.cast.staff, on=DAY)
    agree_link(stay=row, by=world.cast.secretary, on=DAY)
    end_stay(stay=row, ended_on=DAY, by=world.cast.secretary, on=DAY)
    linked = PartyMember.objects.get(pk=row.member_id).path

    end_link(stay=row, by=world.cast.secretary)

    assert (linked, PartyMember.objects.get(pk=row.member_id).path) == (world.near.branch.path, "")


def test_typing_a_period_that_overlaps_keeps_what_was_typed(world: World, client_as: ClientAs) -> None:
    begun(world)
    address = reverse("members:floating-open", args=[world.members.full.public_id])
    typed = {"host": "示例另一外地支部", "since": DAY.isoformat(), "reason": "work"}

    answer = client_as(world.cast.secretary).post(address, typed)

    assert answer.status_code == 422
    assert "同一时间只有一段流动期" in answer.content.decode()
    assert "示例另一外地支部" in answer.content.decode()


def test_a_restricted_name_typed_into_the_search_finds_nothing(world: World, client_as: ClientAs) -> None:
    assert world.members.restricted
    begun(world, member=world.members.restricted)

    answer = client_as(world.cast.secretary).get(reverse("members:floating"), {"q": RESTRICTED_NAME})

    assert "没有符合筛选条件的记录" in answer.content.decode()


def test_the_member_starts_a_step_and_the_secretary_is_asked(world: World, client_as: ClientAs) -> None:
    row = begun(world, member=world.members.full)

    client_as(world.cast.member).post(reverse("me:floating-step", args=[row.public_id, "hello", "start"]))

    assert any(one.key.startswith("floating.step:") for one in duties(world))


def test_nobody_moves_the_steps_of_another(world: World, client_as: ClientAs) -> None:
    row = begun(world, member=world.members.second)
    link_person(user=world.cast.liaison, person=world.members.third.person, by=None)

    answer = client_as(world.cast.liaison).post(reverse("me:floating-step", args=[row.public_id, "hello", "start"]))

    assert (answer.status_code, LandingStep.objects.count()) == (404, 0)
