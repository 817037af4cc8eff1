from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from conftest import ClientAs
from runwu.access.selectors import scope_of
from runwu.core.registries import Duty
from runwu.core.rulebooks import rulebook
from runwu.members.choices import Route, TransferState
from runwu.members.models import PartyMember, Transfer
from runwu.members.services.transfers import Order, accept_transfers, open_transfer
from runwu.organizations.choices import OrganizationState
from runwu.organizations.models import Organization
from runwu.workbench.duties import today
from tests.world import DAY, RESTRICTED_NAME, World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(standing_world: World) -> World:
    return standing_world


@pytest.fixture
def client_as(standing_client_as: ClientAs) -> ClientAs:
    return standing_client_as


def send(client: Client, member: PartyMember, **typed: Any) -> Any:
    data = {"reason": "工作单位变动", "route": Route.PROVINCE, "target": "示例谷雨支部", "sent_on": "2026-11-01"}
    return client.post(reverse("members:transfer-open", args=[member.public_id]), data | typed)


def waiting(world: World) -> Transfer:
    """Send the second member by letter to the branch next door."""
    order = Order(
        route=Route.LETTER, sent_on=DAY, reason="工作单位变动", target=world.near.next_branch, number="示例 1"
    )
    return open_transfer(member=world.members.second, order=order, by=world.cast.staff, book=rulebook(on=DAY))


def words(answer: Any) -> str:
    return str(answer.content.decode())


def duties_of(client: Client) -> str:
    return words(client.get("/"))


def test_a_secretary_sends_and_the_other_accepts_by_one_tap_and_one_confirmation(
    world: World, client_as: ClientAs
) -> None:
    sender, receiver = client_as(world.cast.secretary), client_as(world.cast.next_secretary)
    send(sender, world.members.second)
    transfer = Transfer.objects.get(member=world.members.second)
    address, tapped = reverse("members:transfers-receive"), {"transfer": transfer.public_id, "day": "2026-11-20"}

    look = receiver.post(address, {**tapped, "step": "look"})
    done = receiver.post(address, {**tapped, "step": "confirm"}, follow=True)

    assert "确认接收这些党员" in words(look)
    assert "已接收 1 名" in words(done)
    member = PartyMember.objects.get(pk=world.members.second.pk)
    assert member.organization == world.near.next_branch


def test_both_sides_are_asked_and_the_same_duty_ends_when_it_is_done(world: World, client_as: ClientAs) -> None:
    send(client_as(world.cast.secretary), world.members.second)
    receiver, sender = client_as(world.cast.next_secretary), client_as(world.cast.secretary)
    before = duties_of(receiver), duties_of(sender)
    transfer = Transfer.objects.get(member=world.members.second)

    act = reverse("members:transfer-act", args=[transfer.public_id, "accept"])
    receiver.post(act, {"day": "2026-11-20"})

    assert "示例谷雨支部：1 名党员的组织关系待接收" in before[0]
    assert "示例春分支部：转出 2 件还没有接收" in before[1]
    assert "待接收" not in duties_of(receiver)
    assert "转出 1 件还没有接收" in duties_of(sender)


def test_a_reminder_names_whom_to_call(world: World, client_as: ClientAs) -> None:
    sender = client_as(world.cast.staff)
    send(sender, world.members.second)

    assert "接收方：示例谷雨支部。" in duties_of(sender)


def test_the_member_is_told_and_has_a_page(world: World, client_as: ClientAs) -> None:
    send(client_as(world.cast.staff), world.members.full)
    client = client_as(world.cast.member)

    assert "你的组织关系正在转接" in duties_of(client)
    assert "示例谷雨支部" in words(client.get(reverse("members:own-transfers")))


def test_a_duty_counts_restricted_members_only_for_who_must_know(world: World) -> None:
    def titles(duties: Any) -> list[str]:
        found: list[Duty] = [*duties.due, *duties.waiting]
        return [duty.title for duty in found if duty.key.startswith("members.transfers:")]

    knowing = today(scope=scope_of(world.cast.secretary, DAY), on=DAY)
    others = today(scope=scope_of(world.cast.staff, DAY), on=DAY)

    assert titles(knowing) == ["示例春分支部：转出 1 件还没有接收，打电话问一次"]
    assert titles(others) == []


@pytest.mark.parametrize("who", ["staff", "clerk", "officer", "next_secretary", "member"])
def test_who_need_not_know_can_neither_send_nor_open_a_restricted_members_transfer(
    world: World, client_as: ClientAs, who: str
) -> None:
    client, member = client_as(getattr(world.cast, who)), world.members.restricted
    assert member is not None
    transfer = Transfer.objects.get(member=member)

    asked = [
        client.get(reverse("members:transfer-open", args=[member.public_id])),
        client.get(reverse("members:transfer", args=[transfer.public_id])),
        client.get(reverse("members:transfer-letter", args=[transfer.public_id])),
        client.post(reverse("members:transfer-act", args=[transfer.public_id, "withdraw"]), {"words": "示例"}),
    ]

    assert [one.status_code for one in asked] == [404] * 4


def test_who_must_know_sees_the_restricted_members_transfer_and_its_letter(world: World, client_as: ClientAs) -> None:
    transfer = Transfer.objects.get(member=world.members.restricted)
    client = client_as(world.cast.secretary)

    pages = [
        words(client.get(reverse(f"members:{name}", args=[transfer.public_id])))
        for name in ("transfer", "transfer-letter")
    ]

    assert all(RESTRICTED_NAME in page for page in pages)
    assert "期限 2026-08-30 已过" in pages[0]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"target": "没有这个支部"}, "没有找到这个党组织"),
        ({"target": "示例春分支部"}, "现在所在的支部"),
        ({"route": Route.LETTER}, "介绍信要有编号"),
        ({"route": Route.NATION, "target": "示例外省支部", "outside": "on"}, "请填写对方的组织编码"),
        ({"target": "示例谷雨支部", "outside": "on"}, "这个党组织在本系统里"),
        ({"sent_on": "2027-01-01"}, "日期不能晚于今天"),
        ({"sent_on": "昨天"}, "输入一个有效的日期"),
        ({"reason": "别的"}, "选择一个有效的选项"),
        ({"target": "示例甲园区综合党委"}, "不接收正式组织关系"),
    ],
)
def test_what_can_be_mended_is_said_beside_the_form(
    world: World, client_as: ClientAs, typed: dict[str, str], says: str
) -> None:
    answer = send(client_as(world.cast.secretary), world.members.second, **typed)

    assert (answer.status_code, says in words(answer)) == (422, True), words(answer)
    assert not Transfer.objects.filter(member=world.members.second).exists()


def test_a_dissolved_branch_out_of_reach_is_as_good_as_none(world: World, client_as: ClientAs) -> None:
    gone = {"state": OrganizationState.DISSOLVED, "dissolved_on": DAY}
    Organization.objects.filter(pk__in=(world.near.next_branch.pk, world.far.next_branch.pk)).update(**gone)
    client = client_as(world.cast.staff)

    near = send(client, world.members.second)
    far = send(client, world.members.second, target=world.far.next_branch.short_name)

    assert "不能接收组织关系" in words(near)
    assert "没有找到这个党组织" in words(far)


def test_a_second_transfer_is_refused_with_its_clause(world: World, client_as: ClientAs) -> None:
    client = client_as(world.cast.secretary)
    send(client, world.members.second)

    answer = send(client, world.members.second, target="示例立夏支部")

    assert answer.status_code == 409
    assert "不能再开一次转接" in words(answer)


def test_what_another_has_decided_meanwhile_is_a_conflict(world: World, client_as: ClientAs) -> None:
    transfer = waiting(world)
    Transfer.objects.filter(pk=transfer.pk).update(state=TransferState.WITHDRAWN)

    answer = client_as(world.cast.next_secretary).post(
        reverse("members:transfers-receive"),
        {"transfer": transfer.public_id, "day": "2026-11-20", "step": "confirm"},
    )

    assert answer.status_code == 409


def test_nothing_tapped_is_said(world: World, client_as: ClientAs) -> None:
    answer = client_as(world.cast.next_secretary).post(
        reverse("members:transfers-receive"), {"transfer": "kein", "day": "2026-11-20"}
    )

    assert (answer.status_code, "没有选人" in words(answer)) == (422, True)


@pytest.mark.parametrize(("who", "act"), [("secretary", "accept"), ("next_secretary", "withdraw"), ("staff", "note")])
def test_an_act_of_the_other_side_does_not_exist(world: World, client_as: ClientAs, who: str, act: str) -> None:
    transfer = waiting(world)

    answer = client_as(getattr(world.cast, who)).get(reverse("members:transfer-act", args=[transfer.public_id, act]))

    assert answer.status_code == 404


def test_a_person_from_outside_is_registered_and_waits_for_the_branch(world: World, client_as: ClientAs) -> None:
    typed = {
        "name": "示例转入", "standing": "full", "admitted_on": "2015-07-01", "source_label": "示例外省支部",
        "route": Route.LETTER, "number": "示例 9", "issued_on": "2026-11-01", "target": world.near.branch.public_id,
    }  # fmt: skip

    answer = client_as(world.cast.staff).post(reverse("members:transfer-arrive"), typed, follow=True)

    assert "已登记转入，待支部接收" in words(answer)
    assert PartyMember.objects.get(person__name="示例转入").organization is None


def test_a_wrong_identity_number_is_refused_without_saying_what_is_expected(world: World, client_as: ClientAs) -> None:
    typed = {"name": "示例转入", "identity": "110105194912310021", "target": world.near.branch.public_id}

    answer = client_as(world.cast.staff).post(reverse("members:transfer-arrive"), typed)

    assert "公民身份号码有误。请对照证件核对。" in words(answer)


def test_the_letter_prints_its_validity_in_capitals_and_no_identity_number(world: World, client_as: ClientAs) -> None:
    transfer = waiting(world)

    page = words(client_as(world.cast.staff).get(reverse("members:transfer-letter", args=[transfer.public_id])))

    assert "玖拾" in page
    assert "00000000000" not in page


def test_the_page_says_where_the_rules_send_an_affiliation(world: World, client_as: ClientAs) -> None:
    client = client_as(world.cast.secretary)
    restricted = world.members.restricted
    assert restricted is not None

    page = words(client.get(reverse("members:transfer-open", args=[world.members.full.public_id])))
    sealed = words(client.get(reverse("members:transfer-open", args=[restricted.public_id])))

    assert "转到工作单位党组织" in page
    assert "工作单位党组织" not in sealed


def outside(world: World, number: str = "示例 1") -> Transfer:
    """Send the second member by letter to an organisation that is not here."""
    order = Order(
        route=Route.LETTER, sent_on=DAY, reason="工作单位变动", target_label="示例外省支部", number=number
    )  # fmt: skip
    return open_transfer(member=world.members.second, order=order, by=world.cast.staff, book=rulebook(on=DAY))


def test_the_answer_of_an_organisation_elsewhere_is_written_down_and_not_given(
    world: World, client_as: ClientAs
) -> None:
    transfer, client = outside(world), client_as(world.cast.secretary)
    address = reverse("members:transfer", args=[transfer.public_id])

    before = words(client.get(address))
    asked = words(client.get(reverse("members:transfer-act", args=[transfer.public_id, "refuse"])))
    client.post(reverse("members:transfer-act", args=[transfer.public_id, "accept"]), {"day": "2026-11-22"})

    assert ("登记对方已接收" in before, "登记对方退回" in before, "双方看到的是同一个状态" in before) == (
        True, True, False,
    )  # fmt: skip
    assert ("照对方的答复写" in asked, "没有正当理由不得拒绝" in asked) == (True, False)
    assert "登记对方已接收" in words(client.get(address))


def test_between_two_organisations_here_both_read_the_same_and_the_new_one_accepts(
    world: World, client_as: ClientAs
) -> None:
    transfer = waiting(world)

    page = words(client_as(world.cast.next_secretary).get(reverse("members:transfer", args=[transfer.public_id])))

    assert ("双方看到的是同一个状态" in page, "登记对方" in page, ">接收</a>" in page) == (True, False, True)


def test_a_letter_taken_back_stays_on_the_page_as_void_and_the_list_shows_no_limit(
    world: World, client_as: ClientAs
) -> None:
    transfer, client = waiting(world), client_as(world.cast.secretary)
    until = transfer.due_on

    client.post(reverse("members:transfer-act", args=[transfer.public_id, "withdraw"]), {"words": "示例"})

    page = words(client.get(reverse("members:transfer", args=[transfer.public_id])))
    assert "编号 示例 1，2026-11-20 开具，2026-11-20 作废" in page
    assert until is not None
    assert until.isoformat() not in words(client.get(reverse("members:transfers"), {"state": "withdrawn"}))


def test_fields_of_one_route_stand_under_its_name_and_what_the_route_needs_is_not_called_optional(
    world: World, client_as: ClientAs
) -> None:
    page = words(
        client_as(world.cast.secretary).get(reverse("members:transfer-open", args=[world.members.second.public_id]))
    )

    assert '<fieldset class="fields" data-route="letter"><legend>组织关系介绍信（三联）</legend>' in page
    assert ('<label for="id_number">介绍信编号</label>' in page, 'id="id_number" required' in page) == (True, False)


def test_what_was_typed_for_another_route_counts_for_nothing(world: World, client_as: ClientAs) -> None:
    send(client_as(world.cast.secretary), world.members.second, code="示例编码", number="示例 1")

    transfer = Transfer.objects.get(member=world.members.second)
    assert (transfer.target_code, transfer.letters.exists()) == ("", False)


def test_where_the_rules_send_an_affiliation_is_no_verdict_on_what_is_not_chosen_yet(
    world: World, client_as: ClientAs
) -> None:
    page = words(
        client_as(world.cast.secretary).get(reverse("members:transfer-open", args=[world.members.full.public_id]))
    )

    assert ("按规定转往哪里" in page, "可以办" in page) == (True, False)


@pytest.mark.parametrize(
    ("number", "whole", "filled"),
    [
        ("0001", '<span class="fx">第</span> 0001 <span class="fx">号</span>', "0001"),
        ("第0001号", '<p class="no">第0001号</p>', '<span class="fx">第</span> 0001 <span class="fx">号</span>'),
        ("示例第0001号", '<p class="no">示例第0001号</p>', '</span> 示例第0001 <span class="fx">号</span>'),
    ],
)
def test_a_number_written_with_its_frame_is_not_framed_again(
    world: World, client_as: ClientAs, number: str, whole: str, filled: str
) -> None:
    address = reverse("members:transfer-letter", args=[outside(world, number).public_id])
    client = client_as(world.cast.staff)

    assert whole in words(client.get(address))
    assert filled in words(client.get(address, {"fill": "1"}))


def transfer_of(member: PartyMember, source: Organization | None, target: Organization, **more: Any) -> Transfer:
    limits = {"opened_on": date(2026, 9, 1), "remind_on": date(2026, 9, 11), "due_on": date(2026, 12, 1)}
    return Transfer.objects.create(
        member=member, source=source, target=target, reason="工作单位变动",
        **{"route": Route.LETTER, "state": TransferState.SENT, **limits, **more},
    )  # fmt: skip


def five_transfers(world: World) -> dict[str, Transfer]:
    """Return one that is late, one whose day is today, one whose receipt is open, one that is closed, one that comes."""
    near, members = world.near, world.members
    done = {"state": TransferState.DONE, "accepted_on": date(2026, 10, 1)}
    return {
        "late": transfer_of(members.second, near.branch, near.next_branch, due_on=date(2026, 11, 19)),
        "today": transfer_of(members.third, near.branch, near.next_branch, due_on=DAY),
        "receipt": transfer_of(members.full, near.branch, near.next_branch, **done),
        "closed": transfer_of(members.probationary, near.branch, near.next_branch, closed_on=DAY, **done),
        "comes": transfer_of(
            members.floating, None, near.branch, source_label="示例外地支部", due_on=date(2026, 11, 1)
        ),
    }


@pytest.mark.parametrize(
    ("who", "asked", "kept"),
    [
        ("staff", {"late": "answer"}, {"late", "comes"}),
        ("staff", {"late": "receipt"}, {"receipt"}),
        ("staff", {"late": "answer", "side": "out"}, {"late"}),
        ("secretary", {"side": "in"}, {"comes"}),
        ("secretary", {"side": "out"}, {"late", "today", "receipt", "closed"}),
        ("next_secretary", {"side": "in"}, {"late", "today", "receipt", "closed"}),
        ("next_secretary", {"side": "out"}, set()),
        ("next_secretary", {"side": "in", "late": "receipt"}, {"receipt"}),
        ("far_staff", {"late": "answer"}, set()),
    ],
)
def test_the_list_is_filtered_by_side_and_by_what_is_late(
    world: World, client_as: ClientAs, who: str, asked: dict[str, str], kept: set[str]
) -> None:
    rows = five_transfers(world)

    page = words(client_as(getattr(world.cast, who)).get(reverse("members:transfers"), asked))

    assert {key for key, row in rows.items() if reverse("members:transfer", args=[row.public_id]) in page} == kept


def _owed(client: Client) -> str:
    return words(client.get(reverse("members:letters"), {"side": "in", "receipt": "owed"}))


def test_a_letter_that_came_stands_in_the_register_until_its_receipt_went_back(
    world: World, client_as: ClientAs
) -> None:
    client = client_as(world.cast.next_secretary)
    transfer = waiting(world)
    assert "示例 1" not in _owed(client)
    accept_transfers(transfers=[transfer], accepted_on=DAY, on=DAY, by=world.cast.next_secretary)

    assert "1 封介绍信的回执还没有寄回" in duties_of(client)
    assert "示例 1" in _owed(client)
    page = words(client.get(reverse("members:transfer", args=[transfer.public_id])))
    assert "打印回执联" in page
    paper = words(client.get(reverse("members:transfer-letter", args=[transfer.public_id])))
    assert ("介绍信回执联" in paper, "介绍信存根" in paper) == (True, False)

    client.post(reverse("members:transfer-act", args=[transfer.public_id, "receipt-sent"]), {"day": DAY.isoformat()})

    assert "回执还没有寄回" not in duties_of(client)
    assert "示例 1" not in _owed(client)
    assert "示例 1" in words(client.get(reverse("members:letters"), {"side": "in"}))
    assert "示例 1" not in words(client.get(reverse("members:letters"), {"side": "out"}))


@pytest.mark.parametrize("month", ["1990-06", "2099-01"])
def test_a_month_of_dues_far_away_is_refused(world: World, client_as: ClientAs, month: str) -> None:
    answer = send(client_as(world.cast.secretary), world.members.second, dues_until=month)

    assert answer.status_code == 422
    assert "相差太远" in words(answer)
    assert not Transfer.objects.filter(member=world.members.second).exists()
