"""Beside the two-world test: typed into every search, on past days, and by the address of her page."""

from urllib.parse import quote
from uuid import uuid4

import pytest

from conftest import ClientAs
from tests.access_battery import answer_of
from tests.test_restricted_member_leaks_nowhere import NEED_NOT_KNOW
from tests.world import RESTRICTED_NAME, World

SEARCHES = ("/search/", "/members/", "/enterprises/", "/organizations/list/")
PAST = ("/board/", "/organizations/")


@pytest.mark.parametrize("who", [who for who in NEED_NOT_KNOW if who != "anonymous"])
def test_searching_for_the_name_finds_as_little_as_searching_for_nobody(
    world: World, client_as: ClientAs, who: str
) -> None:
    client = client_as(getattr(world.cast, who))
    nobody = "示例无此人"

    hers = [answer_of(client.get(address, {"q": RESTRICTED_NAME})).text for address in SEARCHES]
    nobodys = [answer_of(client.get(address, {"q": nobody})).text for address in SEARCHES]

    assert [_without(text, RESTRICTED_NAME) for text in hers] == [_without(text, nobody) for text in nobodys]


@pytest.mark.parametrize("who", [who for who in NEED_NOT_KNOW if who != "anonymous"])
def test_the_address_of_her_page_answers_as_one_that_never_was(world: World, client_as: ClientAs, who: str) -> None:
    assert world.members.restricted is not None
    client = client_as(getattr(world.cast, who))

    hers = answer_of(client.get(f"/members/{world.members.restricted.public_id}/"))

    assert hers == answer_of(client.get(f"/members/{uuid4()}/"))


@pytest.mark.parametrize("who", ["staff", "leader", "provincial_officer"])
def test_a_past_day_shows_no_name_either(world: World, client_as: ClientAs, who: str) -> None:
    client = client_as(getattr(world.cast, who))

    shown = "".join(client.get(address, {"on": "2026-10-01"}).content.decode() for address in PAST)

    assert RESTRICTED_NAME not in shown


def _without(text: str, words: str) -> str:
    return text.replace(words, "").replace(quote(words), "")
