"""A computed plan is the same with and without a restricted member, on every page of it (两个世界)."""

import re
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from conftest import ClientAs
from runwu.coverage.models import FormationPlan
from runwu.coverage.services.plans import compute_plan, request_plan
from runwu.coverage.tests.addresses import plan_url, text
from runwu.coverage.tests.editing import unit
from runwu.coverage.tests.park import DAY, PlanPark, member

pytestmark = [pytest.mark.django_db(databases=["default", "progress"]), pytest.mark.usefixtures("_morning")]
PAGES = ("plan", "plan-compare", "plan-changes", "plan-facts", "plan-petition")
UNIT_PAGES = ("plan-unit", "plan-members", "unit-move", "unit-prices")


def computed(office: PlanPark) -> FormationPlan:
    """Compute a plan of the park as it is now."""
    row = request_plan(park=office.park, on=DAY, by=office.staff, keeps_joint_branches=False)
    compute_plan(plan=str(row.public_id))
    return row


def seen(client: Client, office: PlanPark, plan: FormationPlan) -> dict[str, str]:
    """Return what the pages of a plan say, without what differs between any two plans."""
    near, beside = unit(office, "甲"), str(office.own.public_id)
    urls = {name: plan_url(plan, name) for name in PAGES}
    urls |= {name: plan_url(plan, name, unit=near) for name in UNIT_PAGES}
    urls |= {f"{name} {asked}": plan_url(plan, name, **{key: value}) + f"?if={asked}" for name, key, value, asked in (
        ("plan-unit", "unit", near, "leaves"), ("plan-host", "host", beside, "joins"),
    )}  # fmt: skip
    pages = {name: text(client, url) for name, url in urls.items()}
    sheet = load_workbook(BytesIO(client.get(plan_url(plan, "plan-sheet")).getvalue())).active
    pages["sheet"] = str([[cell.value for cell in row] for row in sheet.iter_rows()])
    own = rf'{plan.public_id}|[A-Za-z0-9]{{32,}}|nonce="[^"]*"|[\d.]+ 秒'
    return {name: re.sub(own, "…", page) for name, page in pages.items()}


def test_whoever_need_not_know_sees_the_same_plan(office: PlanPark, client_as: ClientAs) -> None:
    client = client_as(office.staff)
    without = computed(office)
    before = seen(client, office, without)
    for firm, branch in (("甲", office.general), ("丁", office.own), ("壬", office.general)):
        member(f"示例限{firm}", branch, office.firms[firm], restricted=True)

    after = seen(client, office, computed(office))

    assert after == before
    assert seen(client, office, without) == before
