"""Reserves and proposals for training leak nowhere (后备人选、苗子提名): with and without an entry, everybody but the own
committee, and of a proposal the own branch, sees the same."""

from datetime import date

import pytest
from django.test import Client

from conftest import ClientAs
from runwu.members.services.seedlings import BranchDecision, SeedlingEntry, decide_seedling, propose_seedling
from runwu.organizations.choices import PostKind, Readiness
from runwu.organizations.services.cadres import ReserveEntry, list_reserve
from tests.access_battery import ask, export, taken_back
from tests.access_table import LINES
from tests.world import World

ENTRY = ReserveEntry(
    kind=PostKind.SECRETARY,
    readiness=Readiness.PREPARING,
    strengths="示例条件",
    gap="示例差距",
    told_on=date(2026, 11, 19),
    told_by="示例告知人",
)
TELLING = ("organizations:", "members:list", "members:page", "workbench:", "reports:audit")
READ = tuple(line for line in LINES if "GET" in line.methods and line.name.startswith(TELLING))


def _seen(client: Client, world: World) -> dict[str, str]:
    answers = {}
    for number, line in enumerate(READ):
        with taken_back():
            found = [ask(client, line, "GET", line.near(world), world)]
            found += [export(client, line, line.near(world))] if line.exports else []
            answers[f"{number} {line}"] = "".join(f"{one.status} {one.leads_to} {one.text}" for one in found)
    return answers


@pytest.mark.django_db(databases="__all__")
@pytest.mark.parametrize("who", ["staff", "secretary"])
def test_nobody_else_can_tell_whether_there_is_an_entry(world: World, client_as: ClientAs, who: str) -> None:
    client = client_as(getattr(world.cast, who))
    without = _seen(client, world)

    list_reserve(
        organization=world.near.committee, person=world.members.full.person, entry=ENTRY, by=world.cast.officer
    )

    with_entry = _seen(client, world)
    assert [line for line, answer in without.items() if with_entry[line] != answer] == []


@pytest.mark.django_db(databases="__all__")
@pytest.mark.parametrize("who", ["staff", "next_secretary"])
def test_nobody_else_can_tell_whether_somebody_is_proposed(world: World, client_as: ClientAs, who: str) -> None:
    client, member = client_as(getattr(world.cast, who)), world.members.second
    without = _seen(client, world)

    row = propose_seedling(
        organization=world.near.branch, member=member, by=world.cast.secretary, on=world.day,
        entry=SeedlingEntry(name="", reason="示例理由", told_on=world.day),
    )  # fmt: skip
    decision = BranchDecision(accepts=True, decided_on=world.day, document="支部委员会会议", words="")
    decide_seedling(seedling=row, decision=decision, by=world.cast.secretary, on=world.day)

    with_entry = _seen(client, world)
    assert [line for line, answer in without.items() if with_entry[line] != answer] == []
