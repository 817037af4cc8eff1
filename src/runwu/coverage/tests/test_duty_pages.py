"""The pages of fallback duties: counts open lists, entries are previewed, what is missing is told."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from conftest import ClientAs
from runwu.coverage.models import DutyHolder
from runwu.coverage.tests.duties_at import PAPER, cells, duties, entered
from tests.world import World

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture
def staff(world: World, client_as: ClientAs) -> Client:
    """Return the client of the park's staff."""
    return client_as(world.cast.staff)


def test_the_matrix_counts_open_their_lists(staff: Client, world: World) -> None:
    page = staff.get(reverse("coverage:duties")).content.decode()

    lacking = staff.get(reverse("coverage:duties"), {"gap": "organization"}).content.decode()

    assert "gap=organization" in page
    assert f'href="{reverse("coverage:contacts")}?park={world.near.park.public_id}"' in page
    assert (world.near.uncovered.name in lacking, world.near.covered.name in lacking) == (True, False)


def test_the_matrix_is_exported_as_shown(staff: Client) -> None:
    answer = staff.get(reverse("coverage:duties"), {"gap": "any", "export": "xlsx"})

    assert answer["Content-Type"].endswith("spreadsheetml.sheet")


@pytest.mark.parametrize("asked", [{"gap": "x"}, {"on": "2026-13-01"}, {"grid": "x"}])
def test_a_filter_that_cannot_be_read_is_told(asked: dict[str, str], staff: Client) -> None:
    assert staff.get(reverse("coverage:duties"), asked).status_code == 422


def test_an_entry_is_previewed_and_then_written(staff: Client, world: World) -> None:
    told = {
        "duty": "contact", "act": "hand_over", "organization": str(world.near.committee.public_id),
        "since": "2026-06-01", "document": PAPER, "firm": [str(world.near.uncovered.public_id)],
    }  # fmt: skip
    url = reverse("coverage:duty-enter") + "?gap=contact"

    preview_page = staff.post(url, {**told, "step": "preview"})
    assert not DutyHolder.objects.exists()
    saved = staff.post(url, {**told, "step": "save"}, follow=True)

    assert "1 家会有变化" in preview_page.content.decode()
    assert "撤回这次登记" in saved.content.decode()
    assert cells(world, world.near.uncovered)["contact"].who == "示例甲园区综合党委"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"organization": ""}, "请选择负责的党组织"),
        ({"firm": []}, "没有勾选企业"),
        ({"since": "1926-06-01"}, "太早或太晚"),
        ({"document": ""}, "document"),
    ],
)
def test_an_entry_that_lacks_something_keeps_what_was_typed(
    changes: dict[str, Any], said: str, staff: Client, world: World
) -> None:
    told = {
        "duty": "contact", "act": "hand_over", "organization": str(world.near.committee.public_id),
        "since": "2026-06-01", "document": PAPER, "firm": [str(world.near.uncovered.public_id)], "step": "save",
    }  # fmt: skip

    answer = staff.post(reverse("coverage:duty-enter"), {**told, **changes})

    assert (answer.status_code, said in answer.content.decode()) == (422, True)
    assert not DutyHolder.objects.exists()


def test_an_enterprise_of_another_park_is_not_entered(staff: Client, world: World) -> None:
    told = {
        "duty": "contact", "act": "hand_over", "organization": str(world.near.committee.public_id),
        "since": "2026-06-01", "document": PAPER, "firm": [str(world.far.uncovered.public_id)], "step": "save",
    }  # fmt: skip

    answer = staff.post(reverse("coverage:duty-enter"), told)

    assert answer.status_code == 422
    assert not DutyHolder.objects.exists()


def test_the_page_takes_an_entry_back(staff: Client, world: World) -> None:
    entry = entered(world, world.near.uncovered)

    answer = staff.post(reverse("coverage:duty-entry-undo", args=[entry.public_id]), follow=True)

    assert "已撤回" in answer.content.decode()
    assert cells(world, world.near.uncovered)["contact"].gap


def test_the_words_are_changed_on_the_page(world: World, client_as: ClientAs) -> None:
    told = {f"{code}-name": duty.name for code, duty in duties(world).items()}
    told |= {f"{code}-details": duty.details for code, duty in duties(world).items()}

    answer = client_as(world.cast.officer).post(reverse("coverage:duty-words"), {**told, "contact-name": "诉求兜底"})

    assert answer.status_code == 302
    assert (duties(world)["contact"].name, duties(world)["contact"].follows) == ("诉求兜底", ())
