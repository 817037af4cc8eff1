"""A park's own value changes exactly the pages that the register names, and nothing in the park next door."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from conftest import ClientAs
from runwu.core.rule_pages import pages_reading
from runwu.core.rulebooks import parameters
from runwu.coverage.models import FormationPlan
from runwu.coverage.services.plans import compute_plan, request_plan
from runwu.coverage.tests.park import member
from runwu.enterprises.choices import FactKind, Operating
from runwu.enterprises.models import Enterprise
from runwu.enterprises.services import FactInput, record_facts
from runwu.enterprises.services.overrides import OverrideInput, record_override
from runwu.organizations.choices import UnitRole
from runwu.organizations.models import OrganizationUnit
from runwu.rules.overrides import limits_of
from runwu.rules.parameters import DatedValue, Parameter, Value
from tests.access_battery import address_of, answer_of, taken_back
from tests.access_table import LINES, Line
from tests.world import SINCE, World

pytestmark = pytest.mark.django_db(databases="__all__")
METRE = 1 / 111_195  # degrees of latitude
ABOUT_RULES = ("rules:", "park-rules:")  # the pages about the rules themselves
READ_BY_PAGES = {
    "formation.max_members": "3",
    "formation.joint_max_units": "8",
    "formation.joint_max_way": "2000",
    "formation.answer_months": "2",
    "coverage.catch_all_counts": "False",
    "membership.letter_days": "60",
    "privacy.neutral_from_level": "0",
}
BROKEN_BY = {  # what makes a group of the plan break a rule, so that the page on which groups change cites it
    "formation.max_members": {"max_members": 1},
    "formation.joint_max_units": {"max_units": 1},
}
# those that need no broken group are recorded one after the other on the same stage
TOGETHER = [*([key] for key in BROKEN_BY), [key for key in READ_BY_PAGES if key not in BROKEN_BY]]
PAGES = tuple(line for line in LINES if "GET" in line.methods and not line.name.startswith(ABOUT_RULES))
Seen = dict[str, str]
Addresses = Mapping[str, str]


@pytest.fixture
def staged(world: World) -> World:
    """Set a stage on which every rule has something to say: a firm without its branch, one that is caught, a plan."""
    near = world.near
    OrganizationUnit.objects.filter(enterprise=near.covered).delete()
    # a firm of its own: the access table gives the uncovered one an instructor, who covers its work anyway
    caught = Enterprise.objects.create(park=near.park, name="示例第906号有限公司", provisional_number="906")
    OrganizationUnit.objects.create(
        organization=near.committee, enterprise=caught, role=UnitRole.FALLBACK, valid_from=SINCE
    )
    _place(near.covered, 0)
    _place(near.next_covered, 80)
    for number, metres in (("904", 50), ("905", 5000)):
        firm = Enterprise.objects.create(park=near.park, name=f"示例第{number}号有限公司", provisional_number=number)
        _place(firm, metres)
        member(f"示例第{number}号", near.next_branch, firm)
    firms = Enterprise.objects.filter(park=near.park)
    record_facts([FactInput(one.pk, FactKind.OPERATING, Operating.YES, SINCE, "台账") for one in firms], by=None)
    return world


def _place(firm: Enterprise, metres: int) -> None:
    firm.latitude, firm.longitude = 20.0 + metres * METRE, 110.0
    firm.located = "coordinates"
    firm.save()


@pytest.fixture
def plan(staged: World) -> FormationPlan:
    """Compute a plan of the park."""
    row = request_plan(park=staged.near.park, on=staged.day, by=staged.cast.staff, keeps_joint_branches=False)
    compute_plan(plan=str(row.public_id))
    row.refresh_from_db()
    return row


def tighten(plan: FormationPlan, **stricter: int) -> None:
    """Judge the groups of a plan more strictly than when it was computed."""
    plan.instance["parameters"] |= stricter
    plan.save()


def changed_by(keys: Iterable[str], world: World, *, sight: Callable[[], Seen], client: Client) -> dict[str, set[str]]:
    """Return the URLs that say something else when a key is recorded; each record is taken back before the next."""
    before, changed = sight(), {}
    for key in keys:
        with transaction.atomic():
            record(client, world, key, READ_BY_PAGES[key])
            changed[key] = changed_pages(before, sight())
            transaction.set_rollback(True)
    return changed


@pytest.fixture
def addresses(staged: World, plan: FormationPlan) -> Addresses:
    """Return the address of every page of the access table, and of those that need something special."""
    firm = Enterprise.objects.get(park=staged.near.park, provisional_number="904")
    found = {f"{line} {number}": address_of(line, line.near(staged)) for number, line in enumerate(PAGES)}
    caught = Enterprise.objects.get(park=staged.near.park, provisional_number="906")
    park = str(staged.near.park.public_id)
    units = [unit["id"] for unit in plan.instance["units"]]
    return {
        **found,
        **{f"coverage:plan-unit {unit}": reverse("coverage:plan-unit", args=[plan.public_id, unit]) for unit in units},
        "coverage:plan computed": reverse("coverage:plan", args=[plan.public_id]),
        "coverage:plan-adopt computed": reverse("coverage:plan-adopt", args=[plan.public_id]),
        "coverage:unit-move computed": reverse("coverage:unit-move", args=[plan.public_id, firm.public_id]),
        "enterprises:file caught": reverse("enterprises:file", args=[caught.public_id]),
        "reports:covered work": reverse("reports:covered", query={"park": park, "covered": "work"}),
    }


def far_addresses(world: World) -> Addresses:
    """Return the address of every page of the access table as the park next door has it."""
    return {f"{line} {number}": address_of(line, _far(line)(world)) for number, line in enumerate(PAGES)}


def _far(line: Line) -> Callable[[World], Mapping[str, Any]]:
    return line.far or line.near


def seen_by(client: Client, addresses: Addresses) -> Seen:
    """Return what every page says to somebody, and leave no trace: a paper that was handed out stands on another page."""
    with taken_back():
        return {name: answer_of(client.get(address)).text for name, address in addresses.items()}


def changed_pages(before: Seen, after: Seen) -> set[str]:
    """Return the names of the URLs that say something else."""
    return {name.split(" ")[0] for name, text in before.items() if after[name] != text}


AFTER_SENDING = {"organizations:dissolve", "organizations:found", "organizations:rename"}
"""Pages that say what a rule answers in the preview of what was sent, of whoever takes over; before, nobody does."""


def named_pages(key: str) -> set[str]:
    """Return the pages that the register names for a parameter, as far as they are pages to read."""
    readable = {line.name for line in PAGES} - AFTER_SENDING
    return {page.name for page in pages_reading(key)} & readable


def record(client: Client, world: World, key: str, value: str) -> None:
    """Record a value of the near park on its page: preview, then save."""
    address = reverse("park-rules:record", args=[world.near.park.public_id, key])
    typed = {"value": value, "since": world.day.isoformat(), "document": "《示例园区党建办法》", "article": "第三条"}
    preview = client.post(address, typed).content.decode()
    mark = re.search(r'name="previewed" value="(\w+)"', preview)
    assert mark, preview
    saved = client.post(address, {**typed, "previewed": mark[1], "save": "1"}, follow=True)
    assert "已登记本园区取值" in saved.content.decode()


@pytest.mark.parametrize("keys", TOGETHER, ids=" ".join)
def test_a_recorded_value_changes_exactly_the_pages_that_the_register_names(
    staged: World, plan: FormationPlan, addresses: Addresses, client_as: ClientAs, keys: list[str]
) -> None:
    client = client_as(staged.cast.staff)
    tighten(plan, **BROKEN_BY.get(keys[0], {}))

    changed = changed_by(keys, staged, sight=lambda: seen_by(client, addresses), client=client)

    assert changed == {key: named_pages(key) for key in keys}


def test_a_recorded_value_changes_nothing_in_the_park_next_door(staged: World, client_as: ClientAs) -> None:
    neighbor, pages = client_as(staged.cast.far_staff), far_addresses(staged)
    keys = ["formation.max_members", "coverage.catch_all_counts"]
    single = {f"rules:one {key}": f"/rules/{key}/" for key in keys}
    rules = {"rules:list all": "/rules/", "rules:list own": "/rules/?only=own", **single}

    changed = changed_by(
        keys, staged, sight=lambda: seen_by(neighbor, {**pages, **rules}), client=client_as(staged.cast.staff)
    )

    assert changed == {key: set() for key in keys}


def test_values_that_no_page_reads_change_no_page(staged: World, addresses: Addresses, client_as: ClientAs) -> None:
    client = client_as(staged.cast.staff)
    before = seen_by(client, addresses)

    recorded = [record_unread(staged, key, value) for key, value in UNREAD.items()]

    assert len(recorded) > 50
    assert changed_pages(before, seen_by(client, addresses)) == set()


def test_undoing_a_value_brings_every_page_back(staged: World, addresses: Addresses, client_as: ClientAs) -> None:
    client = client_as(staged.cast.staff)
    before = seen_by(client, addresses)
    record(client, staged, "formation.max_members", "3")
    page = client.get("/rules/formation.max_members/").content.decode()

    undo = re.search(r'action="(/rules/parks/values/[^"]+/undo/)"', page)
    assert undo, page
    client.post(undo[1], follow=True)

    assert changed_pages(before, seen_by(client, addresses)) == set()


def other_value(parameter: Parameter, dated: DatedValue) -> Value | None:
    """Return a value that a park could set instead, None for lists."""
    if isinstance(dated.value, bool):
        return not dated.value
    if isinstance(dated.value, int | Decimal):
        lowest, highest = limits_of(parameter, dated)
        other = highest if dated.value != highest else lowest
        return int(other) if isinstance(dated.value, int) else Decimal(other)
    return None


def unread_values() -> dict[str, Value]:
    """Return another value for every number and yes/no that a park may set and that no page reads."""
    soft = [(one, one.values[-1]) for one in parameters() if one.values[-1].is_open_to_override]
    values = {one.key: other_value(one, dated) for one, dated in soft if not pages_reading(one.key)}
    return {key: value for key, value in values.items() if value is not None}


UNREAD = unread_values()


def record_unread(world: World, key: str, value: Value) -> object:
    """Record a value from the day before on."""
    asked = OverrideInput(key=key, value=value, since=world.day - timedelta(days=1), document="《示例园区党建办法》")
    return record_override(park=world.near.park, asked=asked, by=world.cast.staff)
