from datetime import date

from conftest import ClientAs
from runwu.members.choices import Belonging
from runwu.members.models import Affiliation, FloatingStay, PartyMember
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


def _row(world: World, client_as: ClientAs, name: str, **query: str) -> str:
    page = client_as(world.cast.staff).get("/members/", {"q": name, **query}).content.decode()
    return page.partition("<tbody")[2]


def test_the_columns_of_a_past_day_show_where_somebody_was_then(world: World, client_as: ClientAs) -> None:
    affiliate([AffiliationInput(member=world.members.full, organization=world.near.next_branch, since=MOVED)])

    then = _row(world, client_as, "示例党员甲", on="2025-12-31")

    assert world.near.branch.name in then
    assert world.near.next_branch.name not in then
    assert world.near.next_branch.name in _row(world, client_as, "示例党员甲", on="2026-11-19")


def test_who_was_converted_since_has_no_day_of_conversion_then(world: World, client_as: ClientAs) -> None:
    PartyMember.objects.filter(pk=world.members.full.pk).update(converted_on=MOVED)

    then, now = (_row(world, client_as, "示例党员甲", on=on) for on in ("2025-12-31", "2026-01-01"))

    assert "2026-01-01" not in then
    assert "预备党员" in then
    assert "2026-01-01" in now


def _transferred_in(world: World) -> None:
    """Let the guest of a branch become its member."""
    member = world.members.floating
    FloatingStay.objects.filter(member=member).update(valid_to=MOVED)
    Affiliation.objects.filter(member=member).update(valid_from=MOVED)
    PartyMember.objects.filter(pk=member.pk).update(belonging=Belonging.REGISTERED)


def test_a_guest_of_then_is_listed_as_a_guest(world: World, client_as: ClientAs) -> None:
    _transferred_in(world)

    then = _row(world, client_as, "示例流动丁", on="2025-12-31")

    assert f"{world.near.next_branch.name}（参加活动）" in then
    assert "示例流动丁" in _row(world, client_as, "示例流动丁", on="2025-12-31", belonging="floating_in")
    assert "示例流动丁" not in _row(world, client_as, "示例流动丁", on="2025-12-31", belonging="registered")
    assert "示例流动丁" in _row(world, client_as, "示例流动丁", on="2026-01-01", belonging="registered")


def test_sector_and_park_ask_for_the_branch_of_that_day(world: World, client_as: ClientAs) -> None:
    world.near.branch.sector = "enterprise"
    world.near.branch.save()
    affiliate([AffiliationInput(member=world.members.full, organization=world.near.next_branch, since=MOVED)])
    asked = {"sector": "enterprise", "park": str(world.near.park.public_id)}

    assert "示例党员甲" in _row(world, client_as, "示例党员甲", on="2025-12-31", **asked)
    assert "示例党员甲" not in _row(world, client_as, "示例党员甲", **asked)


def test_the_list_of_a_past_day_is_sorted_by_what_it_shows(world: World, client_as: ClientAs) -> None:
    client, address = client_as(world.cast.staff), "/members/?on=2025-12-31&sort="

    answers = [client.get(f"{address}{name}").status_code for name in ("standing", "belonging", "-organization")]

    assert answers == [200, 200, 200]


def test_what_is_of_today_in_a_list_of_a_past_day_says_so(world: World, client_as: ClientAs) -> None:
    page = client_as(world.cast.secretary).get("/members/?on=2025-12-31").content.decode()

    assert "知悉范围（现在）" in page
    assert "支部的领域和园区按现登记" in page
