"""The pages of what was sent up: approval, steps, members, taking it back."""

import pytest
from django.test import Client

from runwu.coverage.choices import AdoptionState
from runwu.coverage.models import FormationPlan
from runwu.coverage.tests.addresses import adoption_url, text
from runwu.coverage.tests.park import PlanPark
from runwu.coverage.tests.sending import approve, sent_up

pytestmark = [pytest.mark.django_db(databases=["default", "progress"]), pytest.mark.usefixtures("_morning")]


@pytest.mark.parametrize(
    "words",
    ["待批复", "登记批复", "未获批准", "等待上级党委批复", "2026-12-20", "党员大会选举", "撤回上报", "示例甲1号"],
)
def test_what_was_sent_up_shows_state_steps_and_members(
    client: Client, office: PlanPark, plan: FormationPlan, words: str
) -> None:
    assert words in text(client, adoption_url(sent_up(office, plan)))


def test_the_approval_is_recorded_by_a_form(client: Client, office: PlanPark, plan: FormationPlan) -> None:
    adoption = sent_up(office, plan)

    response = client.post(
        adoption_url(adoption, "adoption-approve"),
        {"number": "示例委〔2026〕1号", "issued_on": "2026-11-20", "authority": "中共示例市委", "version": "0"},
        follow=True,
    )

    adoption.refresh_from_db()
    assert adoption.state == AdoptionState.IN_FORCE
    assert "随文调整 9 名" in response.content.decode()


def test_a_date_that_cannot_be_keeps_the_form(client: Client, office: PlanPark, plan: FormationPlan) -> None:
    adoption = sent_up(office, plan)

    response = client.post(
        adoption_url(adoption, "adoption-approve"),
        {"number": "示例委〔2026〕1号", "issued_on": "2026-11-19", "authority": "中共示例市委", "version": "0"},
    )

    assert response.status_code == 422
    assert "早于上报日期" in response.content.decode()
    assert "示例委〔2026〕1号" in response.content.decode()


def test_that_there_was_no_approval_is_recorded_by_the_same_form(
    client: Client, office: PlanPark, plan: FormationPlan
) -> None:
    adoption = sent_up(office, plan)

    client.post(
        adoption_url(adoption, "adoption-approve"),
        {
            "number": "示例委函〔2026〕2号", "issued_on": "2026-11-20", "authority": "中共示例市委", "version": "0",
            "outcome": "declined",
        },
    )  # fmt: skip

    adoption.refresh_from_db()
    assert adoption.state == AdoptionState.DECLINED


def test_a_step_is_recorded_for_several_branches_and_taken_back_for_one(
    client: Client, office: PlanPark, plan: FormationPlan
) -> None:
    adoption = sent_up(office, plan)
    approve(office, adoption)
    groups = [str(group.public_id) for group in adoption.groups.filter(is_new=True)]

    client.post(
        adoption_url(adoption, "adoption-tick"),
        {"step": "elect", "groups": groups, "done_on": "2026-11-20", "document": "示例选举报告"},
    )
    page = text(client, adoption_url(adoption))
    client.post(adoption_url(adoption, "adoption-untick"), {"step": "elect", "group": groups[0]})

    assert page.count("示例选举报告") == 2
    assert text(client, adoption_url(adoption)).count("示例选举报告") == 1


def test_a_step_out_of_turn_is_explained_at_the_form(client: Client, office: PlanPark, plan: FormationPlan) -> None:
    adoption = sent_up(office, plan)
    groups = [str(group.public_id) for group in adoption.groups.filter(is_new=True)]

    response = client.post(
        adoption_url(adoption, "adoption-tick"), {"step": "study", "groups": groups, "done_on": "2026-11-21"}
    )

    assert response.status_code == 422
    assert "还没有到" in response.content.decode()


def test_taking_back_asks_first(client: Client, office: PlanPark, plan: FormationPlan) -> None:
    adoption = sent_up(office, plan)

    asked = text(client, adoption_url(adoption, "adoption-withdraw"))
    client.post(adoption_url(adoption, "adoption-withdraw"), {"version": "0"})

    adoption.refresh_from_db()
    assert "撤回上报？" in asked
    assert adoption.state == AdoptionState.WITHDRAWN


def test_the_paper_that_was_sent_up_names_the_checked_members(
    client: Client, office: PlanPark, plan: FormationPlan
) -> None:
    page = text(client, adoption_url(sent_up(office, plan), "adoption-petition"))

    assert "随迁党员名单" in page
    assert "示例甲1号" in page


def test_a_member_restricted_since_is_on_no_page(client: Client, office: PlanPark, plan: FormationPlan) -> None:
    adoption = sent_up(office, plan)
    moving = adoption.moves.get(member__person__name="示例甲1号").member
    moving.restricted = True
    moving.save(update_fields=["restricted"])

    assert "示例甲1号" not in text(client, adoption_url(adoption))
    assert "示例甲1号" not in text(client, adoption_url(adoption, "adoption-petition"))
