"""The pages of plans and adoptions: what they show, to whom, and that the acts work without script."""

from collections.abc import Iterator
from io import BytesIO

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from pytest_django.fixtures import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from conftest import MORNING, ClientAs
from runwu.access.choices import Role
from runwu.access.services import RoleRequest, grant_role
from runwu.accounts.models import User
from runwu.coverage.choices import AdoptionState, PlanState
from runwu.coverage.models import Adoption, FormationPair, FormationPlan
from runwu.coverage.tests.park import DAY, SINCE, PlanPark, member
from runwu.coverage.tests.sending import approve, sent_up

pytestmark = [pytest.mark.django_db(databases=["default", "progress"]), pytest.mark.usefixtures("_morning")]


@pytest.fixture
def _morning() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def client(office: PlanPark, client_as: ClientAs) -> Client:
    """Return the client of an officer of the park."""
    return client_as(office.officer)


def plan_url(plan: FormationPlan, name: str = "plan", **more: object) -> str:
    """Return an address of a plan."""
    return reverse(f"coverage:{name}", kwargs={"public_id": plan.public_id, **more})


def text(client: Client, url: str) -> str:
    """Return a page that opens."""
    response = client.get(url)
    assert response.status_code == 200
    return str(response.content.decode())


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

    response = client.post(
        url, {"target": str(office.own.public_id), "version": "0", "profile": "near"}, follow=True
    )
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

    client.post(plan_url(plan, "move-undo"), {"version": "1", "profile": "near"})
    client.post(plan_url(plan, "plan-choose"), {"version": "2", "profile": "chain"})

    plan.refresh_from_db()
    assert (plan.version, plan.chosen) == (3, "chain")
    assert plan.alternatives.get(profile="near").moves == []


def test_the_workbook_has_one_line_per_firm_and_no_formula(client: Client, plan: FormationPlan) -> None:
    response = client.get(plan_url(plan, "plan-sheet"))

    sheet = load_workbook(BytesIO(response.getvalue())).active
    firms = [row[3].value for row in sheet.iter_rows(min_row=4)]
    assert sorted(firms) == ["示例丙", "示例乙", "示例己", "示例庚", "示例戊", "示例甲"]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


@pytest.mark.parametrize("words", ["签发人", "关于成立", "联合党支部的请示", "中共示例市委", "妥否，请批示", "附件：", "联系人："])
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


def adoption_url(adoption: Adoption, name: str = "adoption") -> str:
    """Return an address of an adoption."""
    return reverse(f"coverage:{name}", args=[adoption.public_id])


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


def test_pairs_are_recorded_and_ended(client: Client, office: PlanPark) -> None:
    data = {
        "first": office.firms["甲"].public_id, "second": office.firms["乙"].public_id, "kind": "apart", "reason": "示例竞争",
    }  # fmt: skip
    client.post(reverse("coverage:pairs"), data)
    pair = FormationPair.objects.get()

    page = text(client, reverse("coverage:pairs"))
    client.post(reverse("coverage:pair-end", args=[pair.public_id]))

    assert "示例竞争" in page
    assert not FormationPair.objects.filter(valid_to__isnull=True).exists()


def test_the_same_firm_twice_is_no_pair(client: Client, office: PlanPark) -> None:
    firm = office.firms["甲"].public_id
    response = client.post(
        reverse("coverage:pairs"), {"first": firm, "second": firm, "kind": "apart", "reason": "示例"}
    )

    assert response.status_code == 422
    assert "要选两家不同的企业" in response.content.decode()


@pytest.mark.parametrize("role", [Role.LEADER, Role.SERVICE_UNIT, Role.INDUSTRY_AUTHORITY])
def test_who_is_not_entitled_to_names_finds_no_plan(
    office: PlanPark, plan: FormationPlan, client_as: ClientAs, role: Role
) -> None:
    user = User.objects.create_user("other", display_name="示例其他")
    grant_role(user=user, request=RoleRequest(role=role, park=office.park, valid_from=SINCE), by=None, scope=None)

    assert client_as(user).get(plan_url(plan)).status_code == 404


def test_the_clerk_prepares_but_does_not_send_up(
    office: PlanPark, plan: FormationPlan, client_as: ClientAs
) -> None:
    user = User.objects.create_user("clerk", display_name="示例办公室")
    asked = RoleRequest(role=Role.COMMITTEE_CLERK, organization=office.committee, with_below=True, valid_from=SINCE)
    grant_role(user=user, request=asked, by=None, scope=None)

    page = text(client_as(user), plan_url(plan))
    assert plan_url(plan, "plan-adopt") not in page
    assert client_as(user).get(plan_url(plan, "plan-adopt")).status_code == 404


def test_a_plan_page_takes_a_fixed_number_of_queries(
    client: Client, plan: FormationPlan, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(24):
        client.get(plan_url(plan))


def test_the_day_of_the_tests_is_the_day_of_the_park() -> None:
    assert MORNING.date() == DAY
