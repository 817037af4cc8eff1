"""The leak test of who.md: with and without the restricted member, whoever need not know gets the same answers."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.db import transaction
from django.test import Client
from openpyxl import load_workbook

from tests.access_battery import HTMX, address_of, normalized
from tests.access_table import LINES, Line
from tests.world import CAST, RESTRICTED_NAME, World, build_world

# Who must know (who.md): the own branch, and the committee's organisation officer.
MUST_KNOW = frozenset({"secretary", "officer"})
MUST_NOT_KNOW = tuple(who for who in CAST if who not in MUST_KNOW)
_NUMBERS = re.compile(r'(<option value=")\d+(")')


@dataclass(frozen=True, slots=True)
class Seen:
    """What one viewer got at one address, comparable between worlds."""

    who: str
    line: str
    kind: str
    status: int
    text: str


def _answers(world: World) -> list[Seen]:
    return [seen for who in (*MUST_NOT_KNOW, None) for seen in _asked_by(who, world)]


def _asked_by(who: str | None, world: World) -> Iterator[Seen]:
    client = Client()
    if who is not None:
        client.force_login(getattr(world.cast, who), backend="allauth.account.auth_backends.AuthenticationBackend")
    for line in LINES:
        if "GET" in line.methods and line.name not in {"members:page", "account_logout"}:
            yield from _everything_at(line, client, who or "anonymous", world)
    yield from _searches(client, who or "anonymous")
    yield _member_page(client, who or "anonymous", world)


def _everything_at(line: Line, client: Client, who: str, world: World) -> Iterator[Seen]:
    address = address_of(line, line.near(world))
    yield _seen(who, line.name, "page", client, address)
    yield _seen(who, line.name, "fragment", client, address, htmx=True)
    if line.exports:
        joint = "&" if "?" in address else "?"
        yield _seen(who, line.name, "export", client, f"{address}{joint}export=xlsx")
    if line.name in {"reports:board", "enterprises:file", "organizations:page", "organizations:tree"}:
        joint = "&" if "?" in address else "?"
        yield _seen(who, line.name, "past", client, f"{address}{joint}on=2026-10-01")


def _searches(client: Client, who: str) -> Iterator[Seen]:
    for words in (RESTRICTED_NAME, RESTRICTED_NAME[-2:], "slmyd", "slmyd"[:3]):
        for address in ("/search/", "/members/", "/enterprises/", "/organizations/list/"):
            yield _seen(who, f"{address} {words}", "search", client, f"{address}?q={words}")


def _member_page(client: Client, who: str, world: World) -> Seen:
    """Ask for the page of the restricted member where there is one, of nobody where not: the same answer."""
    member = world.members.restricted
    public_id = member.public_id if member else "00000000-0000-4000-8000-000000000000"
    return _seen(who, "members:page", "restricted", client, f"/members/{public_id}/")


def _seen(who: str, line: str, kind: str, client: Client, address: str, *, htmx: bool = False) -> Seen:
    response = client.get(address, headers=HTMX if htmx else {})
    body = b"".join(response) if response.streaming else response.content
    text = _cells(body) if body.startswith(b"PK") else normalized(body.decode("utf-8", "replace"))
    return Seen(who, line, kind, response.status_code, _NUMBERS.sub(r"\1<id>\2", text))


def _cells(body: bytes) -> str:
    book = load_workbook(io.BytesIO(body), read_only=True)
    return "\n".join(str(row) for sheet in book for row in sheet.iter_rows(values_only=True))


def _in_world(*, restricted: bool) -> list[Seen]:
    with transaction.atomic():
        answers = _answers(build_world(restricted=restricted))
        transaction.set_rollback(True)
    return answers


@pytest.mark.slow
@pytest.mark.django_db(databases=["default", "progress"])
@pytest.mark.usefixtures("day")
def test_nobody_who_need_not_know_can_tell_the_two_worlds_apart() -> None:
    with_her, without_her = _in_world(restricted=True), _in_world(restricted=False)

    different = [f"{a.who} {a.line} {a.kind}" for a, b in zip(with_her, without_her, strict=True) if a != b]

    assert different == []
    assert not [seen for seen in with_her if RESTRICTED_NAME in seen.text and seen.kind != "search"]


@pytest.mark.django_db(databases=["default", "progress"])
@pytest.mark.usefixtures("day")
def test_the_test_would_notice_her_where_she_is_known() -> None:
    world = build_world(restricted=True)
    client = Client()
    client.force_login(world.cast.secretary, backend="allauth.account.auth_backends.AuthenticationBackend")

    page = client.get("/members/").content.decode()

    assert RESTRICTED_NAME in page
