"""Page by page: a frozen record (停止处理的记录) is as if it had never been, for everybody, but for the one page that lists it.

Every URL of the access table is asked in two worlds, as in the test of restricted members: where a former member is
frozen, and where there never was one. What is left of rows that others count too (an empty reconciliation) is in both.
"""

import pytest
from django.db import transaction

from conftest import ClientAs
from runwu.members.models import Reconciliation
from tests.access_battery import ask, export
from tests.access_table import LINES
from tests.former_members import FORMER_NAME, LEFT, former_in, frozen
from tests.test_restricted_member_leaks_nowhere import Seen, differences
from tests.world import World, build_world

pytestmark = pytest.mark.django_db(databases="__all__")
TELLING = frozenset({"members:frozen", "members:frozen-open", "members:freeze-lift", "audit:list"})
TELLING |= {"members:own-account"}  # proposes a user name by chance
READ = tuple(line for line in LINES if "GET" in line.methods and line.name not in TELLING)
ASKING = ("staff", "officer", "clerk", "secretary", "next_secretary", "dues_officer", "member", "leader")


def _seen_by(who: str, world: World, client_as: ClientAs) -> Seen:
    client, answers = client_as(getattr(world.cast, who)), {}
    for number, line in enumerate(READ):
        if who not in line.roles:
            continue
        arguments = line.near(world)
        answers[f"{number} {line} page"] = ask(client, line, "GET", arguments, world)
        answers[f"{number} {line} fragment"] = ask(client, line, "GET", arguments, world, htmx=True)
        if line.exports:
            answers[f"{number} {line} export"] = export(client, line, arguments)
    return {asked: f"{answer.status} {answer.leads_to}\n{answer.text}" for asked, answer in answers.items()}


def _seen(who: str, client_as: ClientAs, *, kept: bool, freeze: bool = True) -> Seen:
    with transaction.atomic(), transaction.atomic("progress"):
        world = build_world()
        if kept:
            member = former_in(world)
            if freeze:
                frozen(world, member)
        else:
            Reconciliation.objects.create(**_empty(world))
        seen = _seen_by(who, world, client_as)
        transaction.set_rollback(True, "progress")
        transaction.set_rollback(True)
    return seen


def _empty(world: World) -> dict[str, object]:
    return {
        "park": world.near.park, "ledger": "province", "as_of": LEFT, "batch": world.near.park.public_id,
        "made_by": world.cast.clerk.public_id, "made_on": LEFT, "rows": 1,
    }  # fmt: skip


@pytest.mark.parametrize("who", ASKING)
def test_a_frozen_record_is_as_if_it_had_never_been(day: object, client_as: ClientAs, who: str) -> None:
    with_record = _seen(who, client_as, kept=True)
    without = _seen(who, client_as, kept=False)

    assert differences(with_record, without) == []


@pytest.mark.parametrize("who", ["staff", "secretary"])
def test_before_it_was_frozen_pages_showed_it(day: object, client_as: ClientAs, who: str) -> None:
    seen = _seen(who, client_as, kept=True, freeze=False)

    assert len([asked for asked, text in seen.items() if FORMER_NAME in text]) > 3


def test_nothing_that_names_stands_in_clear_in_the_rows(world: World) -> None:
    member = former_in(world)
    frozen(world, member)

    member.person.refresh_from_db()
    named = [member.person.name, member.person.sealed_name, member.person.phone, member.person.identity_tail]
    assert (named, member.person.identity_index) == (["", "", "", ""], None)
