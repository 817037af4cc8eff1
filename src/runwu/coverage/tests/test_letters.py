"""A group keeps its letter, and with it its hue, as long as it is the same group, in the next plan too (组别字母)."""

import pytest

from runwu.coverage.models import FormationPlan
from runwu.coverage.services.letters import lettered, letters_for
from runwu.coverage.services.plans import compute_plan, request_plan
from runwu.coverage.tests.editing import near
from runwu.coverage.tests.park import DAY, PlanPark
from runwu.enterprises.models import Workplace

OLD = {"A": ("a", ("a", "b", "c")), "B": ("d", ("d", "e", "f"))}


@pytest.mark.parametrize(
    ("groups", "letters"),
    [
        ({"d": ["d", "e", "f"], "a": ["a", "b", "c"]}, {"d": "B", "a": "A"}),
        ({"b": ["a", "b", "c"]}, {"b": "A"}),
        ({"a": ["a", "e", "f"], "b": ["b", "c"]}, {"a": "B", "b": "A"}),
        ({"x": ["x", "y", "z"]}, {"x": "D"}),
        ({"a": ["a"], "b": ["b", "c"]}, {"a": "D", "b": "A"}),
    ],
    ids=["in another order", "led by another", "the largest part", "a new one", "of two parts the larger"],
)
def test_the_group_that_shares_most_keeps_the_letter(groups: dict[str, list[str]], letters: dict[str, str]) -> None:
    assert letters_for(groups, OLD, reserved=("C",)) == letters


def again(office: PlanPark, **asked: object) -> FormationPlan:
    """Compute another plan of the park."""
    row = request_plan(park=office.park, on=DAY, by=office.officer, keeps_joint_branches=False, **asked)  # type: ignore[arg-type]
    compute_plan(plan=str(row.public_id))
    return row


@pytest.mark.django_db(databases=["default", "progress"])
@pytest.mark.parametrize("keeps_wishes", [True, False])
def test_groups_keep_their_letters_in_the_next_plan_though_one_before_them_is_gone(
    office: PlanPark, plan: FormationPlan, keeps_wishes: bool
) -> None:
    before = lettered(near(plan).report)
    Workplace.objects.filter(enterprise__public_id__in=before["A"][1]).delete()

    after = lettered(near(again(office, keeps_wishes=keeps_wishes)).report)

    kept = {host: letter for letter, (host, _units) in before.items() if letter != "A"}
    given = {host: letter for letter, (host, _units) in after.items()}
    assert kept
    assert {host: given.get(host) for host in kept} == kept
    assert "A" not in after
