"""The two-world leak test (限组织内知悉): with and without the restricted member, whoever need not know sees the same.

Every URL of the access table is asked by everybody but those who must know the member: the own branch (its secretary,
and whoever keeps its dues) and the committee's organisation officer. Whom a page is for also asks for its fragment and
its export; whom it is not for is refused before either (test_access_battery.py). Before anybody asks, those who keep
the members have exported their lists, so that the log is read as it stands after a day's work; the restricted member
floats, reports, pays, is grouped and listed like the others, and lists are asked by name, order, filter and past day.
"""

from difflib import unified_diff

import pytest
from django.db import transaction
from django.urls import reverse

from conftest import ClientAs
from runwu.members.models import RestrictionContact
from runwu.organizations.choices import PostKind
from runwu.organizations.models import Post
from tests.access_battery import ask, export
from tests.access_table import LINES
from tests.restricted_life import live
from tests.world import CAST, RESTRICTED_NAME, SINCE, World, build_world

pytestmark = pytest.mark.django_db(databases="__all__")
MUST_KNOW = frozenset({"officer", "secretary", "dues_officer"})
NEED_NOT_KNOW = tuple(who for who in (*CAST, "anonymous") if who not in MUST_KNOW)
EXPORTERS = ("secretary", "officer", "staff")
EXPORTED = (
    "members:list",
    "members:transfers",
    "members:letters",
    "members:floating",
    "members:check-ins",
    "members:standing",
)
READ = tuple(line for line in LINES if "GET" in line.methods and line.in_both_worlds)
ASKED: tuple[dict[str, str], ...] = (
    {"q": RESTRICTED_NAME},
    {"standing": "full", "sort": "-name"},
    {"on": "2026-10-01"},
    {"below": "on", "page": "2"},
)
Seen = dict[str, str]


def seen_in_world(who: str, client_as: ClientAs, *, restricted: bool) -> Seen:
    """Return what somebody sees of a world: {what was asked: what came}; the world is gone afterwards."""
    with transaction.atomic(), transaction.atomic("progress"):
        world = build_world(restricted=restricted)
        give_posts(world)
        give_contact(world)
        live(world)
        export_members(world, client_as)
        seen = seen_by(who, world, client_as)
        transaction.set_rollback(True, "progress")
        transaction.set_rollback(True)
    return seen


def give_posts(world: World) -> None:
    """Let the restricted member hold posts on record from before the restriction, in the branch and as an instructor."""
    if world.members.restricted is not None:
        person, near = world.members.restricted.person, world.near
        for organization, kind in ((near.branch, PostKind.COMMITTEE_MEMBER), (near.committee, PostKind.INSTRUCTOR)):
            Post.objects.create(organization=organization, person=person, kind=kind, valid_from=SINCE)


def give_contact(world: World) -> None:
    """Let somebody without account keep in touch: a contact knows the member, and reads of it in the own data."""
    RestrictionContact.objects.update(person=world.members.second.person)


def export_members(world: World, client_as: ClientAs) -> None:
    """Let the own branch, the officer and the staff export what they see of members."""
    for by in EXPORTERS:
        for name in EXPORTED:
            response = client_as(getattr(world.cast, by)).get(reverse(name, query={"export": "xlsx"}))
            assert (by, name, response.status_code) == (by, name, 200)


def seen_by(who: str, world: World, client_as: ClientAs) -> Seen:
    client = client_as(None if who == "anonymous" else getattr(world.cast, who))
    answers = {}
    for number, line in enumerate(READ):
        arguments = line.near(world)
        answers[f"{number} {line} page"] = ask(client, line, "GET", arguments, world)
        if who in line.roles:
            answers[f"{number} {line} fragment"] = ask(client, line, "GET", arguments, world, htmx=True)
        if who in line.roles and line.exports:
            answers[f"{number} {line} export"] = export(client, line, arguments)
            for asked in ASKED:
                answers[f"{number} {line} {asked}"] = ask(client, line, "GET", {**arguments, **asked}, world)
    return {asked: f"{answer.status} {answer.leads_to}\n{answer.text}" for asked, answer in answers.items()}


def differences(one: Seen, other: Seen) -> list[str]:
    """Return the lines in which two worlds differ."""
    return [
        f"{asked}: {line}"
        for asked in one
        for line in unified_diff(other[asked].splitlines(), one[asked].splitlines(), lineterm="", n=0)
    ]


@pytest.mark.parametrize("who", NEED_NOT_KNOW)
def test_whoever_need_not_know_sees_the_same_world_without_the_restricted_member(
    day: object, client_as: ClientAs, who: str
) -> None:
    with_member = seen_in_world(who, client_as, restricted=True)
    without_member = seen_in_world(who, client_as, restricted=False)

    assert differences(with_member, without_member) == []


@pytest.mark.parametrize("who", sorted(MUST_KNOW))
def test_whoever_must_know_sees_the_name(day: object, client_as: ClientAs, who: str) -> None:
    seen = seen_in_world(who, client_as, restricted=True)

    assert RESTRICTED_NAME in "".join(seen.values())
