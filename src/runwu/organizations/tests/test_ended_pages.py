"""Pages of what stands no more, and what is said before an organisation ends."""

import re

from django.test import Client

from conftest import ClientAs
from runwu.organizations.choices import OrganizationState
from runwu.organizations.models import Organization, Restructuring
from tests.world import World

PAPER = {"number": "示例委〔2026〕1号", "issued_on": "2026-11-16", "authority": "示例市委"}


def _dissolve(world: World, client: Client, **more: object) -> str:
    """Look at the preview of dissolving the branch and confirm it; return the words of the preview."""
    address = f"/organizations/{world.near.branch.public_id}/dissolve/"
    data = {**PAPER, "successor": world.near.next_branch.public_id, **more}
    words = client.post(address, data).content.decode()
    seen = re.search(r'name="seen" value="([^"]+)"', words)
    client.post(address, {**data, "confirmed": "1", "seen": seen[1] if seen else ""})
    return words


def _page(world: World, client: Client) -> str:
    return client.get(f"/organizations/{world.near.branch.public_id}/").content.decode()


def _withdrawn(world: World) -> None:
    Organization.objects.filter(pk=world.near.branch.pk).update(state=OrganizationState.WITHDRAWN, established_on=None)


def test_the_preview_names_the_posts_that_end_with_the_organisation(world: World, client_as: ClientAs) -> None:
    words = _dissolve(world, client_as(world.cast.staff))

    assert "随组织撤销终止的任职" in words
    assert "1 项：书记 示例党员甲" in words
    assert "到期终止" not in words


def test_the_size_is_said_of_who_takes_over(world: World, client_as: ClientAs) -> None:
    words = _dissolve(world, client_as(world.cast.staff))

    assert "承接以后，示例谷雨支部：" in words


def test_nothing_is_said_about_the_size_of_what_ends(world: World, client_as: ClientAs) -> None:
    page = client_as(world.cast.staff).get(f"/organizations/{world.near.branch.public_id}/dissolve/").content.decode()

    assert "规模" not in page


def test_without_a_day_of_its_own_the_paper_takes_effect_on_its_date(world: World, client_as: ClientAs) -> None:
    _dissolve(world, client_as(world.cast.staff))

    assert Restructuring.objects.get().on.isoformat() == PAPER["issued_on"]


def test_a_dissolved_branch_is_advised_nothing_and_takes_its_paper(world: World, client_as: ClientAs) -> None:
    client = client_as(world.cast.staff)
    _dissolve(world, client)

    page = _page(world, client)

    assert "届次" not in page
    assert "调整隶属" not in page
    assert "附上原件" in page
    assert "届次" in client.get(f"/organizations/{world.near.branch.public_id}/?on=2026-11-01").content.decode()


def test_a_branch_that_never_was_is_called_withdrawn_and_is_not_moved(world: World, client_as: ClientAs) -> None:
    _withdrawn(world)
    client = client_as(world.cast.staff)

    page = _page(world, client)
    answer = client.get(f"/organizations/{world.near.branch.public_id}/move/")

    assert "已撤回" in page
    assert "上报" not in page
    assert "届次" not in page
    assert "调整隶属" not in page
    assert answer.status_code == 422
    assert "不能再调整" in answer.content.decode()


def test_the_list_names_what_stands_and_the_rest_when_asked(world: World, client_as: ClientAs) -> None:
    _withdrawn(world)
    client = client_as(world.cast.staff)

    assert world.near.branch.name not in client.get("/organizations/list/").content.decode()
    assert world.near.branch.name in client.get("/organizations/list/?state=withdrawn").content.decode()
