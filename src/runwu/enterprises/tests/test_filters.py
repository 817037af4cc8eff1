"""The drop-down lists above the list of enterprises."""

import re

import pytest

from conftest import ClientAs
from tests.world import World

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.mark.parametrize("who", ["clerk", "provincial_officer"])
def test_every_drop_down_list_begins_with_all_so_that_nothing_is_chosen_by_itself(
    world: World, client_as: ClientAs, who: str
) -> None:
    text = client_as(getattr(world.cast, who)).get("/enterprises/").content.decode()

    lists = re.findall(r"<select[^>]*>\s*<option value=\"([^\"]*)\"[^>]*>([^<]*)", text)

    assert len(lists) == text.count("<select") > 5
    assert set(lists) == {("", "全部")}
