from datetime import date

from conftest import ClientAs
from runwu.members.services import AffiliationInput, affiliate
from tests.world import World

MOVED = date(2026, 1, 1)


def _list(world: World, client_as: ClientAs, on: str) -> str:
    address = f"/members/?organization={world.near.branch.public_id}{on}"
    return client_as(world.cast.staff).get(address).content.decode()


def test_who_has_moved_on_is_listed_where_they_were_on_a_past_day(world: World, client_as: ClientAs) -> None:
    affiliate([AffiliationInput(member=world.members.full, organization=world.near.next_branch, since=MOVED)])

    assert "示例党员甲" not in _list(world, client_as, "")
    assert "示例党员甲" in _list(world, client_as, "&on=2025-12-31")
    assert "示例党员甲" not in _list(world, client_as, "&on=2026-01-01")


def test_the_figure_of_a_past_day_opens_the_list_of_that_day(world: World, client_as: ClientAs) -> None:
    page = client_as(world.cast.staff).get(f"/organizations/{world.near.branch.public_id}/?on=2025-12-31")

    assert f"?organization={world.near.branch.public_id}&amp;standing=full&amp;on=2025-12-31" in page.content.decode()


def test_a_restricted_member_is_not_listed_on_a_past_day_either(world: World, client_as: ClientAs) -> None:
    page = _list(world, client_as, "&on=2025-12-31")

    assert "示例密迎冬" not in page
    assert "共 4 名" in page


def test_a_day_that_is_none_is_said_and_filters_nothing(world: World, client_as: ClientAs) -> None:
    page = client_as(world.cast.staff).get("/members/?on=2025-13-01")

    assert page.status_code == 422
