"""Beside the two-world test: typed into every search, on past days, and by the address of her page."""

from urllib.parse import quote
from uuid import uuid4

import pytest

from conftest import ClientAs
from runwu.members.choices import StandingAct
from runwu.members.models import FloatingStay, StandingDecision
from tests.access_battery import answer_of
from tests.test_restricted_member_leaks_nowhere import NEED_NOT_KNOW
from tests.world import RESTRICTED_NAME, World

SEARCHES = (
    "/search/", "/members/", "/members/?membership=suspended", "/enterprises/", "/organizations/list/", "/organizations/posts/",
    "/members/transfers/", "/members/transfers/letters/", "/members/standing/", "/members/floating/", "/members/check-ins/",
    "/members/provisions/",
)  # fmt: skip
PAST = ("/board/", "/organizations/")


@pytest.mark.parametrize("who", [who for who in NEED_NOT_KNOW if who != "anonymous"])
def test_searching_for_the_name_finds_as_little_as_searching_for_nobody(
    world: World, client_as: ClientAs, who: str
) -> None:
    _with_rows_of_every_kind(world)
    client = client_as(getattr(world.cast, who))
    nobody = "示例无此人"

    hers = [answer_of(client.get(_asking(address, RESTRICTED_NAME))).text for address in SEARCHES]
    nobodys = [answer_of(client.get(_asking(address, nobody))).text for address in SEARCHES]

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


@pytest.mark.parametrize("address", SEARCHES)
def test_every_search_is_a_page_of_somebody_who_need_not_know(world: World, client_as: ClientAs, address: str) -> None:
    assert client_as(world.cast.staff).get(_asking(address, RESTRICTED_NAME)).status_code == 200


def _with_rows_of_every_kind(world: World) -> None:
    """Let every list hold a row about her beside the transfer of the world: a decision, a period away."""
    member, near, day = world.members.restricted, world.near, world.day
    assert member is not None
    StandingDecision.objects.create(
        member=member, act=StandingAct.SUSPENDED, on=day, document="示例委 1 号", decided_by_label="示例党委",
        standing_before="full", standing_after="full", membership_before="active", membership_after="active",
        recorded_by=world.cast.secretary.public_id, recorded_on=day,
    )  # fmt: skip
    FloatingStay.objects.create(member=member, home=near.branch, host_label="示例外地支部", valid_from=day)


def _asking(address: str, words: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}q={quote(words)}"


def _without(text: str, words: str) -> str:
    return text.replace(words, "").replace(quote(words), "")
