"""The demo park carries the figures of a real one, and exists in demo mode alone."""

from argparse import Namespace
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from runwu.access.choices import Role
from runwu.access.models import RoleAssignment
from runwu.access.selectors import scope_of
from runwu.accounts.models import User
from runwu.config.cli.derived import differences
from runwu.config.cli.server import demo as demo_command
from runwu.config.cli.smoke import _failures, fetch_pages
from runwu.config.demo import DemoNotAllowed, DemoResult, load_demo
from runwu.config.demo.people import AGES, born
from runwu.config.setup import add_park
from runwu.core.imports.command import run_import
from runwu.coverage.choices import PlanState
from runwu.coverage.models import Adoption, FormationPlan
from runwu.coverage.selectors.statuses import park_coverage
from runwu.enterprises.choices import ParkKind
from runwu.enterprises.models import Park
from runwu.members.choices import Belonging, Standing
from runwu.members.models import PartyMember
from runwu.organizations.selectors import instructors
from runwu.reports.board import figures

pytestmark = pytest.mark.django_db(databases=["default", "progress"], transaction=True)


@pytest.fixture
def demo(settings: Any, tmp_path: Path, day: date) -> DemoResult:
    settings.DEMO, settings.DATA_DIR = True, tmp_path
    return load_demo(lambda _words: None)


def test_outside_demo_mode_nothing_is_loaded(settings: Any) -> None:
    settings.DEMO = False

    with pytest.raises(DemoNotAllowed):
        load_demo(lambda _words: None)

    assert (Park.objects.count(), User.objects.count()) == (0, 0)


def test_into_an_office_with_a_park_of_its_own_nothing_is_loaded(settings: Any, capsys: Any) -> None:
    settings.DEMO = True
    add_park(name="示例丁园区", region="460000", kind=ParkKind.COUNTY, superior_name="中共示例市委员会")

    code = demo_command(Namespace(province=False, scale=1.0, check=False, load=True, port=8000))

    said = capsys.readouterr().err
    assert (code, User.objects.count(), Park.objects.count()) == (1, 0, 1)
    assert [part in said for part in ("已有园区“示例丁园区”", "不与真实数据放在一个库里", "请另建一个空数据库")] == [
        True
    ] * 3


def test_the_command_loads_prints_the_accounts_and_ends(settings: Any, tmp_path: Path, day: date, capsys: Any) -> None:
    settings.DEMO, settings.DATA_DIR = True, tmp_path

    code = demo_command(Namespace(province=False, scale=1.0, check=False, load=True, port=8000))

    said = capsys.readouterr().out
    assert (code, "  party-affairs " in said, "http" in said) == (0, True, False)


def test_the_check_fails_where_no_plan_was_computed(demo: DemoResult, capsys: Any) -> None:
    ready = [line for line in _failures(Client()) if "plan is ready" in line]
    FormationPlan.objects.update(state=PlanState.FAILED)

    assert (ready, fetch_pages(demo)) == ([], 1)
    assert "no plan is ready: failed" in capsys.readouterr().out


def test_the_board_shows_the_figures_of_the_source(demo: DemoResult, day: date) -> None:
    scope = scope_of(User.objects.get(username="party-affairs"), day)

    shown = figures(scope=scope, coverage=park_coverage(scope=scope, park=demo.park, on=day))

    assert {one.key: (one.value, one.of) for one in shown} == {
        "enterprises": (25, None),
        "producing": (14, 25),
        "above": (8, 14),
        "staff": (868, None),
        "members": (28, 868),
        "branches": (9, None),
        "instructors": (14, None),
    }
    notes = {one.key: one.note for one in shown}
    assert notes["enterprises"] == "国家高新 2 家"
    assert notes["branches"] == "单建 4 · 联建 2 · 社会组织 2 · 社区 1"
    assert notes["instructors"] == "平均 32 岁（14 名有出生日期） · 本科以上 85.7 %（12/14）"


def test_instructors_are_thirty_two_on_average_on_any_day(day: date) -> None:
    leap = date(2028, 2, 29)
    ages = [(leap - born(age, number, leap)).days // 365.25 for number, age in enumerate(AGES)]

    assert sum(ages) / len(ages) == 32


def test_there_is_one_restricted_one_floating_and_one_not_transferred(demo: DemoResult) -> None:
    members = PartyMember.objects.all()

    assert members.filter(restricted=True, without_employer=True).count() == 1
    assert members.filter(belonging=Belonging.FLOATING_IN).count() == 1
    assert members.filter(belonging=Belonging.NOT_TRANSFERRED).count() == 1
    assert members.filter(standing=Standing.PROBATIONARY).count() == 2


def test_a_plan_for_seven_uncovered_firms_waits_to_be_adopted(demo: DemoResult) -> None:
    plan = FormationPlan.objects.get()

    uncovered = [unit for unit in plan.instance["units"] if unit["today"] is None]
    assert (plan.state, plan.alternatives.count(), len(uncovered)) == (PlanState.READY, 3, 7)
    assert not Adoption.objects.exists()


def test_every_role_has_an_account_that_signs_in(demo: DemoResult, client: Client) -> None:
    roles = set(RoleAssignment.objects.values_list("role", flat=True))

    signed_in = [User.objects.get(username=one.user).check_password(one.password) for one in demo.accounts]

    assert (roles, all(signed_in)) == (set(Role.values), True)


def test_loading_again_changes_nothing_and_tells_the_same_accounts(demo: DemoResult) -> None:
    again = load_demo(lambda _words: None)

    assert (again.accounts, Park.objects.count()) == (demo.accounts, 1)


@pytest.mark.parametrize(
    ("kind", "name"), [("instructors", "党建指导员名册"), ("enterprises", "企业台账"), ("members", "党员名册")]
)
def test_the_demo_workbooks_imported_again_change_nothing(
    kind: str, name: str, demo: DemoResult, settings: Any
) -> None:
    path = Path(settings.DATA_DIR) / "demo" / f"{name}.xlsx"
    unread = PartyMember.objects.filter(restricted=True).count() if kind == "members" else 0
    before = list(PartyMember.objects.order_by("pk").values())

    result = run_import(kind=kind, path=path, park_name=demo.park.name, user_name="committee-officer", commit=True)

    # a row about somebody of whom the uploader reads name and branch alone is answered like one about nobody
    assert (result.written, result.counts["same"], result.errors) == (unread, result.counts["read"] - unread, 0)
    assert list(PartyMember.objects.order_by("pk").values()) == before


def test_derived_columns_agree_with_their_rows(demo: DemoResult) -> None:
    assert differences() == []


def test_everybody_in_the_demo_is_made_up(demo: DemoResult, day: date) -> None:
    names = [post.person.name for post in instructors(park=demo.park, on=day)]
    names += [member.person.full_name for member in PartyMember.objects.select_related("person")]

    assert all(name.startswith("示") for name in names)


def test_the_park_staff_see_no_trace_of_the_restricted_member(
    demo: DemoResult, client_as: Callable[[User], Client]
) -> None:
    sealed = PartyMember.objects.select_related("person").get(restricted=True).person.full_name

    page = client_as(User.objects.get(username="party-affairs")).get("/members/").content.decode()

    assert sealed not in page
