from datetime import date

from conftest import ClientAs
from runwu.organizations.choices import Form
from runwu.organizations.models import Organization
from runwu.organizations.services import establish, move
from tests.world import SINCE, World

ON = "2025-06-01"


def _general(world: World) -> Organization:
    general = Organization(name="示例总支", form=Form.GENERAL_BRANCH, park=world.near.park)
    return establish(organization=general, parent=world.near.committee, on=SINCE, by=None)


def _address(world: World, act: str = "") -> str:
    return f"/organizations/{world.near.branch.public_id}/move/{act}"


def test_the_page_says_what_follows_before_anything_moves(world: World, client_as: ClientAs) -> None:
    path, parent = world.near.branch.path, _general(world)

    page = client_as(world.cast.staff).post(
        _address(world), {"parent": parent.public_id, "on": ON, "document": "示例批复"}
    )

    world.near.branch.refresh_from_db()
    assert world.near.branch.path == path
    assert "随同调整的党员" in page.content.decode()


def test_a_parent_of_another_park_is_no_choice(world: World, client_as: ClientAs) -> None:
    data = {"parent": world.far.committee.public_id, "on": ON, "document": "示例批复", "confirmed": "1"}

    page = client_as(world.cast.staff).post(_address(world), data)

    assert page.status_code == 422


def test_who_loses_and_who_gains_sight_is_named_by_role_and_place(world: World) -> None:
    from runwu.access.selectors import scope_of
    from runwu.organizations.selectors import consequences_of_moving

    scope = scope_of(world.cast.provincial_officer, world.day)
    lines = consequences_of_moving(organization=world.near.branch, parent=world.far.committee, scope=scope)

    found = {line.label: line.words for line in lines}
    assert world.near.committee.name in found["不再看得到的账号"]
    assert world.far.committee.name in found["开始看得到的账号"]


def test_the_page_of_a_moved_organisation_offers_to_take_it_back(world: World, client_as: ClientAs) -> None:
    move(organization=world.near.branch, parent=_general(world), on=world.day, by=None)

    page = client_as(world.cast.staff).get(f"/organizations/{world.near.branch.public_id}/")

    assert "撤回调整" in page.content.decode()


def test_taking_back_restores_the_line(world: World, client_as: ClientAs) -> None:
    path = world.near.branch.path
    move(organization=world.near.branch, parent=_general(world), on=world.day, by=None)

    client_as(world.cast.staff).post(_address(world, "take-back/"))

    world.near.branch.refresh_from_db()
    assert world.near.branch.path == path


def test_a_day_before_the_line_began_is_answered_with_the_rule(world: World, client_as: ClientAs) -> None:
    move(organization=world.near.branch, parent=_general(world), on=date(2025, 6, 1), by=None)
    data = {"parent": world.near.committee.public_id, "on": "2025-05-01", "document": "示例批复"}

    page = client_as(world.cast.staff).post(_address(world), data)

    assert page.status_code == 422
    assert "早于现在的隶属关系" in page.content.decode()
