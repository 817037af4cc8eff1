"""Who floats for long: the rules advise the branch, on the page and as duties, and change nothing by themselves."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from conftest import ClientAs
from runwu.access.selectors import scope_of
from runwu.accounts.models import User
from runwu.core.models import DutyDecision
from runwu.core.registries import Duty, duty_providers
from runwu.core.retention import clear_daily
from runwu.members.choices import FloatReason, LandingKind, Membership, StepAct, TransferState
from runwu.members.floating.advice import long_away, transfer_advice
from runwu.members.floating.studying import LOST_KEY
from runwu.members.models import FloatingStay, PartyMember, Season, Transfer
from runwu.members.services.floating import Guest, Stay, begin_stay, move_step, note_contact, register_guest
from runwu.rules.periods import latest_start
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Outcome
from tests.world import DAY, RESTRICTED_NAME, World

pytestmark = pytest.mark.django_db(databases="__all__")
SIX_MONTHS_AGO = date(2026, 5, DAY.day)


def away(world: World, member: PartyMember | None = None, **more: Any) -> FloatingStay:
    """Record a period of a member that began six months ago."""
    told = {
        "since": SIX_MONTHS_AGO,
        "reason": FloatReason.WORK,
        "home": world.near.branch,
        "host_label": "示例外地支部",
    }
    who = member or world.members.second
    return begin_stay(member=who, stay=Stay(**{**told, **more}), by=world.cast.staff, on=DAY)


def duties(user: User, prefix: str, on: date = DAY) -> list[Duty]:
    """Return the duties of a kind of somebody, from all providers."""
    scope = scope_of(user, on)
    return [duty for provider in duty_providers for duty in provider(scope, on) if duty.key.startswith(prefix)]


def to_move(user: User, on: date = DAY) -> list[str]:
    """Return the titles of the duties to study whether a relation moves."""
    return [duty.title for duty in duties(user, "floating.transfer:", on)]


def test_six_months_at_a_fixed_place_are_a_duty_of_the_own_secretary_and_change_nothing(world: World) -> None:
    row = away(world)

    assert to_move(world.cast.secretary) == ["研究是否转接 示例党员乙 的组织关系"]
    assert to_move(world.cast.secretary, DAY - timedelta(days=1)) == []
    assert [to_move(who) for who in (world.cast.next_secretary, world.cast.leader, world.cast.member)] == [[], [], []]
    kept = PartyMember.objects.get(pk=row.member_id)
    assert (kept.membership, kept.organization, Transfer.objects.filter(member=kept).exists()) == (
        Membership.ACTIVE, world.near.branch, False,
    )  # fmt: skip


def test_the_duty_says_the_clause_and_the_months(world: World) -> None:
    away(world)

    duty = duties(world.cast.secretary, "floating.transfer:")[0]

    assert duty.source is not None
    assert (duty.source.article, "外出 6 个月 ≥ 6 个月" in duty.why, "由支部研究决定" in duty.why) == (
        "第二十五条",
        True,
        True,
    )


def test_a_season_is_no_fixed_place(world: World) -> None:
    away(world, reason=FloatReason.SEASON)

    assert to_move(world.cast.secretary) == []


def test_what_was_spoken_of_or_is_under_way_is_not_asked_again(world: World) -> None:
    spoken, sent = away(world), away(world, world.members.third)
    move_step(
        stay=spoken, kind=LandingKind.TRANSFER, act=StepAct.PROPOSE, by_member=False, by=world.cast.secretary, on=DAY
    )
    Transfer.objects.create(
        member=sent.member, source=world.near.branch, target_label="示例外地支部", state=TransferState.SENT,
        opened_on=DAY, reason="示例",
    )  # fmt: skip

    assert to_move(world.cast.secretary) == []


def test_only_the_own_secretary_is_asked_about_a_restricted_member(world: World) -> None:
    Transfer.objects.filter(member=world.members.restricted).delete()
    away(world, world.members.restricted)

    told = {name: to_move(getattr(world.cast, name)) for name in ("secretary", "officer", "staff", "dues_officer")}

    assert told == {
        "secretary": [f"研究是否转接 {RESTRICTED_NAME} 的组织关系"], "officer": [], "staff": [], "dues_officer": [],
    }  # fmt: skip


def test_guests_of_a_branch_are_one_duty_that_opens_their_list(world: World, client_as: ClientAs) -> None:
    for name in ("示例来客一", "示例来客二"):
        told = Stay(since=SIX_MONTHS_AGO, reason=FloatReason.WORK, home_label="示例外地支部", host=world.near.branch)
        register_guest(guest=Guest(name=name), stay=told, by=world.cast.staff, on=DAY)

    found = duties(world.cast.secretary, "floating.guests:")

    assert len(found) == 1
    assert "2 名流入党员" in found[0].title
    page = client_as(world.cast.secretary).get(found[0].url).content.decode()
    assert ("示例来客一" in page, "示例来客二" in page) == (True, True)


@pytest.mark.parametrize("on", [date(2026, 11, 20), date(2026, 11, 30), date(2027, 2, 28), date(2028, 2, 28)])
def test_the_list_keeps_whom_the_rule_tells_to_move(world: World, on: date) -> None:
    row = away(world)
    last = latest_start(6, on)

    told = [transfer_advice(_since(row, day), book=Rulebook(on=on)).outcome for day in (last, last + timedelta(days=1))]
    kept = [_kept(row, day, on) for day in (last, last + timedelta(days=1))]

    assert (told, kept) == ([Outcome.DUE, Outcome.ALLOWED], [True, False])


def _since(row: FloatingStay, day: date) -> FloatingStay:
    row.valid_from = day
    return row


def _kept(row: FloatingStay, day: date, on: date) -> bool:
    FloatingStay.objects.filter(pk=row.pk).update(valid_from=day)
    return FloatingStay.objects.filter(long_away(on), pk=row.pk).exists()


def page_of(row: FloatingStay, client_as: ClientAs, who: User) -> str:
    """Return the page of a period as somebody reads it."""
    return client_as(who).get(reverse("members:floating-stay", args=[row.public_id])).content.decode()


def test_after_recording_the_page_says_what_the_rules_say(world: World, client_as: ClientAs) -> None:
    typed = {"host": "示例外地支部", "since": SIX_MONTHS_AGO.isoformat(), "reason": "work"}
    address = reverse("members:floating-open", args=[world.members.second.public_id])

    page = client_as(world.cast.staff).post(address, typed, follow=True).content.decode()

    assert ("<h2>应当转移组织关系</h2>" in page, "起外出，组织关系没有转移" in page) == (True, True)
    assert "由支部研究决定" in page


def test_a_short_period_does_not_count_as_floating_yet(world: World, client_as: ClientAs) -> None:
    page = page_of(away(world, since=DAY - timedelta(days=10)), client_as, world.cast.staff)

    assert ("还不属于流动党员" in page, "<h2>应当转移组织关系</h2>" in page) == (True, False)


def test_a_seasonal_member_counts_as_floating_and_need_not_move(world: World, client_as: ClientAs) -> None:
    winter = Season.objects.create(
        organization=world.near.branch, name="示例冬季", first_month=10, first_day=15, last_month=4, last_day=15
    )

    page = page_of(away(world, season=winter), client_as, world.cast.staff)

    assert ("<h2>属于流动党员</h2>" in page, "<h2>应当转移" in page) == (True, False)


@pytest.mark.parametrize("name", ["members:floating-open", "members:floating-arrive"])
def test_beside_the_form_stands_what_comes_first_and_what_is_due_else(
    world: World, client_as: ClientAs, name: str
) -> None:
    arguments = [world.members.second.public_id] if name == "members:floating-open" else []

    page = client_as(world.cast.staff).get(reverse(name, args=arguments)).content.decode()

    said = [
        "应当先转移组织关系" in page, "在全国党员管理信息系统登记流出" in page, "在全国党员管理信息系统登记流入" in page,
    ]  # fmt: skip
    assert said == [True, True, True]
    assert "还没有登记" not in page


def heard(world: World, day: date) -> FloatingStay:
    """Record a period and its last contact."""
    row = away(world, since=date(2026, 1, 5))
    note_contact(stay=row, day=day, by=world.cast.secretary, on=DAY)
    return row


def lost(world: World, on: date) -> list[str]:
    """Return the titles of the duties of the secretary to look for somebody."""
    return [duty.title for duty in duties(world.cast.secretary, LOST_KEY, on)]


def test_six_months_after_the_last_contact_the_secretary_looks_into_it_for_thirty_days(world: World) -> None:
    row = heard(world, date(2026, 5, 10))
    due = date(2026, 11, 10)

    shown = [lost(world, day) != [] for day in (due - timedelta(days=1), due, due + timedelta(days=29))]

    assert (shown, lost(world, due + timedelta(days=30))) == ([False, True, True], [])
    assert [duties(who, LOST_KEY, due) for who in (world.cast.staff, world.cast.officer)] == [[], []]
    assert "没有决定以前，党员身份不变" in duties(world.cast.secretary, LOST_KEY, due)[0].why
    assert PartyMember.objects.get(pk=row.member_id).membership == Membership.ACTIVE


def test_where_no_contact_was_ever_noted_nobody_is_taken_for_lost(world: World) -> None:
    away(world)

    assert lost(world, DAY) == []


def test_a_word_of_the_member_about_a_step_is_a_contact(world: World) -> None:
    row = heard(world, SIX_MONTHS_AGO)
    assert lost(world, DAY)
    move_step(stay=row, kind=LandingKind.HELLO, act=StepAct.START, by_member=True, by=world.cast.member, on=DAY)

    assert lost(world, DAY) == []


def test_what_was_decided_about_looking_for_somebody_goes_as_leads_do(world: World) -> None:
    DutyDecision.objects.create(
        duty_key=f"{LOST_KEY}1", decision="postponed", reason="示例", decided_by=world.cast.secretary.public_id
    )
    DutyDecision.objects.update(decided_at="2026-01-01T00:00:00Z")

    clear_daily()

    assert list(DutyDecision.objects.all()) == []


def test_more_periods_ask_the_database_no_more(world: World) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            found = [*duties(world.cast.secretary, "floating.")]
        assert found
        return len(captured)

    away(world)
    few = asked()
    away(world, world.members.third)
    away(world, world.members.full)

    assert asked() == few
