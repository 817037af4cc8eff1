"""Whatever leaves with the name of a member stands under “谁看过” of that member (信息提供登记)."""

import html
import re

import pytest
from django.urls import reverse

from conftest import ClientAs
from runwu.members.models import Disclosure, PartyMember
from tests.access_battery import answer_of, ask, export, taken_back
from tests.access_table import LINES, Line
from tests.former_members import former_in
from tests.world import World, build_world

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.usefixtures("day")]
LEAVING = tuple(line for line in LINES if line.exports or line.name.endswith("docx"))
# Lists of who did or keeps something, not of members: accounts by their names, who holds a duty or keeps in touch.
NOT_OF_MEMBERS = frozenset({"access:list", "audit:list"})


def _unnoted(world: World, client_as: ClientAs, line: Line, who: str) -> set[str]:
    """Return the open members whose names leave with a workbook or paper and who find nothing about it."""
    client, arguments = client_as(getattr(world.cast, who)), line.near(world)
    answer = export(client, line, arguments) if line.exports else ask(client, line, "GET", arguments, world)
    members = PartyMember.objects.filter(restricted=False).exclude(person__name="").select_related("person")
    told = {one.pk: one.person.name for one in members if answer.is_workbook and one.person.name in answer.text}
    noted = set(Disclosure.objects.filter(seen_by=getattr(world.cast, who).public_id).values_list("member", flat=True))
    return {name for pk, name in told.items() if pk not in noted}


@pytest.mark.parametrize("line", LEAVING, ids=str)
def test_every_member_named_in_what_leaves_finds_it_under_who_looked(client_as: ClientAs, line: Line) -> None:
    world = build_world()
    former_in(world)
    wrong = {}
    for who in sorted(line.roles - {"anonymous"}):
        with taken_back():
            wrong[who] = _unnoted(world, client_as, line, who)

    assert {who: names for who, names in wrong.items() if names and line.name not in NOT_OF_MEMBERS} == {}


def test_who_stands_behind_a_bar_finds_under_who_looked_that_it_left(client_as: ClientAs) -> None:
    world = build_world()
    client = client_as(world.cast.staff)
    page = client.get(reverse("reports:structure")).content.decode()
    bars = {html.unescape(one) for one in re.findall(r'href="(/[^"]*structure/members/[^"]*)"', page)}

    texts = "".join(answer_of(client.get(f"{bar}&export=xlsx")).text for bar in bars)

    members = PartyMember.objects.filter(restricted=False).exclude(person__name="").select_related("person")
    named = {one.pk for one in members if one.person.name in texts}
    assert named
    assert set(Disclosure.objects.values_list("member", flat=True)) == named
