"""The lists of a plan's page go on from page to page, and somebody can look for an enterprise (分页、查找)."""

import re

import pytest
from django.http import QueryDict
from django.test import Client

from runwu.core.listing.slices import Slice, slice_of
from runwu.coverage.choices import EditKind
from runwu.coverage.models import FormationPlan
from runwu.coverage.services.plans import compute_plan, request_plan
from runwu.coverage.tests.addresses import plan_url, text
from runwu.coverage.tests.editing import edit, near, unit
from runwu.coverage.tests.park import DAY, METRE, PlanPark
from runwu.coverage.views import plan_lists
from runwu.enterprises.choices import Located
from runwu.enterprises.models import Enterprise

ROWS = list(range(7))


def asked(**query: str) -> QueryDict:
    """Return a query."""
    found = QueryDict(mutable=True)
    found.update(query)
    return found


@pytest.mark.parametrize(
    ("number", "rows", "beside"),
    [
        ("1", [0, 1, 2], (False, True)),
        ("2", [3, 4, 5], (True, True)),
        ("3", [6], (True, False)),
        ("99", [6], (True, False)),
        ("0", [0, 1, 2], (False, True)),
        ("-1", [0, 1, 2], (False, True)),
        ("x", [0, 1, 2], (False, True)),
        ("²", [0, 1, 2], (False, True)),
        ("9" * 400, [0, 1, 2], (False, True)),
    ],
)
def test_a_page_is_the_one_asked_for_or_one_that_there_is(
    number: str, rows: list[int], beside: tuple[bool, bool]
) -> None:
    found = slice_of(ROWS, asked(left=number), "left", size=3)

    assert (list(found.rows), (bool(found.previous), bool(found.next))) == (rows, beside)


def test_the_addresses_keep_the_rest_of_the_query_and_lead_to_the_list() -> None:
    found = slice_of(ROWS, asked(profile="chain", at="x", left="2"), "left", size=3)

    assert (found.first, found.next) == ("?profile=chain&left=1#left", "?profile=chain&left=3#left")
    assert found.words == "第 2/3 页"


def test_a_row_to_be_seen_is_on_the_page_unless_another_was_asked_for() -> None:
    assert slice_of(ROWS, asked(), "groups", size=3, at=4).number == 2
    assert slice_of(ROWS, asked(groups="1"), "groups", size=3, at=4).number == 1


def test_an_empty_list_is_one_page() -> None:
    found: Slice[int] = slice_of([], asked(left="4"), "left", size=3)

    assert (found.pages, found.words, found.first, found.next) == (1, "", "", "")


@pytest.fixture
def scattered(office: PlanPark, monkeypatch: pytest.MonkeyPatch) -> FormationPlan:
    """A plan that leaves three enterprises, one a page, and shows one group a page without a map."""
    for size in ("GROUPS", "LEFT", "ROWS"):
        monkeypatch.setattr(plan_lists, size, 1)
    monkeypatch.setattr("runwu.coverage.selectors.maps.MOST_UNITS", 1)
    for number, name in enumerate("乙丙", 1):
        away = {"latitude": 21.0 + number * 9_000 * METRE, "longitude": 110.0, "located": Located.COORDINATES}
        Enterprise.objects.filter(pk=office.firms[name].pk).update(**away)
    row = request_plan(park=office.park, on=DAY, by=office.staff, keeps_joint_branches=False)
    compute_plan(plan=str(row.public_id))
    row.refresh_from_db()
    return row


pages = pytest.mark.usefixtures("_morning")
stored = pytest.mark.django_db(databases=["default", "progress"])


def card(page: str, key: str) -> str:
    """Return the card of a page that has this id."""
    (found,) = re.findall(rf'<section class="c[^"]*" id="{key}">.*?</section>', page, re.DOTALL)
    return str(found)


@stored
@pages
def test_every_left_enterprise_stands_on_one_page(client: Client, office: PlanPark, scattered: FormationPlan) -> None:
    ids = [unit(office, name) for name in "乙丙庚"]

    cards = [card(text(client, f"{plan_url(scattered)}?left={number}"), "left") for number in (1, 2, 3)]

    shown = [[one for one in ids if one in found] for found in cards]
    assert sorted(shown) == sorted([one] for one in ids)
    assert 'href="?left=2#left"' in cards[0]


@stored
@pages
@pytest.mark.parametrize("number", [1, 3])
def test_each_row_of_a_later_page_keeps_its_links(
    client: Client, office: PlanPark, scattered: FormationPlan, number: int
) -> None:
    found = card(text(client, f"{plan_url(scattered)}?left={number}"), "left")

    (one,) = [unit(office, name) for name in "乙丙庚" if unit(office, name) in found]
    assert plan_url(scattered, "plan-unit", unit=one) in found
    assert plan_url(scattered, "unit-move", unit=one) in found
    assert "有下面任何一项就能编入" in found
    assert "3 家" in found


@stored
@pages
def test_the_groups_go_on_as_well_and_a_locked_one_stays_in_view(
    client: Client, office: PlanPark, scattered: FormationPlan
) -> None:
    hosts = [group["host"] for group in near(scattered).report["groups"]]
    assert len(hosts) > 1
    data = {"kind": "locked", "other": hosts[-1], "profile": "near", "version": scattered.version}

    answer = client.post(plan_url(scattered, "plan-edit"), data)

    assert answer["Location"].endswith(f"?profile=near&at={hosts[-1]}#groups")
    found = card(client.get(answer["Location"]).content.decode(), "groups")
    assert re.findall(r'data-home="([^"]+)"', found) == [hosts[-1]]
    assert 'aria-pressed="true"' in found


@stored
@pages
def test_somebody_who_looks_for_an_enterprise_finds_its_group(
    client: Client, office: PlanPark, scattered: FormationPlan
) -> None:
    page = text(client, f"{plan_url(scattered)}?find=示例己")
    nothing = text(client, f"{plan_url(scattered)}?find=没有")

    place = near(scattered).assignment[unit(office, "己")]
    assert re.findall(r'data-home="([^"]+)"', card(page, "groups")) == [place]
    assert "没有这个名称的组或企业" in card(nothing, "groups")
    assert "没有这个名称的企业" in card(nothing, "left")


@stored
@pages
def test_a_small_plan_shows_all_groups_beside_its_map(
    client: Client, plan: FormationPlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan_lists, "GROUPS", 1)

    found = card(text(client, plan_url(plan)), "groups")

    assert len(re.findall("data-home=", found)) == len(near(plan).report["groups"]) > 1
    assert 'role="search"' not in found


@stored
@pages
def test_a_search_is_no_way_around_what_was_settled(client: Client, office: PlanPark, plan: FormationPlan) -> None:
    edit(office, plan, EditKind.CAUGHT, "丙")

    page = text(client, f"{plan_url(plan)}?find=庚")

    assert "人工指定，暂由大党委兜底" in page
    assert "示例丙" in page
