"""The kept world is nobody's but the test's: each of these passes alone, and after any other of them."""

import pytest

from runwu.accounts.models import User
from runwu.enterprises.models import Park
from tests.world import World


@pytest.mark.parametrize("turn", ["first", "second"])
def test_what_a_test_changes_the_next_finds_as_it_was(world: World, turn: str) -> None:
    names = list(Park.objects.order_by("pk").values_list("name", flat=True))
    known = world.near.park.name

    world.near.park.name = "示例改名园区"
    world.near.park.save()
    User.objects.filter(pk=world.cast.newcomer.pk).update(is_active=False)

    assert (names, known) == (["示例甲园区", "示例乙园区"], "示例甲园区")
    assert world.cast.newcomer.is_active


def test_who_does_not_ask_for_it_finds_nothing(db: None) -> None:
    assert not Park.objects.exists()
    assert not User.objects.exists()


def test_who_asks_for_it_again_finds_it_anew(world: World) -> None:
    assert Park.objects.get(pk=world.near.park.pk).name == "示例甲园区"
    assert User.objects.get(pk=world.cast.newcomer.pk).is_active


@pytest.mark.django_db(transaction=True)
def test_who_commits_builds_it_in_the_open(world: World) -> None:
    assert Park.objects.filter(name="示例甲园区").count() == 1


def test_nothing_is_left_of_what_was_committed(db: None) -> None:
    assert not Park.objects.exists()
