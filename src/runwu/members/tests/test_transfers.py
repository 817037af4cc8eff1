from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from runwu.access.selectors import scope_of
from runwu.core.errors import Conflict, RuleRefused, UserError
from runwu.core.models import AuditEntry
from runwu.core.rulebooks import rulebook
from runwu.members import transfers
from runwu.members.choices import Belonging, Membership, Route, Standing, TransferAct, TransferState
from runwu.members.models import Affiliation, FloatingStay, PartyMember, Transfer, TransferLetter
from runwu.members.services.transfers import (
    Arrival,
    Order,
    accept_transfers,
    close_receipt,
    note_reminder,
    open_transfer,
    refuse_transfer,
    register_arrival,
    reissue_letter,
    send_receipt,
    withdraw_transfer,
)
from runwu.organizations.choices import Form, OrganizationState
from runwu.organizations.models import Organization
from runwu.people.models import Person
from runwu.rules.tests.codes import identity_number
from tests.world import DAY, World

pytestmark = pytest.mark.django_db
SENT = date(2026, 11, 1)
IDENTITY = identity_number()


@pytest.fixture
def world(standing_world: World) -> World:
    return standing_world


def order(world: World, **changes: Any) -> Order:
    asked: dict[str, Any] = {"route": Route.PROVINCE, "sent_on": SENT, "reason": "工作单位变动"}
    return Order(**(asked | {"target": world.near.next_branch} | changes))


def sent(world: World, member: PartyMember | None = None, **changes: Any) -> Transfer:
    return open_transfer(
        member=member or world.members.full, order=order(world, **changes), by=world.cast.staff, book=rulebook(on=DAY)
    )


def accepted(world: World, *transfers: Transfer, on: date = DAY) -> int:
    return accept_transfers(transfers=transfers, accepted_on=on, on=DAY, by=world.cast.next_secretary)


def test_a_sent_member_stays_with_the_old_branch_until_accepted(world: World) -> None:
    transfer = sent(world)

    member = PartyMember.objects.get(pk=world.members.full.pk)
    assert (member.organization, transfer.state) == (world.near.branch, TransferState.SENT)
    assert (transfer.due_on, transfer.remind_on) == (SENT + timedelta(days=30), SENT + timedelta(days=10))


def test_accepting_gives_the_new_affiliation_from_its_day_on(world: World) -> None:
    accepted(world, sent(world))

    member = PartyMember.objects.get(pk=world.members.full.pk)
    held = Affiliation.objects.filter(member=member).order_by("valid_from").values_list("organization", "valid_to")
    assert list(held) == [(world.near.branch.pk, DAY), (world.near.next_branch.pk, None)]
    assert (member.organization, member.path) == (world.near.next_branch, world.near.next_branch.path)


def test_a_limit_that_has_passed_changes_nothing_and_the_transfer_may_still_be_accepted(world: World) -> None:
    transfer = sent(world, sent_on=date(2026, 3, 2))

    assert transfer.due_on is not None
    assert transfer.due_on < DAY
    assert PartyMember.objects.get(pk=transfer.member_id).membership == Membership.ACTIVE
    assert accepted(world, transfer) == 1


def test_a_second_open_transfer_is_refused_by_rule(world: World) -> None:
    sent(world)

    with pytest.raises(RuleRefused, match="不能再开一次转接"):
        sent(world, target=world.far.branch)


def test_the_database_keeps_a_second_open_transfer_out_too(world: World) -> None:
    sent(world)

    with pytest.raises(IntegrityError), transaction.atomic():
        Transfer.objects.create(
            member=world.members.full, target=world.far.branch, state=TransferState.SENT, reason="示例", opened_on=DAY
        )


def test_a_transfer_to_the_own_branch_is_refused(world: World) -> None:
    with pytest.raises(UserError, match="现在所在的支部"):
        sent(world, target=world.near.branch)


@pytest.mark.parametrize("form", [Form.TEMPORARY_BRANCH, Form.FUNCTIONAL_BRANCH, Form.FLOATING_BRANCH, Form.COMMITTEE])
def test_only_branches_that_hold_members_accept_them(world: World, form: Form) -> None:
    Organization.objects.filter(pk=world.near.next_branch.pk).update(form=form)

    with pytest.raises(UserError, match="不接收正式组织关系"):
        sent(world, target=Organization.objects.get(pk=world.near.next_branch.pk))


def test_a_dissolved_branch_accepts_nobody_neither_at_sending_nor_later(world: World) -> None:
    transfer = sent(world)
    gone = {"state": OrganizationState.DISSOLVED, "dissolved_on": DAY}
    Organization.objects.filter(pk=world.near.next_branch.pk).update(**gone)

    with pytest.raises(UserError, match="不能接收组织关系"):
        accepted(world, transfer)
    with pytest.raises(UserError, match="不能接收组织关系"):
        sent(world, member=world.members.second, target=Organization.objects.get(pk=world.near.next_branch.pk))


def test_a_suspended_member_is_not_transferred(world: World) -> None:
    PartyMember.objects.filter(pk=world.members.full.pk).update(membership=Membership.SUSPENDED)

    with pytest.raises(RuleRefused, match="不能转接组织关系"):
        sent(world)


@pytest.mark.parametrize("day", [date(2026, 11, 21), date(2024, 2, 29)])
def test_nothing_is_sent_tomorrow_or_before_the_affiliation_began(world: World, day: date) -> None:
    with pytest.raises(UserError, match="日期"):
        sent(world, sent_on=day)


def test_nothing_is_accepted_before_it_was_sent(world: World) -> None:
    with pytest.raises(UserError, match="日期早于 2026-11-01"):
        accepted(world, sent(world), on=date(2026, 10, 31))


def test_an_affiliation_of_the_same_day_is_not_overwritten(world: World) -> None:
    first = arrived(world, issued_on=DAY)
    accepted(world, first)

    with pytest.raises(UserError, match="日期早于 2026-11-21"):
        accepted(world, sent(world, member=first.member, sent_on=DAY))


def test_a_refusal_needs_a_reason_and_leaves_the_member_where_he_is(world: World) -> None:
    transfer = sent(world)

    with pytest.raises(RuleRefused, match="不得拒绝接收"):
        refuse_transfer(transfer=transfer, reason=" ", refused_on=DAY, on=DAY, by=world.cast.next_secretary)
    refuse_transfer(transfer=transfer, reason="已不在本单位工作", refused_on=DAY, on=DAY, by=world.cast.next_secretary)

    transfer.refresh_from_db()
    assert (transfer.state, transfer.closed_on) == (TransferState.REFUSED, None)
    assert PartyMember.objects.get(pk=transfer.member_id).organization == world.near.branch


def test_sending_anew_answers_the_refusal(world: World) -> None:
    first = sent(world)
    refuse_transfer(transfer=first, reason="编号不清", refused_on=DAY, on=DAY, by=world.cast.next_secretary)

    second = sent(world, sent_on=DAY)

    first.refresh_from_db()
    assert (first.closed_on, second.state, second.pk != first.pk) == (DAY, TransferState.SENT, True)


def test_what_was_withdrawn_is_not_accepted_any_more(world: World) -> None:
    transfer = sent(world)
    withdraw_transfer(transfer=transfer, reason="本人不再调动", on=DAY, by=world.cast.staff)

    with pytest.raises(Conflict, match="已撤回"):
        accepted(world, transfer)


def test_all_are_accepted_or_none(world: World) -> None:
    first, second = sent(world), sent(world, member=world.members.second)
    withdraw_transfer(transfer=second, reason="本人不再调动", on=DAY, by=world.cast.staff)

    with pytest.raises(Conflict):
        accepted(world, first, second)

    assert Transfer.objects.get(pk=first.pk).state == TransferState.SENT


def test_a_member_whose_affiliation_moved_meanwhile_is_not_accepted(world: World) -> None:
    transfer = sent(world)
    PartyMember.objects.filter(pk=transfer.member_id).update(organization=world.far.branch)

    with pytest.raises(UserError, match="另有变动"):
        accepted(world, transfer)


def test_a_letter_is_valid_as_long_as_the_park_says_and_its_receipt_closes_it(world: World) -> None:
    transfer = sent(world, route=Route.LETTER, number="示例 0001")
    accepted(world, transfer)
    transfer.refresh_from_db()
    letter = transfer.letters.get()
    before = (transfer.receipt_due_on, transfer.closed_on)

    close_receipt(transfer=transfer, received_on=DAY, on=DAY, by=world.cast.staff)

    transfer.refresh_from_db()
    assert letter.valid_until == SENT + timedelta(days=90)
    assert (before, transfer.closed_on) == ((DAY + timedelta(days=30), None), DAY)


def test_a_number_is_used_once(world: World) -> None:
    sent(world, route=Route.LETTER, number="示例 0001")

    with pytest.raises(UserError, match="已经登记过"):
        sent(world, member=world.members.second, route=Route.LETTER, number="示例 0001")


@pytest.mark.parametrize("number", ["第0001号", "第 0001 号", "０００１", " 0001"])
def test_a_number_written_in_another_way_is_the_same_number(world: World, number: str) -> None:
    sent(world, route=Route.LETTER, number="0001")

    with pytest.raises(UserError, match="已经登记过"):
        sent(world, member=world.members.second, route=Route.LETTER, number=number)

    sent(world, member=world.members.second, route=Route.LETTER, number="第0002号")


def test_the_number_of_a_restricted_members_letter_does_not_betray_it(world: World) -> None:
    held = TransferLetter.objects.get(transfer__member=world.members.restricted)

    assert sent(world, route=Route.LETTER, number=held.number).state == TransferState.SENT


def test_a_new_letter_voids_the_old_one_and_sets_new_limits(world: World) -> None:
    transfer = sent(world, route=Route.LETTER, number="示例 0001", sent_on=date(2026, 6, 1))

    reissue_letter(transfer=transfer, number="示例 0002", addressee="", issued_on=DAY, on=DAY, by=world.cast.staff)

    transfer.refresh_from_db()
    assert list(transfer.letters.values_list("number", "voided_on")) == [("示例 0002", None), ("示例 0001", DAY)]
    assert transfer.due_on == DAY + timedelta(days=90)


def test_a_reminder_is_asked_for_again_ten_days_later(world: World) -> None:
    transfer = sent(world)

    note_reminder(transfer=transfer, words="已电话联系", on=DAY, by=world.cast.staff)

    transfer.refresh_from_db()
    assert transfer.remind_on == DAY + timedelta(days=10)


def test_who_goes_elsewhere_ends_the_affiliation_here_and_stays_a_member(world: World) -> None:
    transfer = sent(world, target=None, target_label="示例外省支部", target_code="1234567890")
    accepted(world, transfer)

    member = PartyMember.objects.get(pk=world.members.full.pk)
    assert (member.organization, member.path, member.membership) == (None, "", Membership.ACTIVE)
    assert not Affiliation.objects.open().filter(member=member).exists()


def test_who_hosts_a_floating_member_may_take_the_affiliation_over(world: World) -> None:
    paper = Arrival(
        target=world.near.next_branch, source_label="示例外地支部", route=Route.LETTER, issued_on=SENT, number="7"
    )
    PartyMember.objects.filter(pk=world.members.floating.pk).update(organization=None)
    Affiliation.objects.filter(member=world.members.floating).delete()

    transfer = register_arrival(
        arrival=paper, member=world.members.floating, by=world.cast.staff, book=rulebook(on=DAY)
    )
    accepted(world, transfer)

    member = PartyMember.objects.get(pk=world.members.floating.pk)
    assert (member.organization, member.belonging) == (world.near.next_branch, Belonging.REGISTERED)
    assert FloatingStay.objects.get(member=member).valid_to == DAY


def arrival(world: World, **changes: Any) -> Arrival:
    asked: dict[str, Any] = {
        "target": world.near.branch, "source_label": "示例外省支部", "route": Route.LETTER, "issued_on": SENT,
        "number": "示例 9", "name": "示例转入", "admitted_on": date(2015, 7, 1), "identity": IDENTITY,
    }  # fmt: skip
    return Arrival(**(asked | changes))


def arrived(world: World, **changes: Any) -> Transfer:
    return register_arrival(
        arrival=arrival(world, **changes), member=None, by=world.cast.secretary, book=rulebook(on=DAY)
    )


def test_who_comes_from_outside_belongs_here_once_accepted(world: World) -> None:
    transfer = arrived(world)
    waiting = PartyMember.objects.get(pk=transfer.member_id)

    accepted(world, transfer)

    member = PartyMember.objects.get(pk=transfer.member_id)
    assert (waiting.organization, waiting.belonging) == (None, Belonging.NOT_TRANSFERRED)
    assert (member.organization, member.belonging) == (world.near.branch, Belonging.REGISTERED)
    assert member.person.identity_tail == IDENTITY[-4:]


def test_a_letter_from_elsewhere_is_over_once_its_receipt_went_back(world: World) -> None:
    transfer = arrived(world)
    accepted(world, transfer)
    transfer.refresh_from_db()
    assert (transfer.receipt_due_on is not None, transfer.closed_on) == (True, None)

    send_receipt(transfer=transfer, sent_on=DAY, on=DAY, by=world.cast.secretary)

    transfer.refresh_from_db()
    assert transfer.closed_on == DAY


def test_an_identity_number_that_is_known_elsewhere_tells_nobody(world: World) -> None:
    first = arrived(world, target=world.far.branch)

    second = arrived(world)

    assert second.state == TransferState.SENT
    assert second.member_id != first.member_id
    assert Person.objects.exclude(identity_index=None).count() == 1


def test_who_left_and_comes_back_is_the_same_person(world: World) -> None:
    first = arrived(world)
    accepted(world, first, on=date(2026, 11, 10))
    leaving = sent(world, member=first.member, target=None, target_label="示例外省支部", sent_on=date(2026, 11, 12))
    accepted(world, leaving)

    again = arrived(world, issued_on=DAY, number="示例 10")

    assert again.member_id == first.member_id


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"admitted_on": date(2027, 1, 1)}, "晚于"),
        ({"converted_on": date(2027, 1, 1)}, "晚于"),
        ({"identity": identity_number(birth="20000101")}, "不满规定年龄"),
        ({"converted_on": date(2014, 7, 1)}, "早于入党日期"),
        ({"standing": Standing.PROBATIONARY, "converted_on": date(2016, 7, 1)}, "预备党员"),
    ],
)
def test_an_arrival_whose_dates_cannot_be_is_refused_and_registers_nobody(
    world: World, changes: dict[str, Any], said: str
) -> None:
    with pytest.raises(UserError, match=said):
        arrived(world, **changes)

    assert not Person.objects.filter(name="示例转入").exists()


def test_who_comes_back_is_not_accepted_on_a_day_of_the_affiliation_that_ended(world: World) -> None:
    first = arrived(world)
    accepted(world, first, on=date(2026, 11, 5))
    leaving = sent(world, member=first.member, target=None, target_label="示例外省支部", sent_on=date(2026, 11, 6))
    accepted(world, leaving, on=date(2026, 11, 15))
    again = arrived(world, issued_on=date(2026, 11, 12), number="示例 10")

    with pytest.raises(UserError, match="2026-11-15 才结束"):
        accepted(world, again, on=date(2026, 11, 12))

    accepted(world, again, on=date(2026, 11, 15))


@pytest.mark.parametrize("label", ["示例春分支部", "中共示例春分支部", "中共示例春分支部委员会"])
def test_nobody_arrives_from_the_branch_to_which_they_come(world: World, label: str) -> None:
    with pytest.raises(UserError, match="就是编入的支部"):
        arrived(world, source_label=label)
    before = arrived(world)
    Transfer.objects.filter(pk=before.pk).update(source_label=label)

    with pytest.raises(UserError, match="就是编入的支部"):
        accepted(world, before)

    assert PartyMember.objects.get(pk=before.member_id).organization is None


def test_a_member_of_here_is_not_registered_as_coming_from_outside(world: World) -> None:
    with pytest.raises(UserError, match="已经在这里"):
        register_arrival(arrival=arrival(world), member=world.members.full, by=world.cast.staff, book=rulebook(on=DAY))


def test_what_was_due_is_taken_up_and_keeps_where_it_came_from(world: World) -> None:
    due = Transfer.objects.create(
        member=world.members.full, source=world.near.branch, target=world.near.next_branch, reason="联合党支部成立",
        opened_on=SENT, origin=world.near.park.public_id,
    )  # fmt: skip

    transfer = sent(world)

    assert (transfer.pk, transfer.origin) == (due.pk, world.near.park.public_id)


def test_every_act_is_a_step_and_a_line_of_the_log_without_names(world: World) -> None:
    transfer = sent(world, note="示例说明")
    accepted(world, transfer)

    assert list(transfer.steps.values_list("act", flat=True)) == [TransferAct.ACCEPTED, TransferAct.SENT]
    entries = AuditEntry.objects.filter(action__startswith="members.transfer.")
    assert [(one.action, one.restricted) for one in entries.order_by("pk")] == [
        ("members.transfer.sent", False),
        ("members.transfer.accepted", False),
    ]
    assert "示例" not in "".join(str(one.extra) for one in entries)


def test_the_log_of_a_restricted_members_transfer_is_for_who_must_know(world: World) -> None:
    transfer = Transfer.objects.get(member=world.members.restricted)

    withdraw_transfer(transfer=transfer, reason="本人不再调动", on=DAY, by=world.cast.secretary)

    assert AuditEntry.objects.get(action="members.transfer.withdrawn").restricted


def test_a_member_who_asks_for_restriction_later_is_forgotten_where_he_came_from(world: World) -> None:
    accepted(world, sent(world))
    known = transfers.visible(scope=scope_of(world.cast.secretary, DAY)).filter(member=world.members.full)
    before = known.count()

    PartyMember.objects.filter(pk=world.members.full.pk).update(restricted=True)

    here = transfers.visible(scope=scope_of(world.cast.next_secretary, DAY)).filter(member=world.members.full)
    assert (before, known.count(), here.count()) == (1, 0, 1)


def test_a_restricted_member_is_forgotten_where_the_transfer_failed(world: World) -> None:
    transfer = Transfer.objects.get(member=world.members.restricted)
    Transfer.objects.filter(pk=transfer.pk).update(target=world.near.next_branch)
    known = transfers.visible(scope=scope_of(world.cast.next_secretary, DAY)).filter(pk=transfer.pk)
    before = known.count()

    withdraw_transfer(transfer=transfer, reason="本人不再调动", on=DAY, by=world.cast.secretary)

    assert (before, known.count()) == (1, 0)
