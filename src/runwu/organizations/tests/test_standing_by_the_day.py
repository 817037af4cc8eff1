"""Superiors and successors stand already on the day of an act: what is recorded as history stays true."""

from datetime import date

import pytest

from runwu.core.errors import UserError
from runwu.core.rulebooks import rulebook
from runwu.organizations.choices import Form
from runwu.organizations.models import Organization, OrganizationPath, Restructuring
from runwu.organizations.services import (
    Foundation,
    Paper,
    Part,
    dissolve,
    establish,
    found_by_merging,
    merge,
    move_by_approval,
    set_up,
    split,
)
from runwu.rules.counts import MemberCounts
from tests.world import SINCE, World

FOUNDED = date(2026, 6, 1)
BEFORE = Paper(number="示例委〔2026〕1号", issued_on=date(2026, 3, 1), authority="示例市委", on=date(2026, 3, 1))
THAT_DAY = Paper(number="示例委〔2026〕1号", issued_on=FOUNDED, authority="示例市委", on=FOUNDED)


def _young(world: World, form: Form, *, entered: date = FOUNDED, founded: date | None = FOUNDED) -> Organization:
    one = Organization(name="示例新组织", form=form, park=world.near.park, established_on=founded)
    return establish(organization=one, parent=world.near.committee, on=entered, by=None)


def _refused(error: pytest.ExceptionInfo[UserError], words: str) -> bool:
    message = error.value.message
    return words in message.happened and bool(message.rule) and bool(message.now) and not Restructuring.objects.exists()


def test_a_successor_founded_later_is_refused(world: World) -> None:
    young = _young(world, Form.BRANCH)

    with pytest.raises(UserError) as error:
        dissolve(organization=world.near.branch, successor=young, paper=BEFORE, by=world.cast.staff)

    assert _refused(error, "2026年6月1日才成立")
    dissolve(organization=world.near.branch, successor=young, paper=THAT_DAY, by=world.cast.staff)


def test_nobody_merges_into_one_founded_later(world: World) -> None:
    young = _young(world, Form.BRANCH)

    with pytest.raises(UserError) as error:
        merge(sources=[world.near.branch], into=young, paper=BEFORE, by=world.cast.staff)

    assert _refused(error, "才成立")


def test_nobody_moves_below_one_founded_later(world: World) -> None:
    young = _young(world, Form.GENERAL_BRANCH, entered=SINCE)

    with pytest.raises(UserError) as error:
        move_by_approval(organization=world.near.branch, parent=young, paper=BEFORE, by=world.cast.staff)

    assert _refused(error, "才成立")


def test_nothing_is_set_up_below_one_founded_later(world: World) -> None:
    young = _young(world, Form.COMMITTEE)
    plan = Foundation(form=Form.FUNCTIONAL_BRANCH, parent=young, name="示例功能型支部")

    with pytest.raises(UserError) as error:
        set_up(
            foundation=plan, below=MemberCounts(full=0), paper=BEFORE, by=world.cast.staff, book=rulebook(on=world.day)
        )

    assert _refused(error, "才成立")


def _superior_moved_on(world: World, day: date) -> None:
    """Let the committee stand in its present place since a day only."""
    place = OrganizationPath.objects.get(organization=world.near.committee)
    OrganizationPath.objects.create(organization=world.near.committee, path=place.path, valid_from=SINCE, valid_to=day)
    OrganizationPath.objects.filter(pk=place.pk).update(valid_from=day)


def test_no_branch_splits_off_below_a_superior_before_it_stood_there(world: World) -> None:
    _superior_moved_on(world, FOUNDED)
    part = Part(name="示例新支部", enterprises=frozenset({world.near.covered.pk}))

    with pytest.raises(UserError) as error:
        split(organization=world.near.branch, part=part, paper=BEFORE, by=world.cast.staff)

    assert _refused(error, "起才在现在的位置")


def test_none_is_founded_by_merging_below_a_superior_before_it_stood_there(world: World) -> None:
    _superior_moved_on(world, FOUNDED)
    sources = [world.near.branch, world.near.next_branch]

    with pytest.raises(UserError) as error:
        found_by_merging(sources=sources, name="示例新支部", paper=BEFORE, by=world.cast.staff)

    assert _refused(error, "起才在现在的位置")


def test_who_was_entered_without_the_day_of_its_founding_stood_before(world: World) -> None:
    old = _young(world, Form.BRANCH, founded=None)

    act = dissolve(organization=world.near.branch, successor=old, paper=BEFORE, by=world.cast.staff)

    assert act.stands
