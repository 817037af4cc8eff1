"""The page that moves an organisation: what follows, by which approval, and the way back."""

from datetime import date

from django.urls import reverse

from conftest import ClientAs
from runwu.organizations.choices import Form
from runwu.organizations.models import Organization, Restructuring
from runwu.organizations.services import establish, move
from tests.world import SINCE, World

PAPER = {
    "number": "示例组发〔2025〕3号",
    "issued_on": "2025-05-20",
    "authority": "中共示例县委员会",
    "on": "2025-06-01",
}


def _general(world: World) -> Organization:
    general = Organization(name="示例总支", form=Form.GENERAL_BRANCH, park=world.near.park)
    return establish(organization=general, parent=world.near.committee, on=SINCE, by=None)


def _address(world: World) -> str:
    return reverse("organizations:move", args=[world.near.branch.public_id])


def test_the_page_says_what_follows_before_anything_moves(world: World, client_as: ClientAs) -> None:
    path, parent = world.near.branch.path, _general(world)

    page = client_as(world.cast.staff).post(_address(world), {"parent": parent.public_id, **PAPER}).content.decode()

    world.near.branch.refresh_from_db()
    assert world.near.branch.path == path
    assert "随同调整的党员" in page
    assert PAPER["number"] in page


def test_what_was_looked_at_is_confirmed_and_taken_back_the_same_day(world: World, client_as: ClientAs) -> None:
    path, client, data = (
        world.near.branch.path,
        client_as(world.cast.staff),
        {"parent": _general(world).public_id, **PAPER},
    )
    seen = client.post(_address(world), data).context["seen"]

    client.post(_address(world), {**data, "confirmed": "1", "seen": seen})

    place = reverse("organizations:page", args=[world.near.branch.public_id])
    page = client.get(place).content.decode()
    assert "改由示例总支领导" in page
    assert "撤回操作" in page
    client.post(reverse("organizations:restructuring-take-back", args=[world.near.branch.public_id]))
    world.near.branch.refresh_from_db()
    assert world.near.branch.path == path
    assert "调整隶属（已撤回）" in client.get(place).content.decode()


def test_what_changed_since_the_preview_is_shown_again(world: World, client_as: ClientAs) -> None:
    client, data = client_as(world.cast.staff), {"parent": _general(world).public_id, **PAPER}
    seen = client.post(_address(world), data).context["seen"]
    group = Organization(name="示例党小组", form=Form.GROUP, park=world.near.park)
    establish(organization=group, parent=world.near.branch, on=SINCE, by=None)

    answer = client.post(_address(world), {**data, "confirmed": "1", "seen": seen})

    assert (answer.status_code, Restructuring.objects.count()) == (409, 0)


def test_a_parent_of_another_park_is_no_choice(world: World, client_as: ClientAs) -> None:
    data = {"parent": world.far.committee.public_id, **PAPER, "confirmed": "1"}

    page = client_as(world.cast.staff).post(_address(world), data)

    assert page.status_code == 422


def test_a_day_before_the_line_began_is_answered_with_the_rule(world: World, client_as: ClientAs) -> None:
    move(organization=world.near.branch, parent=_general(world), on=date(2025, 6, 1), by=None)
    data = {"parent": world.near.committee.public_id, **PAPER, "issued_on": "2025-05-01", "on": "2025-05-01"}

    page = client_as(world.cast.staff).post(_address(world), data)

    assert page.status_code == 422
    assert "早于现在的隶属关系" in page.content.decode()


def test_an_approval_given_after_the_day_is_answered_with_the_rule(world: World, client_as: ClientAs) -> None:
    data = {"parent": _general(world).public_id, **PAPER, "issued_on": "2025-07-01"}

    page = client_as(world.cast.staff).post(_address(world), data)

    assert page.status_code == 422
    assert "早于批复日期" in page.content.decode()
