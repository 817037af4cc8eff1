import re
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from runwu.access.choices import Role
from runwu.access.selectors import scope_of
from runwu.access.services import RoleRequest, grant_role
from runwu.accounts.models import User
from runwu.coverage.selectors.statuses import park_coverage
from runwu.enterprises.models import Enterprise, EnterpriseFact
from runwu.members.models import PartyMember
from runwu.members.services import AffiliationInput, affiliate
from runwu.organizations.choices import PostKind, Sector
from runwu.organizations.models import Organization, Post
from runwu.organizations.services import establish
from runwu.reports.board import Figure, figures
from runwu.reports.large import large_figures, large_park
from runwu.reports.schematic import schematic
from tests.world import SINCE, World

ClientAs = Callable[[User | None], Client]


def _board(world: World, client: Client) -> str:
    return client.get(reverse("reports:board"), {"park": str(world.near.park.public_id)}).content.decode()


def _figures(world: World, user: User, on: date) -> list[Figure]:
    scope = scope_of(user, world.day)
    return figures(scope=scope, coverage=park_coverage(scope=scope, park=world.near.park, on=on))


def _rows(client: Client, address: str) -> int:
    """Count what a list says that it holds."""
    page = client.get(address).content.decode()
    found = re.search(r"共 (\d+) ", page)
    return int(found[1]) if found else int("没有" not in page)


def _told(world: World) -> None:
    """Put on record what the columns of the enterprises say, and one above designated size."""
    for number, firm in enumerate((world.near.covered, world.near.next_covered, world.near.uncovered), 1):
        for kind, value in (("stage", "production"), ("operating", "yes"), ("staff", str(30 * number))):
            EnterpriseFact.objects.create(enterprise=firm, kind=kind, value=value, source="示例台账", valid_from=SINCE)
    firm = world.near.covered
    EnterpriseFact.objects.create(
        enterprise=firm, kind="above_designated", value="yes", source="示例台账", valid_from=SINCE
    )
    Enterprise.objects.filter(pk=firm.pk).update(above_designated=True)


def _changed_since(world: World) -> None:
    """Let a branch become a joint one, one be set up, members leave, move and come, and instructors be sent."""
    near, since = world.near, date(2026, 10, 1)
    _told(world)
    request = RoleRequest(
        role=Role.COMMITTEE_CLERK, organization=world.far.committee, with_below=True, valid_from=SINCE
    )
    grant_role(user=world.cast.clerk, request=request, by=None, scope=None)
    Organization.objects.filter(pk__in=(near.branch.pk, near.next_branch.pk)).update(sector=Sector.ENTERPRISE)
    Organization.objects.filter(pk=near.next_branch.pk).update(dissolved_on=since, state="dissolved")
    new = Organization(
        name="中共示例立冬支部", form="branch", park=near.park, sector="enterprise", established_on=since
    )
    establish(organization=new, parent=near.committee, on=since, by=None)
    affiliate([AffiliationInput(member=world.members.second, organization=new, since=since)])
    affiliate([AffiliationInput(member=world.members.third, organization=near.committee, since=since)])
    far = PartyMember.objects.get(pk=world.members.far.pk)
    affiliate([AffiliationInput(member=far, organization=near.branch, since=since)])
    for organization, days in ((near.committee, (SINCE, None)), (near.branch, (SINCE, None)), (new, (since, None))):
        Post.objects.create(
            organization=organization, person=world.members.full.person, kind=PostKind.INSTRUCTOR, valid_from=days[0]
        )
    Post.objects.create(
        organization=world.far.committee, person=world.members.far.person, kind=PostKind.INSTRUCTOR, valid_from=SINCE
    )


_EXPECTED = {"enterprises", "producing", "above", "members", "branches", "instructors"}


@pytest.mark.parametrize("name", ["staff", "officer", "provincial_officer", "clerk"])
@pytest.mark.parametrize("on", [date(2026, 11, 20), date(2026, 9, 30), date(2024, 3, 1)])
def test_every_figure_opens_exactly_its_rows(world: World, client_as: ClientAs, name: str, on: date) -> None:
    _changed_since(world)
    user = getattr(world.cast, name)
    client = client_as(user)
    shown = {figure.key: figure for figure in _figures(world, user, on) if figure.key != "staff"}

    listed = {key: _rows(client, figure.href) for key, figure in shown.items()}

    assert listed == {key: figure.value for key, figure in shown.items()}
    assert set(listed) == _EXPECTED - ({"members", "instructors"} if name == "provincial_officer" else set())


def test_the_figures_of_a_past_day_are_those_of_that_day(world: World) -> None:
    _changed_since(world)

    now = {one.key: one.value for one in _figures(world, world.cast.staff, world.day)}
    then = {one.key: one for one in _figures(world, world.cast.staff, date(2026, 9, 30))}

    assert (now["members"], now["branches"], now["instructors"]) == (4, 2, 3)
    assert (then["members"].value, then["branches"].value, then["instructors"].value) == (4, 2, 2)
    assert then["members"].note == "支部领域按现登记"
    assert "on=2026-09-30" in then["members"].href


def test_the_staff_behind_the_figure_are_those_of_the_listed_enterprises(world: World, client_as: ClientAs) -> None:
    _told(world)
    staff = next(one for one in _figures(world, world.cast.staff, world.day) if one.key == "staff")

    assert _rows(client_as(world.cast.staff), staff.href) == 3
    assert staff.value == 30 + 60 + 90


@pytest.mark.parametrize("on", ["", "2026-09-30"])
def test_every_share_opens_exactly_its_rows(world: World, client_as: ClientAs, on: str) -> None:
    _changed_since(world)
    client = client_as(world.cast.staff)
    answer = client.get(reverse("reports:board"), {"park": str(world.near.park.public_id), "on": on})
    cells = [cell for row in answer.context["rates"] for cell in row.cells]

    listed = [_rows(client, cell.href) for cell in cells]

    assert listed == [cell.value for cell in cells]
    assert len(cells) == 9


def test_neither_age_nor_degree_of_a_single_instructor_is_told(world: World) -> None:
    _changed_since(world)

    shown = next(one for one in _figures(world, world.cast.staff, world.day) if one.key == "instructors")

    assert shown.note == "1 名"


def test_a_past_board_of_a_large_park_says_the_same(world: World) -> None:
    _changed_since(world)
    scope, on = scope_of(world.cast.staff, world.day), date(2026, 9, 30)
    asked = {"members", "branches", "instructors"}

    large = large_figures(scope=scope, large=large_park(scope=scope, park=world.near.park, on=on))

    small = {one.key: (one.value, one.href) for one in _figures(world, world.cast.staff, on) if one.key in asked}
    assert {one.key: (one.value, one.href) for one in large if one.key in asked} == small


def test_the_leader_gets_no_figure_of_members(world: World) -> None:
    scope = scope_of(world.cast.leader, world.day)

    shown = figures(scope=scope, coverage=park_coverage(scope=scope, park=world.near.park, on=world.day))

    assert {figure.key for figure in shown}.isdisjoint({"members", "instructors"})


def test_a_share_without_denominator_is_a_dash(world: World, client_as: ClientAs) -> None:
    Enterprise.objects.update(staff=None)

    assert "—" in _board(world, client_as(world.cast.staff))


def test_every_enterprise_stands_once_on_the_map(world: World) -> None:
    scope = scope_of(world.cast.staff, world.day)
    coverage = park_coverage(scope=scope, park=world.near.park, on=world.day)

    placed = [block.row.enterprise.pk for band in schematic(coverage.rows).bands for block in band.blocks]

    assert sorted(placed) == sorted(row.enterprise.pk for row in coverage.rows)


def test_blocks_never_cover_each_other(world: World) -> None:
    scope = scope_of(world.cast.staff, world.day)
    drawn = schematic(park_coverage(scope=scope, park=world.near.park, on=world.day).rows)

    places = [(block.x, block.y) for band in drawn.bands for block in band.blocks]

    assert len(set(places)) == len(places)


def test_the_board_of_another_park_does_not_exist(world: World, client_as: ClientAs) -> None:
    answer = client_as(world.cast.far_staff).get(reverse("reports:board"), {"park": str(world.near.park.public_id)})

    assert answer.status_code == 404


def test_the_board_takes_the_same_queries_with_fifty_more_enterprises(
    world: World, client_as: ClientAs, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    Enterprise.objects.bulk_create(
        Enterprise(park=world.near.park, name=f"示例小满{number}", provisional_number=f"M{number}")
        for number in range(50)
    )
    client = client_as(world.cast.staff)
    _board(world, client)

    with django_assert_max_num_queries(26):
        _board(world, client)


def test_a_list_behind_a_rate_holds_exactly_its_rows(world: World, client_as: ClientAs) -> None:
    address = reverse("reports:covered")

    answer = client_as(world.cast.staff).get(address, {"park": str(world.near.park.public_id), "covered": "own"})

    page = answer.content.decode()
    assert world.near.covered.name in page
    assert world.near.uncovered.name not in page


def test_a_service_unit_gets_figures_but_no_single_enterprise(world: World, client_as: ClientAs) -> None:
    page = _board(world, client_as(world.cast.service_unit))

    assert world.near.covered.label not in page
    assert "三个分母" in page


def test_a_mark_that_nobody_filled_in_is_a_dash_and_no_zero(world: World) -> None:
    scope = scope_of(world.cast.staff, world.day)

    shown = figures(scope=scope, coverage=park_coverage(scope=scope, park=world.near.park, on=world.day))

    above = next(figure for figure in shown if figure.key == "above")
    assert above.of == 0
    assert next(figure for figure in shown if figure.key == "enterprises").note == "国家高新未知"


def test_a_branch_of_no_single_enterprise_is_nobodys_own(world: World) -> None:
    world.near.next_branch.sector = Sector.ENTERPRISE
    world.near.next_branch.save(update_fields=["sector"])
    world.near.next_branch.units.all().delete()
    scope = scope_of(world.cast.staff, world.day)

    shown = figures(scope=scope, coverage=park_coverage(scope=scope, park=world.near.park, on=world.day))

    assert "未对应企业 1" in next(figure for figure in shown if figure.key == "branches").note
