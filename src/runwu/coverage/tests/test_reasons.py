"""Each reason on the page of a plan opens its rows and its clause; who is left learns what would bring it in."""

import re
from collections.abc import Mapping
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from runwu.core.rulebooks import rulebook
from runwu.coverage.choices import EditKind, Profile
from runwu.coverage.models import FormationPlan
from runwu.coverage.selectors.reviews import AlternativeReview, PlanReview
from runwu.coverage.services.instances import read_facts
from runwu.coverage.tests.addresses import plan_url, text
from runwu.coverage.tests.editing import edit
from runwu.coverage.tests.park import DAY, PlanPark
from runwu.enterprises.choices import Located
from runwu.enterprises.models import Workplace

pytestmark = [pytest.mark.django_db(databases=["default", "progress"]), pytest.mark.usefixtures("_morning")]


def shown(plan: FormationPlan) -> AlternativeReview:
    """Return the first alternative as its page shows it."""
    book = rulebook(on=DAY, place=plan.park.public_id, region=plan.park.region)
    return PlanReview(plan, Profile.NEAR, book).current


def left(plan: FormationPlan) -> Mapping[str, Any]:
    """Return the row of the enterprise that nobody reaches, with what would bring it in."""
    current = shown(plan)
    (row,) = current.with_needs([row for row in current.left if row["name"] == "示例庚"])
    return row


def test_each_reason_has_rows_and_the_rules_behind_it(plan: FormationPlan) -> None:
    reasons = [reason for group in shown(plan).groups for reason in group.reasons]

    assert reasons
    assert all(reason.rows for reason in reasons)
    assert {clause.key for reason in reasons for clause in reason.clauses} >= {
        "formation.joint_min_full_members",
        "formation.joint_max_way",
        "formation.joint_max_units",
        "formation.max_members",
    }


def test_the_full_members_of_a_reason_add_up_to_those_of_its_group(plan: FormationPlan) -> None:
    group = next(group for group in shown(plan).groups if group.kind == "new")
    reason = next(one for one in group.reasons if "合起来有正式党员" in one.words)

    figures = [int(re.sub(r"\D", "", row.figure)) for row in reason.rows]

    assert sum(figures) == group.full
    assert {row.id for row in reason.rows} == {unit.id for unit in group.units}


def test_the_rows_lead_to_the_files_of_the_enterprises(client: Client, plan: FormationPlan) -> None:
    group = next(group for group in shown(plan).groups if group.kind == "new")
    addresses = [reverse("enterprises:file", args=[unit.id]) for unit in group.units]

    page = text(client, plan_url(plan))

    assert [address for address in addresses if address not in page] == []


@pytest.mark.parametrize("key", ["joint_min_full_members", "joint_max_way", "joint_max_units", "max_members"])
def test_the_clauses_lead_to_their_rules(client: Client, plan: FormationPlan, key: str) -> None:
    assert reverse("rules:one", args=[f"formation.{key}"]) in text(client, plan_url(plan))


def test_who_is_left_learns_what_would_bring_it_in(plan: FormationPlan) -> None:
    row = left(plan)

    words = [need.words for need in row["needs"]]

    assert "再有 2 名正式党员，即可单独成立党支部" in words
    assert any(re.search(r"到示例\w+ [\d,]+ 米，距离上限放到这个数（现为 1,500 米）即可编入", one) for one in words)
    keys = [clause.key for need in row["needs"] for clause in need.clauses]
    assert keys == ["formation.joint_min_full_members", "formation.joint_max_way"]


def test_the_page_tells_what_would_bring_it_in(client: Client, plan: FormationPlan) -> None:
    assert "有下面任何一项就能编入" in text(client, plan_url(plan))


def test_who_was_left_by_a_person_keeps_the_persons_reason(office: PlanPark, plan: FormationPlan) -> None:
    edit(office, plan, EditKind.CAUGHT, "丙")
    plan.refresh_from_db()

    current = shown(plan)

    assert [(row["name"], row["why"]) for row in current.caught] == [("示例丙", "示例理由")]
    assert "示例丙" not in {row["name"] for row in current.left}


def test_an_enterprise_without_coordinates_is_told_that_its_way_is_estimated(plan: FormationPlan) -> None:
    plan.notes["approximate"] = {unit["id"]: "grid" for unit in plan.instance["units"]}
    plan.save(update_fields=["notes"])

    row = left(plan)

    assert row["needs"][-1].words == "位置按厂房或网格中心估算，补登坐标后距离可能不同"


def test_a_reason_about_members_opens_their_rows(client: Client, plan: FormationPlan) -> None:
    group = next(group for group in shown(plan).groups if group.kind == "new")
    reason = next(one for one in group.reasons if "合起来有正式党员" in one.words)
    address = reverse("coverage:plan-members", args=[plan.public_id, reason.of_members])

    listed = text(client, address)

    assert address in text(client, plan_url(plan))
    assert listed.count('scope="row"') == group.full - 1  # one member's branch is out of the officer's reach
    assert f"今天的名册里列出正式党员 {group.full - 1} 名，测算时计入 {group.full} 名" in listed


def test_members_who_left_since_are_said_to_be_missing(client: Client, plan: FormationPlan) -> None:
    group = next(group for group in shown(plan).groups if group.kind == "new")
    Workplace.objects.filter(enterprise__public_id=group.units[0].id).delete()

    listed = text(client, reverse("coverage:plan-members", args=[plan.public_id, group.units[0].id]))

    assert f"测算时计入 {group.full} 名" in listed


def test_an_enterprise_that_the_plan_does_not_know_has_no_members_there(client: Client, plan: FormationPlan) -> None:
    address = reverse("coverage:plan-members", args=[plan.public_id, plan.public_id])

    assert client.get(address).status_code == 404


def test_what_a_left_enterprise_lacks_in_members_opens_those_it_has(client: Client, plan: FormationPlan) -> None:
    row = left(plan)
    counted = [need.of_members for need in row["needs"]]
    address = reverse("coverage:plan-members", args=[plan.public_id, row["id"]])

    listed = text(client, address)

    assert counted == [(row["id"],), ()]
    assert f'href="{address}?profile=near"' in text(client, plan_url(plan))
    assert "这家企业的党员" in listed
    assert listed.count('scope="row"') == 1


def test_enterprises_that_a_reason_counts_together_are_listed_together(client: Client, plan: FormationPlan) -> None:
    ids = {unit["name"]: unit["id"] for unit in plan.instance["units"]}
    address = reverse("coverage:plan-members", args=[plan.public_id, ids["示例庚"]])

    listed = text(client, f"{address}?with={ids['示例甲']}")

    assert "这几家企业的党员" in listed
    assert listed.count('scope="row"') == 3


@pytest.mark.parametrize("other", ["nobody", "00000000-0000-4000-8000-000000000000"])
def test_others_that_the_plan_does_not_know_open_nothing(client: Client, plan: FormationPlan, other: str) -> None:
    address = reverse("coverage:plan-members", args=[plan.public_id, plan.instance["units"][0]["id"]])

    assert client.get(address, {"with": other}).status_code == 404


def test_who_ought_to_form_its_own_branch_opens_the_members_it_has(client: Client, plan: FormationPlan) -> None:
    row = plan.alternatives.get(profile=Profile.NEAR)
    (big,) = [unit for unit in plan.instance["units"] if unit["name"] == "示例辛"]
    row.report["groups"] = [group for group in row.report["groups"] if group["host"] != big["id"]]
    row.save(update_fields=["report"])
    (one,) = shown(plan).own_branches

    listed = text(client, reverse("coverage:plan-members", args=[plan.public_id, one["id"]]))

    assert one["name"] == "示例辛"
    assert listed.count('scope="row"') == one["full_members"]
    assert "列出示例辛的党员" in text(client, plan_url(plan))


def test_what_is_not_allowed_yet_carries_the_clause_that_opens_the_rule(
    client: Client, office: PlanPark, plan: FormationPlan
) -> None:
    edit(office, plan, EditKind.MOVED, "庚", str(office.firms["庚"].public_id), unfinished=True)

    (note,) = re.findall(r"现在的分组还不合规.*?</ul>", text(client, plan_url(plan)), re.DOTALL)

    assert 'href="/rules/formation.joint_min_full_members/' in note


def test_who_was_not_looked_at_opens_members_and_clause(client: Client, office: PlanPark, plan: FormationPlan) -> None:
    plan.notes["left_out"].append({"id": str(office.own.public_id), "name": "示例只有预备", "why": "probationary_only"})
    plan.save()
    out = office.firms["壬"].public_id
    address = reverse("coverage:plan-members", args=[plan.public_id, out])

    page = text(client, plan_url(plan))
    (card,) = re.findall(r"没有列入测算的企业和原因.*?</table>", page, re.DOTALL)

    assert f'href="{address}?profile=near"' in card
    assert 'href="/rules/formation.joint_min_full_members/' in card
    assert text(client, address).count('scope="row"') == 1


def test_the_page_of_a_left_enterprise_says_what_would_bring_it_in(
    client: Client, office: PlanPark, plan: FormationPlan
) -> None:
    page = text(client, plan_url(plan, "plan-unit", unit=office.firms["庚"].public_id))

    assert "有下面任何一项就能编入" in page


def test_a_branch_at_a_firm_without_coordinates_is_said_to_stand_at_an_estimated_place(office: PlanPark) -> None:
    office.firms["丁"].latitude = office.firms["丁"].longitude = None
    office.firms["丁"].save()

    facts = read_facts(park=office.park, on=DAY)

    assert facts.notes.approximate[str(office.own.public_id)] == Located.GRID
