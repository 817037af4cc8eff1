"""A floating period typed wrongly: corrected or taken back on the same day, by who recorded it, with a reason."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from conftest import ClientAs
from runwu.core.errors import Conflict, UserError
from runwu.core.models import AuditEntry
from runwu.members.choices import Counting, FloatReason, LandingKind, Mistake, StepAct
from runwu.members.models import FloatingStay, PartyMember
from runwu.members.services import name_contact
from runwu.members.services.floating import (
    Guest,
    Stay,
    begin_stay,
    choose_counting,
    correct_stay,
    end_stay,
    move_step,
    note_contact,
    register_guest,
    take_back_stay,
)
from runwu.people.models import Person
from tests.world import DAY, World

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.usefixtures("day")]
AWAY = DAY - timedelta(days=10)


def _told(world: World, **more: Any) -> Stay:
    told = {"since": AWAY, "reason": FloatReason.WORK, "home": world.near.branch, "host_label": "示例外地支部"}
    return Stay(**{**told, **more})


def _begun(world: World) -> FloatingStay:
    return begin_stay(member=world.members.second, stay=_told(world), by=world.cast.secretary, on=DAY)


def _guest(world: World) -> FloatingStay:
    told = Stay(since=AWAY, reason=FloatReason.WORK, home_label="示例外地支部", host=world.near.branch)
    return register_guest(guest=Guest(name="示例来客"), stay=told, by=world.cast.secretary, on=DAY)


def _take_back(world: World, row: FloatingStay, **more: Any) -> None:
    take_back_stay(**{"stay": row, "mistake": Mistake.TWICE, "by": world.cast.secretary, "on": DAY, **more})


def test_what_was_typed_is_put_right_and_logged(world: World) -> None:
    row = _begun(world)
    right = _told(
        world, since=DAY - timedelta(days=5), host=world.near.next_branch, host_label="", activity_place="示例驿站"
    )

    correct_stay(stay=row, told=right, mistake=Mistake.PLACE, by=world.cast.secretary, on=DAY)

    row.refresh_from_db()
    assert (row.host, row.host_label, row.valid_from, row.activity_place) == (
        world.near.next_branch, "", DAY - timedelta(days=5), "示例驿站",
    )  # fmt: skip
    entry = AuditEntry.objects.get(action="members.floating.corrected")
    assert (entry.subject_id, entry.extra["mistake"]) == (str(row.public_id), "place")


def test_a_corrected_guest_belongs_to_the_right_branch(world: World) -> None:
    row = _guest(world)
    right = Stay(since=AWAY, reason=FloatReason.WORK, home_label="示例外地支部", host=world.near.next_branch)

    correct_stay(stay=row, told=right, mistake=Mistake.PLACE, by=world.cast.secretary, on=DAY)

    assert PartyMember.objects.get(pk=row.member_id).path == world.near.next_branch.path


@pytest.mark.parametrize(
    ("more", "words"),
    [({"since": DAY + timedelta(days=1)}, "晚于今天"), ({"host_label": "示例春分支部"}, "同一个党组织")],
)
def test_a_correction_obeys_what_a_period_obeys(world: World, more: dict[str, Any], words: str) -> None:
    row = _begun(world)

    with pytest.raises(UserError, match=words):
        correct_stay(stay=row, told=_told(world, **more), mistake=Mistake.DAY, by=world.cast.secretary, on=DAY)


def test_a_correction_does_not_overlap_another_period(world: World) -> None:
    early = _told(world, since=DAY - timedelta(days=60), until=DAY - timedelta(days=30))
    begin_stay(member=world.members.second, stay=early, by=world.cast.secretary, on=DAY)
    row = _begun(world)

    with pytest.raises(UserError, match="重叠"):
        correct_stay(
            stay=row, told=_told(world, since=DAY - timedelta(days=40)), mistake=Mistake.DAY, by=world.cast.secretary,
            on=DAY,
        )  # fmt: skip


def test_a_period_taken_back_never_was(world: World) -> None:
    row = _begun(world)

    _take_back(world, row)

    assert not FloatingStay.objects.filter(member=world.members.second).exists()
    assert AuditEntry.objects.get(action="members.floating.taken_back").extra["mistake"] == "twice"


def test_a_guest_of_whom_nothing_else_is_known_goes_with_the_period(world: World) -> None:
    row = _guest(world)

    _take_back(world, row)

    assert not Person.objects.filter(name="示例来客").exists()


def test_a_guest_who_was_here_before_stays_out_of_reach(world: World) -> None:
    first = _guest(world)
    end_stay(stay=first, ended_on=AWAY + timedelta(days=1), by=world.cast.secretary, on=DAY)
    again = begin_stay(
        member=first.member,
        stay=Stay(since=DAY, reason=FloatReason.WORK, home_label="示例外地支部", host=world.near.branch),
        by=world.cast.secretary,
        on=DAY,
    )

    _take_back(world, again)

    assert PartyMember.objects.get(pk=first.member_id).path == ""


def test_nobody_else_mends_and_nobody_later(world: World) -> None:
    row = _begun(world)

    with pytest.raises(UserError, match="不是你今天登记的"):
        _take_back(world, row, by=world.cast.staff)
    with pytest.raises(UserError, match="不是你今天登记的"):
        _take_back(world, row, on=DAY + timedelta(days=1))


@pytest.mark.parametrize(
    ("build", "words"),
    [
        (lambda w, row: note_contact(stay=row, day=DAY, by=w.cast.secretary, on=DAY), "登记了联系"),
        (
            lambda w, row: move_step(
                stay=row, kind=LandingKind.HELLO, act=StepAct.PROPOSE, by_member=False, by=w.cast.secretary, on=DAY
            ),
            "五步",
        ),
        (
            lambda w, row: choose_counting(stay=row, counting=Counting.HOST, by_member=False, by=w.cast.secretary),
            "计入哪一边",
        ),
        (
            lambda w, row: name_contact(
                member=row.member, contact=w.members.third, deputy=False, by=w.cast.secretary, on=DAY
            ),
            "联系人",
        ),
        (lambda w, row: end_stay(stay=row, ended_on=DAY, by=w.cast.secretary, on=DAY), "结束了"),
    ],
)
def test_what_something_was_built_on_stays(
    world: World, build: Callable[[World, FloatingStay], object], words: str
) -> None:
    row = _begun(world)
    build(world, row)

    with pytest.raises(Conflict, match=words):
        _take_back(world, row)
    with pytest.raises(Conflict, match=words):
        correct_stay(stay=row, told=_told(world), mistake=Mistake.DAY, by=world.cast.secretary, on=DAY)


def test_the_pages_offer_it_to_who_recorded(world: World, client_as: ClientAs) -> None:
    row = _begun(world)
    page = reverse("members:floating-stay", args=[row.public_id])

    shown = [
        "撤回登记" in client_as(one).get(page).content.decode() for one in (world.cast.secretary, world.cast.staff)
    ]

    assert shown == [True, False]


def test_the_page_corrects(world: World, client_as: ClientAs) -> None:
    row = _begun(world)
    address = reverse("members:floating-correct", args=[row.public_id])
    typed = {"host": "示例另一外地支部", "since": AWAY.isoformat(), "reason": "work", "mistake": "place"}
    client = client_as(world.cast.secretary)

    without = client.post(address, {**typed, "mistake": ""}).status_code
    answer = client.post(address, typed)

    row.refresh_from_db()
    assert (without, answer.status_code, row.host_label) == (422, 302, "示例另一外地支部")


def test_the_page_takes_back_and_refuses_others(world: World, client_as: ClientAs) -> None:
    row = _begun(world)
    address = reverse("members:floating-take-back", args=[row.public_id])

    refused = client_as(world.cast.staff).post(address, {"mistake": "twice"})
    done = client_as(world.cast.secretary).post(address, {"mistake": "twice"})

    assert (refused.status_code, "不是你今天登记的" in refused.content.decode(), done.status_code) == (422, True, 302)
    assert not FloatingStay.objects.filter(pk=row.pk).exists()
