"""From a park's facts to the planner's problem."""

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from runwu.core.models import RulebookOverride
from runwu.coverage.choices import PairKind
from runwu.coverage.models import FormationPair
from runwu.coverage.services.differences import differences
from runwu.coverage.services.instances import read_facts
from runwu.coverage.services.unit_facts import Why
from runwu.coverage.tests.park import DAY, SINCE, PlanPark, firm, member
from runwu.enterprises.choices import FactKind
from runwu.enterprises.services import FactInput, record_facts
from runwu.members.choices import Standing


def units(office: PlanPark, *, keeps_joint_branches: bool = False) -> dict[str, int]:
    """Return the units of a problem by name with their full members."""
    facts = read_facts(park=office.park, on=DAY, keeps_joint_branches=keeps_joint_branches)
    return {unit.name: unit.full_members for unit in facts.problem.units}


def left_out(office: PlanPark) -> dict[str, str]:
    """Return the enterprises that are not planned for, with the reason."""
    return {left.name: left.why for left in read_facts(park=office.park, on=DAY).notes.left_out}


def test_operating_firms_without_an_own_branch_take_part_with_their_full_members(office: PlanPark) -> None:
    found = units(office)

    assert found == {
        "示例甲": 2, "示例乙": 1, "示例丙": 1, "示例戊": 2, "示例己": 1, "示例庚": 1, "示例辛": 3,
    }  # fmt: skip


def test_an_own_branch_may_take_in_neighbours(office: PlanPark) -> None:
    (branch,) = read_facts(park=office.park, on=DAY).problem.branches

    assert (branch.name, branch.units, branch.full_members, branch.today) == ("示例丁公司支部", 1, 4, branch.id)


def test_firms_of_a_joint_branch_carry_it_as_today(office: PlanPark) -> None:
    today = {unit.name: unit.today for unit in read_facts(park=office.park, on=DAY).problem.units}

    assert today["示例戊"] == today["示例己"] == str(office.joint.public_id)
    assert today["示例甲"] is None


def test_joint_branches_can_be_kept_as_they_are(office: PlanPark) -> None:
    facts = read_facts(park=office.park, on=DAY, keeps_joint_branches=True)

    kept = {branch.name: (branch.units, branch.full_members) for branch in facts.problem.branches}
    assert kept["示例戊己联合支部"] == (2, 3)
    assert "示例戊" not in {unit.name for unit in facts.problem.units}


def test_a_firm_without_coordinates_stands_at_its_building_and_is_flagged(office: PlanPark) -> None:
    facts = read_facts(park=office.park, on=DAY)

    assert facts.notes.approximate == {str(office.firms["丙"].public_id): "building"}


def test_a_firm_without_any_place_is_left_out_and_says_so(office: PlanPark) -> None:
    lost = firm(office.park, "无址")
    record_facts([FactInput(lost.pk, FactKind.OPERATING, "yes", SINCE, "示例台账")], by=None)
    member("示例无址党员", office.general, lost)

    assert left_out(office)["示例无址"] == Why.NO_PLACE


def test_a_firm_that_does_not_operate_is_left_out(office: PlanPark) -> None:
    assert left_out(office) == {"示例壬": Why.NOT_OPERATING}


def test_probationary_members_do_not_count_but_are_told(office: PlanPark) -> None:
    member("示例预备", office.general, office.firms["甲"], standing=Standing.PROBATIONARY)

    unit = next(unit for unit in read_facts(park=office.park, on=DAY).problem.units if unit.name == "示例甲")
    assert (unit.full_members, unit.probationary) == (2, 1)


@pytest.mark.parametrize("name", ["甲", "丁", "壬"])
def test_a_restricted_member_changes_nothing(office: PlanPark, name: str) -> None:
    before = read_facts(park=office.park, on=DAY)

    member("示例密", office.own, office.firms[name], restricted=True)

    assert read_facts(park=office.park, on=DAY) == before


def test_the_digest_is_the_same_for_the_same_facts(office: PlanPark) -> None:
    assert read_facts(park=office.park, on=DAY).digest == read_facts(park=office.park, on=DAY).digest


def test_limits_come_from_the_rules_of_the_park(office: PlanPark) -> None:
    RulebookOverride.objects.create(
        place=office.park.public_id, place_label=office.park.name, key="formation.joint_max_way", value=800,
        document="示例园区会议纪要", valid_from=SINCE, set_by=office.staff.public_id,
    )  # fmt: skip

    parameters = read_facts(park=office.park, on=DAY).problem.parameters

    assert (parameters.min_full, parameters.max_units, parameters.max_way_m) == (3, 5, 800)


def test_a_recorded_pair_takes_part_and_stands_for_the_branch_of_a_firm_that_has_one(office: PlanPark) -> None:
    first, second = sorted([office.firms["甲"], office.firms["丁"]], key=lambda one: one.pk)
    FormationPair.objects.create(
        first=first, second=second, kind=PairKind.APART, reason="同行竞争（示例）", valid_from=SINCE,
        recorded_by=office.staff.public_id,
    )  # fmt: skip

    (pair,) = read_facts(park=office.park, on=DAY).problem.pairs

    assert {pair.a, pair.b} == {str(office.firms["甲"].public_id), str(office.own.public_id)}


def test_differences_name_the_firm_and_both_counts(office: PlanPark) -> None:
    then = read_facts(park=office.park, on=DAY).document()
    member("示例甲三号", office.general, office.firms["甲"])
    fresh = firm(office.park, "癸", latitude=20.0, longitude=110.0)
    record_facts([FactInput(fresh.pk, FactKind.OPERATING, "yes", SINCE, "示例台账")], by=None)
    member("示例癸一号", office.general, fresh)

    found = differences(then, read_facts(park=office.park, on=DAY).document())

    assert "示例甲：正式党员 2 → 3 名。" in found
    assert "示例癸：新列入企业，正式党员 1 名。" in found


def test_equal_facts_have_no_differences(office: PlanPark) -> None:
    document = read_facts(park=office.park, on=DAY).document()

    assert differences(document, document) == []


def test_reading_takes_a_fixed_number_of_queries(
    office: PlanPark, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(9):
        read_facts(park=office.park, on=DAY)
