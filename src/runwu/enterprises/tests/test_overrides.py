"""A park's own value: recorded, corrected, ended, undone; refused where the rules say so; nothing overwritten."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine

from runwu.core.errors import Conflict, UserError
from runwu.core.models import AuditEntry, RulebookOverride
from runwu.core.rulebooks import rulebook
from runwu.enterprises.services.overrides import (
    OverrideInput,
    correct_override,
    end_override,
    record_override,
    undo_override,
)
from runwu.rules.rulebook import Level
from tests.world import World

KEY = "formation.max_members"
DOCUMENT = "《示例园区党建办法》"


def asked(world: World, **values: Any) -> OverrideInput:
    """Return forty members at most from today on, or what is given instead."""
    return OverrideInput(**{"key": KEY, "value": 40, "since": world.day, "document": DOCUMENT, **values})


def recorded(world: World, **values: Any) -> RulebookOverride:
    """Record a value in the near park."""
    return record_override(park=world.near.park, asked=asked(world, **values), by=world.cast.staff)


def limit(world: World, on: date | None = None, *, far: bool = False) -> int:
    """Return the limit of members as the park's rules have it."""
    park = (world.far if far else world.near).park
    return rulebook(on=on or world.day, place=park.public_id, region=park.region).number(KEY)


def test_a_value_holds_from_its_day_on_and_only_in_its_park(world: World) -> None:
    recorded(world)

    assert (limit(world, world.day - timedelta(days=1)), limit(world), limit(world, far=True)) == (50, 40, 50)


def test_the_rules_cite_the_document_and_show_what_it_replaced(world: World) -> None:
    recorded(world, number="示例〔2026〕1号", article="第三条")

    found = rulebook(on=world.day, place=world.near.park.public_id).parameter(KEY)

    assert (found.level, found.source.chip, found.source.number) == (
        Level.PARK,
        f"{DOCUMENT} 第三条",
        "示例〔2026〕1号",
    )
    assert found.beneath is not None
    assert found.beneath.value == 50


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"key": "formation.min_full_members", "value": 2}, "硬性规定"),
        ({"value": 0}, "低于 1"),
        ({"value": 5000}, "高于 500"),
        ({"value": True}, "类型不对"),
        ({"document": "  "}, "没有写明依据的文件"),
        ({"since": date(2001, 1, 1)}, "还没有规定"),
        ({"last_day": date(2020, 1, 1)}, "结束日期早于开始日期"),
        ({"key": "quiet.reminder_hours", "value": ("夜里",)}, "读不出来"),
        ({"key": "assessment.allowed", "value": ("logins",)}, "没有“logins”"),
    ],
)
def test_what_may_not_stand_is_refused_with_its_reason(world: World, values: dict[str, Any], words: str) -> None:
    with pytest.raises(UserError, match=words):
        recorded(world, **values)

    assert not RulebookOverride.objects.exists()


@pytest.mark.parametrize("days", [-10, 0, 10])
def test_two_values_never_share_a_day(world: World, days: int) -> None:
    recorded(world)

    with pytest.raises(UserError, match="已有本园区取值"):
        recorded(world, value=30, since=world.day + timedelta(days=days))


def test_a_value_may_follow_one_that_ended(world: World) -> None:
    recorded(world, last_day=world.day)

    recorded(world, value=30, since=world.day + timedelta(days=1))

    assert (limit(world), limit(world, world.day + timedelta(days=1))) == (40, 30)


def test_a_correction_replaces_the_value_and_keeps_the_old_version(world: World) -> None:
    old = recorded(world)

    new = correct_override(
        row=old, park=world.near.park, asked=asked(world, value=45, reason="抄错"), by=world.cast.officer
    )

    old.refresh_from_db()
    assert (limit(world), old.value, new.supersedes) == (45, 40, old.public_id)
    assert old.withdrawn_by == world.cast.officer.public_id


def test_an_ended_value_gives_way_from_the_next_day(world: World) -> None:
    row = recorded(world)

    end_override(row=row, park=world.near.park, last_day=world.day, reason="废止", by=world.cast.staff)

    assert (limit(world), limit(world, world.day + timedelta(days=1))) == (40, 50)


def test_a_value_cannot_end_before_it_began(world: World) -> None:
    row = recorded(world)

    with pytest.raises(UserError, match="不在这个取值的有效期内"):
        end_override(
            row=row, park=world.near.park, last_day=world.day - timedelta(days=1), reason="", by=world.cast.staff
        )


def test_undoing_on_the_same_day_brings_back_what_was_before(world: World) -> None:
    old = recorded(world)
    new = correct_override(row=old, park=world.near.park, asked=asked(world, value=45), by=world.cast.staff)

    undo_override(row=new, park=world.near.park, on=world.day, by=world.cast.staff)

    assert limit(world) == 40


def test_undoing_the_record_leaves_the_national_value(world: World) -> None:
    row = recorded(world)

    undo_override(row=row, park=world.near.park, on=world.day, by=world.cast.staff)

    assert (limit(world), RulebookOverride.objects.count()) == (50, 1)


def test_on_the_next_day_nothing_can_be_undone(world: World) -> None:
    row = recorded(world)

    with pytest.raises(UserError, match="只有当天办理的、还没开始的可以撤销"):
        undo_override(row=row, park=world.near.park, on=world.day + timedelta(days=1), by=world.cast.staff)


def test_what_has_not_begun_can_be_taken_back_on_any_day(world: World) -> None:
    begins = world.day + timedelta(days=40)
    row = recorded(world, since=begins)

    undo_override(row=row, park=world.near.park, on=world.day + timedelta(days=1), by=world.cast.staff)

    assert limit(world, begins) == 50


def test_taking_back_a_corrected_value_before_it_begins_brings_no_older_one_back(world: World) -> None:
    begins = world.day + timedelta(days=40)
    again = asked(world, value=45, since=begins, reason="抄错了数")
    row = correct_override(row=recorded(world, since=begins), park=world.near.park, asked=again, by=world.cast.staff)

    undo_override(row=row, park=world.near.park, on=world.day + timedelta(days=1), by=world.cast.staff)

    assert limit(world, begins) == 50


def test_a_value_moved_into_the_future_has_begun_and_stays(world: World) -> None:
    later = asked(world, since=world.day + timedelta(days=40), reason="日期填错")
    row = correct_override(row=recorded(world), park=world.near.park, asked=later, by=world.cast.staff)

    with pytest.raises(UserError, match="还没开始的可以撤销"):
        undo_override(row=row, park=world.near.park, on=world.day + timedelta(days=1), by=world.cast.staff)


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ({"value": 5000}, "在规定的范围内"),
        ({"since": date(2001, 1, 1)}, "只能在有规定的日子里"),
        ({"last_day": date(2020, 1, 1)}, "最后一天不早于"),
    ],
)
def test_a_refusal_names_the_rule_that_was_broken(world: World, values: dict[str, Any], rule: str) -> None:
    with pytest.raises(UserError) as caught:
        recorded(world, **values)

    assert rule in str(caught.value)


def test_an_end_cannot_be_undone_once_its_days_are_taken(world: World) -> None:
    ended = end_override(
        row=recorded(world), park=world.near.park, last_day=world.day, reason="废止", by=world.cast.staff
    )
    recorded(world, value=30, since=world.day + timedelta(days=1))

    with pytest.raises(UserError, match="已有本园区取值"):
        undo_override(row=ended, park=world.near.park, on=world.day, by=world.cast.staff)

    assert limit(world, world.day + timedelta(days=1)) == 30


def test_somebody_who_comes_second_changes_nothing(world: World) -> None:
    row = recorded(world)
    correct_override(row=row, park=world.near.park, asked=asked(world, value=45), by=world.cast.officer)

    with pytest.raises(Conflict, match="有人改过"):
        correct_override(row=row, park=world.near.park, asked=asked(world, value=46), by=world.cast.staff)

    assert limit(world) == 45


def test_every_act_is_in_the_audit_log(world: World) -> None:
    row = recorded(world)
    new = correct_override(row=row, park=world.near.park, asked=asked(world, value=45), by=world.cast.staff)
    undo_override(row=new, park=world.near.park, on=world.day, by=world.cast.staff)

    entries = AuditEntry.objects.filter(action__startswith="enterprises.override.").order_by("pk")

    assert [entry.action.rpartition(".")[2] for entry in entries] == ["recorded", "corrected", "undone"]
    assert {entry.place for entry in entries} == {world.near.park.public_id}


def test_a_value_that_became_hard_gives_way_instead_of_breaking_pages(world: World) -> None:
    RulebookOverride.objects.create(
        place=world.near.park.public_id,
        key="formation.min_full_members",
        value=2,
        valid_from=world.day,
        document=DOCUMENT,
        set_by=world.cast.staff.public_id,
    )

    book = rulebook(on=world.day, place=world.near.park.public_id)

    assert book.number("formation.min_full_members") == 3


def test_a_value_of_tomorrow_does_not_hold_today(world: World) -> None:
    recorded(world, since=world.day + timedelta(days=1))

    with time_machine.travel(world.day + timedelta(days=1)):
        assert (limit(world), limit(world, world.day + timedelta(days=1))) == (50, 40)
