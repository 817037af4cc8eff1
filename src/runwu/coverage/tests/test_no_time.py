"""Without any time the planner still hands over its first plan, with what is proven of it (时间上限为零)."""

import pytest

from runwu.coverage.choices import Profile
from runwu.coverage.models import FormationPlan, PlanAlternative
from runwu.coverage.selectors.review_groups import Names
from runwu.coverage.selectors.reviews import AlternativeReview
from runwu.coverage.services.instances import PlanFacts, read_facts
from runwu.coverage.services.reports import report_of_plan
from runwu.coverage.tests.park import DAY, PlanPark
from runwu.planning.joint_branches import Limits, Plan, solve
from runwu.planning.joint_branches.index import Index
from runwu.planning.joint_branches.legality import broken_rules
from runwu.planning.joint_branches.limits import Ended

pytestmark = pytest.mark.django_db(databases=["default", "progress"])


@pytest.fixture
def facts(office: PlanPark) -> PlanFacts:
    """The facts of the park."""
    return read_facts(park=office.park, on=DAY)


@pytest.fixture
def hasty(facts: PlanFacts) -> Plan:
    """What the planner has when its time is over before it began."""
    return solve(facts.problem, limits=Limits(seconds=0))


def test_the_plan_is_legal_and_says_how_far_it_may_be_from_the_best(facts: PlanFacts, hasty: Plan) -> None:
    best = solve(facts.problem)

    assert broken_rules(Index(facts.problem), hasty.assignment) == ()
    assert hasty.bound <= best.cost <= hasty.cost
    assert hasty.gap == (hasty.cost - hasty.bound) / hasty.bound
    assert hasty.ended is Ended.TIME


def test_the_page_says_that_time_ended_it_and_the_gap(office: PlanPark, facts: PlanFacts, hasty: Plan) -> None:
    plan = FormationPlan(park=office.park, as_of=DAY, instance=facts.document(), notes=facts.notes.document())
    report = report_of_plan(Index(facts.problem), hasty)
    row = PlanAlternative(plan=plan, profile=Profile.NEAR, assignment=dict(hasty.assignment), report=report)

    review = AlternativeReview(row, Names.of(plan), {})

    assert review.ended == "算到时间上限为止"
    assert review.proof == f"与最优相差不超过 {100 * (hasty.gap or 0):.2f}%"
    assert len(review.groups) > 0
