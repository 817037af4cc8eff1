"""A move recorded today is taken back today, whatever day it bears (调整隶属当天撤回)."""

from datetime import date

import pytest
import time_machine

from runwu.access.selectors import scope_of
from runwu.core.errors import Conflict, UserError
from runwu.core.models.facts import FactChange
from runwu.organizations.choices import Form
from runwu.organizations.models import Organization, OrganizationEdge, OrganizationPath, Restructuring
from runwu.organizations.selectors import consequences_of_moving
from runwu.organizations.services import Paper, establish, move, move_by_approval
from runwu.organizations.services.taking_back import take_back
from tests.world import SINCE, World

ON, EARLIER = date(2026, 11, 10), date(2025, 6, 1)


def _paper(on: date = ON) -> Paper:
    return Paper(number="示例组发〔2026〕3号", issued_on=on, authority="中共示例县委员会", on=on)


def _below(world: World, name: str, form: Form, parent: Organization) -> Organization:
    one = Organization(name=name, form=form, park=world.near.park)
    return establish(organization=one, parent=parent, on=SINCE, by=None)


def _moved(world: World, parent: Organization, on: date = ON) -> Restructuring:
    return move_by_approval(organization=world.near.branch, parent=parent, paper=_paper(on), by=world.cast.staff)


def _lines() -> list[object]:
    edges = OrganizationEdge.objects.values_list("child", "parent", "valid_from", "valid_to", "document", "approval")
    paths = OrganizationPath.objects.values_list("organization", "path", "valid_from", "valid_to")
    return [sorted(edges, key=str), sorted(paths, key=str), sorted(Organization.objects.values_list("pk", "path"))]


@pytest.mark.parametrize("on", [ON, EARLIER, SINCE], ids=["lately", "long ago", "on the day the line began"])
def test_taken_back_the_day_it_was_recorded_nothing_has_happened(world: World, on: date) -> None:
    general = _below(world, "示例总支", Form.GENERAL_BRANCH, world.near.committee)
    _below(world, "示例党小组", Form.GROUP, world.near.branch)
    before = _lines()
    act = _moved(world, general, on)
    world.near.branch.refresh_from_db()
    assert world.near.branch.path.startswith(general.path)

    take_back(restructuring=act, by=world.cast.staff)

    assert _lines() == before
    act.refresh_from_db()
    assert act.approval.withdrawn_at is not None


def test_the_line_bears_the_approval(world: World) -> None:
    act = _moved(world, _below(world, "示例总支", Form.GENERAL_BRANCH, world.near.committee))

    edge = OrganizationEdge.objects.open().get(child=world.near.branch)
    assert (edge.approval, edge.document, edge.valid_from) == (act.approval, act.approval.number, ON)


def test_two_moves_of_a_day_go_back_one_by_one(world: World) -> None:
    first = _below(world, "示例甲总支", Form.GENERAL_BRANCH, world.near.committee)
    second = _below(world, "示例乙总支", Form.GENERAL_BRANCH, world.near.committee)
    before = _lines()
    one, two = _moved(world, first, EARLIER), _moved(world, second, ON)

    with pytest.raises(Conflict, match="此后又有调整"):
        take_back(restructuring=one, by=world.cast.staff)
    take_back(restructuring=two, by=world.cast.staff)
    take_back(restructuring=one, by=world.cast.staff)

    assert _lines() == before


def test_another_day_is_too_late(world: World) -> None:
    act = _moved(world, _below(world, "示例总支", Form.GENERAL_BRANCH, world.near.committee))

    with time_machine.travel("2026-11-30T09:00:00+08:00", tick=False), pytest.raises(Conflict, match="不能撤回"):
        take_back(restructuring=act, by=world.cast.staff)


def test_what_came_below_since_goes_back_first(world: World) -> None:
    general = _below(world, "示例总支", Form.GENERAL_BRANCH, world.near.committee)
    act = move_by_approval(organization=general, parent=world.superior, paper=_paper(), by=world.cast.staff)
    general.refresh_from_db()
    _below(world, "示例党小组", Form.GROUP, general)

    with pytest.raises(Conflict, match="下级组织又有调整"):
        take_back(restructuring=act, by=world.cast.staff)


def test_nobody_comes_below_a_superior_before_it_stood_there(world: World) -> None:
    general = _below(world, "示例总支", Form.GENERAL_BRANCH, world.near.committee)
    move(organization=general, parent=world.superior, on=ON, by=None)
    before = _lines()

    with pytest.raises(UserError, match="2026年11月10日起才在现在的位置"):
        _moved(world, general, EARLIER)

    assert _lines() == before
    _moved(world, general, ON)
    world.near.branch.refresh_from_db()
    general.refresh_from_db()
    assert world.near.branch.path.startswith(general.path)


def test_the_present_parent_is_no_other(world: World) -> None:
    with pytest.raises(UserError, match="现在就由"):
        _moved(world, world.near.committee)

    assert not Restructuring.objects.exists()


def _across(world: World) -> Restructuring:
    return move_by_approval(
        organization=world.near.branch, parent=world.far.committee, paper=_paper(), by=world.cast.provincial_officer
    )


def test_a_move_into_another_park_takes_the_park_along(world: World) -> None:
    group = _below(world, "示例党小组", Form.GROUP, world.near.branch)

    act = _across(world)

    moved = Organization.objects.filter(pk__in=[world.near.branch.pk, group.pk])
    assert set(moved.values_list("park", flat=True)) == {world.far.park.pk}
    told = FactChange.objects.get(subject_id=str(group.public_id), field="park")
    assert (told.old, told.new, told.source_date) == (world.near.park.name, world.far.park.name, ON)

    take_back(restructuring=act, by=world.cast.provincial_officer)

    assert set(moved.values_list("park", flat=True)) == {world.near.park.pk}


def test_the_preview_says_which_park_comes_after(world: World) -> None:
    scope = scope_of(world.cast.provincial_officer, world.day)

    def told(parent: Organization) -> dict[str, str]:
        lines = consequences_of_moving(organization=world.near.branch, parent=parent, scope=scope)
        return {line.label: line.words for line in lines}

    assert f"由“{world.near.park}”改为“{world.far.park}”" in told(world.far.committee)["所属园区"]
    assert "所属园区" not in told(world.superior)


def test_a_name_that_the_other_park_knows_stands_in_the_way(world: World) -> None:
    Organization.objects.filter(pk=world.far.branch.pk).update(name=world.near.branch.name)

    with pytest.raises(UserError, match="已有叫"):
        _across(world)

    assert not Restructuring.objects.exists()
