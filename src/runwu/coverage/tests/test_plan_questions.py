"""Questions that the pages of a plan answer: what if, what changed since, who must be told, how alternatives differ."""

import pytest
from django.test import Client

from runwu.core.errors import UserError
from runwu.coverage.choices import EditKind
from runwu.coverage.models import FormationPlan
from runwu.coverage.selectors.consequences import JOINS, LEAVES, ONE_JOINS, ONE_LEAVES, facts_since, what_if
from runwu.coverage.selectors.reviews import PlanReview
from runwu.coverage.selectors.telling import to_tell
from runwu.coverage.tests.addresses import plan_url, text
from runwu.coverage.tests.editing import desk, edit, unit
from runwu.coverage.tests.park import DAY, PlanPark, member

pytestmark = [pytest.mark.django_db(databases=["default", "progress"]), pytest.mark.usefixtures("_morning")]


def test_one_person_more_may_ask_for_a_branch_of_its_own(office: PlanPark, plan: FormationPlan) -> None:
    found = what_if(desk(plan), unit(office, "甲"), JOINS)

    assert any("示例甲" in said.words and "单独成立" in said.words and said.clauses for said in found.thresholds)


def test_one_person_less_is_told_with_what_breaks_or_holds(office: PlanPark, plan: FormationPlan) -> None:
    found = what_if(desk(plan), unit(office, "甲"), LEAVES)

    assert found.holds != bool(found.broken)


def test_what_cannot_be_asked_is_refused(office: PlanPark, plan: FormationPlan) -> None:
    with pytest.raises(UserError):
        what_if(desk(plan), unit(office, "壬"), LEAVES)


def test_unchanged_facts_have_no_effect(office: PlanPark, plan: FormationPlan) -> None:
    assert facts_since(desk(plan), on=DAY).effect is None


def test_changed_facts_are_named_with_their_effect(office: PlanPark, plan: FormationPlan) -> None:
    member("示例甲3号", office.general, office.firms["甲"])

    found = facts_since(desk(plan), on=DAY)

    assert any("示例甲" in words for words in found.changes)
    assert found.effect is not None


def test_everybody_who_is_placed_anew_is_told(office: PlanPark, plan: FormationPlan) -> None:
    current = PlanReview(plan, "near").current  # type: ignore[arg-type]

    told = {one.name for one in to_tell(current)}

    assert {current.names[change["unit"]] for change in current.report["changes"]} <= told


@pytest.mark.parametrize(
    ("page", "words"),
    [("plan-compare", "安排不同的企业"), ("plan-changes", "告知单"), ("plan-facts", "没有变化")],
)
def test_the_page_says(client: Client, plan: FormationPlan, page: str, words: str) -> None:
    assert words in text(client, plan_url(plan, page))


def test_the_page_of_a_firm_answers_what_if(client: Client, office: PlanPark, plan: FormationPlan) -> None:
    url = plan_url(plan, "plan-unit", unit=unit(office, "甲"))

    assert "如有一名正式党员加入" in text(client, f"{url}?if=joins")


def test_an_answer_tells_its_price_against_doing_nothing(office: PlanPark, plan: FormationPlan) -> None:
    found = what_if(desk(plan), unit(office, "甲"), LEAVES)

    assert found.today == desk(plan).alternative.report["cost"]
    assert found.mended <= found.kept
    assert (found.timed_out, found.partial) == (False, False)


def test_a_broken_rule_carries_its_clause(office: PlanPark, plan: FormationPlan) -> None:
    edit(office, plan, EditKind.CAUGHT, "丙")

    found = what_if(desk(plan), unit(office, "甲"), LEAVES)

    assert not found.holds
    assert [clause.key for said in found.broken for clause in said.clauses] == ["formation.joint_min_full_members"]


@pytest.mark.parametrize("asked", [JOINS, LEAVES, ONE_JOINS])
@pytest.mark.parametrize("name", ["辛", "own"])
def test_branches_and_firms_with_members_for_their_own_can_be_asked_about(
    client: Client, office: PlanPark, plan: FormationPlan, name: str, asked: str
) -> None:
    host = str(office.own.public_id) if name == "own" else unit(office, name)

    page = text(client, plan_url(plan, "plan-host", host=host) + f"?if={asked}")

    assert "现在的综合评分" in page


def test_a_probationary_member_who_is_not_there_cannot_leave(office: PlanPark, plan: FormationPlan) -> None:
    with pytest.raises(UserError, match="没有这样的党员可以离开"):
        what_if(desk(plan), unit(office, "甲"), ONE_LEAVES)


def test_a_firm_that_can_be_moved_has_its_own_page(client: Client, office: PlanPark, plan: FormationPlan) -> None:
    response = client.get(plan_url(plan, "plan-host", host=unit(office, "甲")))

    assert response.headers["Location"].startswith(plan_url(plan, "plan-unit", unit=unit(office, "甲")))


def test_the_groups_offer_the_question_for_who_takes_in(client: Client, office: PlanPark, plan: FormationPlan) -> None:
    edit(office, plan, EditKind.MOVED, "丙", str(office.own.public_id))

    assert plan_url(plan, "plan-host", host=str(office.own.public_id)) in text(client, plan_url(plan))
