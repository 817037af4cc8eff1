"""What the draft 请示 says about a plan."""

from io import BytesIO

import pytest
from django.test import Client
from docx import Document

from runwu.coverage.choices import EditKind, Profile
from runwu.coverage.models import FormationPlan
from runwu.coverage.tests.addresses import adoption_url, plan_url, text
from runwu.coverage.tests.editing import edit
from runwu.coverage.tests.park import PlanPark
from runwu.coverage.tests.sending import sent_up
from runwu.members.models import Disclosure, PartyMember

pytestmark = [pytest.mark.django_db(databases=["default", "progress"]), pytest.mark.usefixtures("_morning")]


@pytest.fixture
def lead(office: PlanPark, plan: FormationPlan) -> str:
    """Return the name of a firm that leads 甲, 乙 and 丙 and stands last among them in the plan's facts."""
    three = {str(office.firms[name].public_id) for name in "甲乙丙"}
    last = [unit["id"] for unit in plan.instance["units"] if unit["id"] in three][-1]
    near = plan.alternatives.get(profile=Profile.NEAR)
    near.assignment = {**near.assignment, **dict.fromkeys(three, last)}
    near.save(update_fields=["assignment"])
    return next(firm.name for firm in office.firms.values() if str(firm.public_id) == last)


def test_the_draft_names_the_firm_that_leads(client: Client, plan: FormationPlan, lead: str) -> None:
    page = text(client, plan_url(plan, "plan-petition"))

    assert f"<td>中共{lead}联合支部</td><td>{lead}</td>" in page


def test_the_docx_names_the_firm_that_leads(client: Client, plan: FormationPlan, lead: str) -> None:
    response = client.get(plan_url(plan, "plan-petition-docx"))

    rows = [[cell.text for cell in row.cells] for row in Document(BytesIO(response.getvalue())).tables[0].rows]
    assert [f"中共{lead}联合支部", lead] in [row[:2] for row in rows]


def test_the_paper_that_was_sent_up_names_the_firm_that_leads(
    client: Client, office: PlanPark, plan: FormationPlan, lead: str
) -> None:
    page = text(client, adoption_url(sent_up(office, plan), "adoption-petition"))

    assert f"<td>中共{lead}联合支部</td><td>{lead}</td>" in page


def test_who_moves_along_finds_under_who_looked_that_the_paper_left(
    client: Client, office: PlanPark, plan: FormationPlan
) -> None:
    adoption = sent_up(office, plan)

    paper = Document(BytesIO(client.get(adoption_url(adoption, "adoption-petition-docx")).getvalue()))

    words = {cell.text for table in paper.tables for row in table.rows for cell in row.cells}
    named = set(PartyMember.objects.filter(person__name__in=words).values_list("pk", flat=True))
    assert named
    assert set(Disclosure.objects.values_list("member", flat=True)) == named


@pytest.mark.parametrize(
    "words",
    [
        "我园有 6 家企业各有正式党员一至二名，共 8 名，尚未单独成立党支部；另有 1 家企业正式党员已满三名，共 3 名，应当单独成立党支部。",
        "拟成立两个党支部（联合成立一个、单独成立一个并吸纳两家邻近企业）",
    ],
)
def test_the_opening_counts_own_branches_apart(client: Client, plan: FormationPlan, words: str) -> None:
    assert words in text(client, plan_url(plan, "plan-petition"))


@pytest.mark.parametrize(
    "words",
    [
        "示例辛已满 3 名正式党员，应当单独成立支部，同时吸纳 2 个邻近单位。",
        "单独成立，吸纳 2 家，共 6 名",
        "<dt>并入现有支部</dt><dd>0 家</dd>",
    ],
)
def test_the_review_counts_a_branch_still_to_be_set_up_as_new(client: Client, plan: FormationPlan, words: str) -> None:
    assert words in text(client, plan_url(plan))


@pytest.mark.parametrize(
    "words",
    [
        "经研究，示例己有限公司暂由中共示例园区综合党委兜底管理。",
        "写明理由",
        "示例庚有限公司暂不具备单独或联合成立党支部的条件，由中共示例园区综合党委兜底管理。",
    ],
)
def test_what_a_person_left_to_the_committee_is_not_said_to_lack_the_conditions(
    client: Client, office: PlanPark, plan: FormationPlan, words: str
) -> None:
    edit(office, plan, EditKind.CAUGHT, "己")

    assert words in text(client, plan_url(plan, "plan-petition"))
