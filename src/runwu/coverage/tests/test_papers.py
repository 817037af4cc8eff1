"""What the draft 请示 says about a plan."""

from io import BytesIO

import pytest
from django.test import Client
from docx import Document

from runwu.coverage.choices import Profile
from runwu.coverage.models import FormationPlan
from runwu.coverage.tests.addresses import adoption_url, plan_url, text
from runwu.coverage.tests.park import PlanPark
from runwu.coverage.tests.sending import sent_up

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
