"""Every link on the pages of a plan opens: files of the enterprises named, members counted, rules behind the clauses."""

import html
import re

import pytest
from django.test import Client
from django.urls import reverse

from runwu.coverage.choices import EditKind
from runwu.coverage.models import FormationPlan
from runwu.coverage.tests.addresses import plan_url, text
from runwu.coverage.tests.editing import edit, near
from runwu.coverage.tests.park import PlanPark

pytestmark = [pytest.mark.django_db(databases=["default", "progress"]), pytest.mark.usefixtures("_morning")]
PROFILES = ["near", "chain", "stable"]
_LINK = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.DOTALL)
_CHIP = re.compile(r'<details class="clause">(.*?)</details>', re.DOTALL)
_MAIN = re.compile(r"<main\b.*</main>", re.DOTALL)
Link = tuple[str, str, str]


def main_of(client: Client, address: str) -> str:
    """Return what a page shows beside the menu."""
    found = _MAIN.search(text(client, address))
    assert found is not None
    return found.group()


def links_of(client: Client, address: str) -> list[Link]:
    """Return every link of a page: its class, its address and its words; anchors on the same page left out."""
    found = []
    for attributes, words in _LINK.findall(main_of(client, address)):
        given = dict(re.findall(r'([\w-]+)="([^"]*)"', attributes))
        target = html.unescape(given["href"])
        target = f"{address.partition('?')[0]}{target}" if target.startswith("?") else target
        if not target.startswith("#"):
            found.append(
                (given.get("class", ""), target.partition("#")[0], " ".join(re.sub("<[^>]+>", " ", words).split()))
            )
    return found


def pages_of(plan: FormationPlan) -> list[str]:
    """Return the addresses of a plan's pages: every alternative, every enterprise, what compares and what tells."""
    reviews = [f"{plan_url(plan)}?profile={profile}" for profile in PROFILES]
    units = [
        f"{plan_url(plan, name, unit=unit['id'])}?profile=near"
        for unit in plan.instance["units"]
        for name in ("plan-unit", "unit-move")
        if unit["full_members"] < plan.instance["parameters"]["min_full"]
    ]
    return [*reviews, *units, *(plan_url(plan, name) for name in ("plan-compare", "plan-changes", "plan-facts"))]


@pytest.fixture
def settled(office: PlanPark, plan: FormationPlan) -> FormationPlan:
    """The plan with one enterprise given to the catch-all by hand, so that every list of its page has rows."""
    edit(office, plan, EditKind.CAUGHT, "丙")
    plan.refresh_from_db()
    return plan


def test_every_link_of_every_page_of_a_plan_opens(client: Client, settled: FormationPlan) -> None:
    targets = sorted({target for page in pages_of(settled) for _look, target, _words in links_of(client, page)})

    answers = {target: client.get(target).status_code for target in targets}

    assert len(answers) > 40
    assert {target: status for target, status in answers.items() if status != 200} == {}


def test_the_links_to_enterprises_open_the_file_of_the_enterprise_they_name(
    client: Client, office: PlanPark, plan: FormationPlan
) -> None:
    files = {reverse("enterprises:file", args=[one.public_id]): one for one in office.firms.values()}
    links = {link for page in pages_of(plan) for link in links_of(client, page) if link[1] in files}
    named = [(target, words) for _look, target, words in links if words != "企业档案"]

    assert len(named) > 5
    assert [
        (target, words) for target, words in named if words not in {files[target].name, files[target].short_name}
    ] == []
    assert [target for target, words in named if files[target].name not in main_of(client, target)] == []


def test_the_clauses_open_the_rule_that_they_cite(client: Client, settled: FormationPlan) -> None:
    chips = {
        (target, words)
        for page in pages_of(settled)
        for look, target, words in links_of(client, page)
        if look.startswith("cl")
    }

    pages = {target: main_of(client, target) for target, _words in chips}

    assert {words for _target, words in chips} >= {"支部工作条例 第四条、第五条", "产品设定"}
    assert all(target.startswith("/rules/") for target in pages)
    assert [(target, words) for target, words in chips if words.split()[-1] not in pages[target]] == []


def test_each_reason_of_an_enterprise_opens_its_clause_and_the_rule_behind(client: Client, plan: FormationPlan) -> None:
    led = next(unit for unit, host in near(plan).assignment.items() if host not in {None, unit})
    shown = main_of(client, plan_url(plan, "plan-unit", unit=led))
    addresses = [
        reverse("rules:one", args=[f"formation.{name}"]) for name in ("joint_max_way", "joint_min_full_members")
    ]

    chips = " ".join(_CHIP.findall(shown))

    assert [address for address in addresses if address not in chips] == []
    assert "地域相邻、行业相近" in chips
    assert "条例只说地域相邻" in chips
