"""The pages of plans: what they show, and that the acts work without script."""

from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks

from conftest import ClientAs
from runwu.accounts.models import User
from runwu.coverage.choices import PlanState
from runwu.coverage.models import Adoption, FormationPlan
from runwu.coverage.tests.addresses import plan_url, text
from runwu.coverage.tests.park import PlanPark, member

pytestmark = [pytest.mark.django_db(databases=["default", "progress"]), pytest.mark.usefixtures("_morning")]


def test_the_list_shows_plans_and_starts_one(client: Client, office: PlanPark, plan: FormationPlan) -> None:
    page = text(client, reverse("coverage:plans"))

    assert plan_url(plan) in page
    assert "待审阅" in page


def test_a_computation_is_started_from_the_list(
    client: Client, office: PlanPark, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(reverse("coverage:plan-request"), {"park": office.park.public_id})

    row = FormationPlan.objects.get()
    assert response.headers["Location"] == plan_url(row)
    assert row.state == PlanState.READY


def test_a_park_out_of_reach_cannot_be_planned_for(client_as: ClientAs, office: PlanPark) -> None:
    stranger = User.objects.create_user("far", display_name="示例远方")

    response = client_as(stranger).post(reverse("coverage:plan-request"), {"park": office.park.public_id})

    assert response.status_code == 404


def test_a_plan_that_still_computes_shows_progress_and_asks_for_itself(client: Client, plan: FormationPlan) -> None:
    FormationPlan.objects.update(state=PlanState.COMPUTING)

    page = text(client, plan_url(plan))

    assert plan_url(plan, "plan-progress") in page


def test_progress_opens_the_plan_once_it_is_done(client: Client, plan: FormationPlan) -> None:
    response = client.get(plan_url(plan, "plan-progress"), headers={"HX-Request": "true"})

    assert response.headers["HX-Redirect"] == plan_url(plan)


def test_a_failed_plan_says_why_and_offers_to_start_again(client: Client, plan: FormationPlan) -> None:
    FormationPlan.objects.update(state=PlanState.FAILED, failure="测算已取消。")

    page = text(client, plan_url(plan))

    assert "测算已取消。" in page
    assert "重新测算" in page


@pytest.mark.parametrize(
    "words",
    [
        "联合党支部组建建议", "近便", "同链", "稳定", "新建联合党支部", "并入现有支部", "最远距离", "与牵头单位同链",
        "党员数临界", "需改现有安排", "综合评分", "测算说明", "示例乙", "示例庚", "暂不具备条件", "没有列入测算", "示例壬",
    ],
)  # fmt: skip
def test_the_review_says(client: Client, plan: FormationPlan, words: str) -> None:
    assert words in text(client, plan_url(plan))


@pytest.mark.parametrize("words", ["拼支部", "成本", "差距", "走一人就散", "采用“"])
def test_the_review_avoids_words_of_the_workshop(client: Client, plan: FormationPlan, words: str) -> None:
    assert words not in text(client, plan_url(plan))


def test_another_alternative_is_shown_by_its_address(client: Client, plan: FormationPlan) -> None:
    assert "“稳定”" in text(client, plan_url(plan) + "?profile=stable")


def test_the_other_places_of_a_firm_can_be_seen_and_taken(
    client: Client, office: PlanPark, plan: FormationPlan
) -> None:
    url = plan_url(plan, "unit-move", unit=office.firms["丙"].public_id)
    page = text(client, url)

    response = client.post(url, {"target": str(office.own.public_id), "version": "0", "profile": "near"}, follow=True)
    assert "示例丁公司支部" in page
    assert "撤回上一次调整" in response.content.decode()


def test_a_refused_move_answers_with_the_verdict(client: Client, office: PlanPark, plan: FormationPlan) -> None:
    url = plan_url(plan, "unit-move", unit=office.firms["庚"].public_id)

    response = client.post(url, {"target": str(office.own.public_id), "version": "0", "profile": "near"})

    assert response.status_code == 409
    assert "这样分组不符合规定" in response.content.decode()


def test_undo_and_choose_work_by_plain_forms(client: Client, office: PlanPark, plan: FormationPlan) -> None:
    url = plan_url(plan, "unit-move", unit=office.firms["丙"].public_id)
    client.post(url, {"target": str(office.own.public_id), "version": "0", "profile": "near"})

    client.post(plan_url(plan, "edit-undo"), {"version": "1", "profile": "near"})
    client.post(plan_url(plan, "plan-choose"), {"version": "2", "profile": "chain"})

    plan.refresh_from_db()
    assert (plan.version, plan.chosen) == (3, "chain")
    assert plan.alternatives.get(profile="near").edits.get().state == "undone"


def test_the_workbook_has_one_line_per_firm_and_no_formula(client: Client, plan: FormationPlan) -> None:
    response = client.get(plan_url(plan, "plan-sheet"))

    sheet = load_workbook(BytesIO(response.getvalue())).active
    firms = [row[3].value for row in sheet.iter_rows(min_row=4)]
    assert sorted(firms) == ["示例丙", "示例乙", "示例己", "示例庚", "示例戊", "示例甲", "示例辛"]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


@pytest.mark.parametrize(
    "words",
    ["签发人", "关于成立", "联合党支部的请示", "中共示例市委", "妥否，请批示", "附件：", "联系人：", "下载 Word"],
)
def test_the_draft_can_be_printed(client: Client, plan: FormationPlan, words: str) -> None:
    assert words in text(client, plan_url(plan, "plan-petition"))


def test_the_draft_can_be_taken_away_as_docx(client: Client, plan: FormationPlan) -> None:
    response = client.get(plan_url(plan, "plan-petition-docx"))

    assert response.getvalue()[:2] == b"PK"
    assert "wordprocessingml" in response.headers["Content-Type"]


def test_adopting_asks_for_the_tick_and_keeps_what_was_typed(client: Client, plan: FormationPlan) -> None:
    response = client.post(plan_url(plan, "plan-adopt"), {"version": "0", "profile": "near"})

    assert response.status_code == 422
    assert "还没有勾选" in response.content.decode()
    assert not Adoption.objects.exists()


def test_the_list_of_members_is_looked_through_before(client: Client, plan: FormationPlan) -> None:
    page = text(client, plan_url(plan, "plan-adopt"))

    assert "示例甲1号" in page
    assert "示例乙1号" not in page  # belongs to another committee, out of this officer's reach


def test_adopting_by_the_plain_form(client: Client, plan: FormationPlan) -> None:
    response = client.post(plan_url(plan, "plan-adopt"), {"version": "0", "profile": "near", "checked": "yes"})

    adoption = Adoption.objects.get()
    assert response.headers["Location"] == reverse("coverage:adoption", args=[adoption.public_id])


def test_adopting_on_changed_facts_says_what_changed(client: Client, office: PlanPark, plan: FormationPlan) -> None:
    member("示例甲3号", office.general, office.firms["甲"])

    response = client.post(plan_url(plan, "plan-adopt"), {"version": "0", "profile": "near", "checked": "yes"})

    assert response.status_code == 409
    assert "示例甲：正式党员 2 → 3 名" in response.content.decode()


def test_an_alternative_that_came_to_the_same_branches_says_so(client: Client, plan: FormationPlan) -> None:
    same = plan.alternatives.get(profile="near").assignment
    plan.alternatives.filter(profile="stable").update(assignment=same)

    assert "与“近便”相同" in text(client, plan_url(plan))


def test_an_alternative_of_its_own_says_what_it_looks_for(client: Client, plan: FormationPlan) -> None:
    same = plan.alternatives.get(profile="near").assignment
    plan.alternatives.exclude(profile="near").update(assignment={**same, next(iter(same)): "other"})

    assert "与“近便”相同" not in text(client, plan_url(plan))
