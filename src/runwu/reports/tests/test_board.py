from collections.abc import Callable

from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from runwu.access.selectors import scope_of
from runwu.accounts.models import User
from runwu.coverage.selectors.statuses import park_coverage
from runwu.enterprises.models import Enterprise
from runwu.organizations.choices import Sector
from runwu.reports.board import figures
from runwu.reports.schematic import schematic
from tests.world import World

ClientAs = Callable[[User | None], Client]


def _board(world: World, client: Client) -> str:
    return client.get(reverse("reports:board"), {"park": str(world.near.park.public_id)}).content.decode()


def test_every_figure_opens_a_list(world: World, client_as: ClientAs) -> None:
    scope = scope_of(world.cast.staff, world.day)
    client = client_as(world.cast.staff)
    shown = figures(scope=scope, coverage=park_coverage(scope=scope, park=world.near.park, on=world.day))

    answers = {figure.key: client.get(figure.href).status_code for figure in shown}

    assert set(answers.values()) == {200}
    assert set(answers) == {"enterprises", "producing", "above", "staff", "members", "branches", "instructors"}


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
