from datetime import date, timedelta

import pytest
from django.test import Client

from conftest import ClientAs
from runwu.core.errors import UserError
from runwu.core.models import AuditEntry
from runwu.members.groups import group_by_member, groups_of, proposed
from runwu.members.models import GroupMembership, PartyMember
from runwu.members.services.groups import Arrangement, arrange_groups
from runwu.organizations.choices import Form, PostKind
from runwu.organizations.models import Organization, Post
from tests.world import World

NAME = "示例第一党小组"
SECOND = "示例青禾电子党小组"
PAPER = "2026年11月支部委员会"


def _group(world: World, name: str = NAME) -> Organization:
    decided = Arrangement(on=world.day, document=PAPER, new_group=name)
    arrange_groups(branch=world.near.branch, arrangement=decided, by=world.cast.secretary)
    return Organization.objects.get(name=name)


def _place(world: World, member: PartyMember, group: Organization | None, on: date | None = None) -> int:
    decided = Arrangement(on=on or world.day, document=PAPER, places={member: group})
    return arrange_groups(branch=world.near.branch, arrangement=decided, by=world.cast.secretary)


def _address(world: World) -> str:
    return f"/members/groups/{world.near.branch.public_id}/"


def _save(client: Client, world: World, **more: str) -> int:
    return client.post(_address(world), {"on": world.day.isoformat(), "document": PAPER, **more}).status_code


def test_the_secretary_founds_a_group_places_members_and_names_the_leader(world: World, client_as: ClientAs) -> None:
    client, full = client_as(world.cast.secretary), world.members.full
    _save(client, world, new_group=NAME)
    group = groups_of(world.near.branch)[0]

    _save(client, world, **{f"m-{full.public_id}": str(group.public_id), f"l-{group.public_id}": str(full.public_id)})

    assert GroupMembership.objects.open().get(member=full).group == group
    assert Post.objects.open().get(organization=group).kind == PostKind.GROUP_LEADER
    full.refresh_from_db()
    assert full.organization == world.near.branch
    page = client.get(f"/organizations/{world.near.branch.public_id}/").content.decode()
    assert f"组长 {full.person.name}" in page


def test_the_member_list_names_the_group(world: World, client_as: ClientAs) -> None:
    _place(world, world.members.full, _group(world))

    page = client_as(world.cast.staff).get("/members/").content.decode()

    assert NAME in page


def test_a_restricted_members_group_is_for_the_own_branch_alone(world: World, client_as: ClientAs) -> None:
    restricted = world.members.restricted
    assert restricted is not None
    _place(world, restricted, _group(world))

    assert NAME in client_as(world.cast.secretary).get("/members/").content.decode()
    own = client_as(world.cast.secretary).get(_address(world)).content.decode()
    assert f"m-{restricted.public_id}" in own
    for who in (world.cast.staff, world.cast.officer):
        seen = client_as(who).get(_address(world)).content.decode()
        assert f"m-{restricted.public_id}" not in seen
    assert NAME not in client_as(world.cast.officer).get("/members/").content.decode()


def test_who_leaves_the_branch_is_in_none_of_its_groups(world: World) -> None:
    group = _group(world)
    _place(world, world.members.full, group)
    PartyMember.objects.filter(pk=world.members.full.pk).update(organization=world.near.next_branch)

    here = PartyMember.objects.filter(organization=world.near.branch)

    assert group_by_member(here, world.near.branch) == {}


def test_a_change_keeps_where_somebody_was_before(world: World) -> None:
    group = _group(world)
    GroupMembership.objects.create(
        member=world.members.full, group=group, valid_from=world.day - timedelta(days=9), document=PAPER,
        recorded_on=world.day, recorded_by=world.cast.secretary.public_id,
    )  # fmt: skip

    _place(world, world.members.full, None)

    assert GroupMembership.objects.get(member=world.members.full).valid_to == world.day


def test_what_is_decided_twice_on_one_day_is_replaced(world: World) -> None:
    first, second = _group(world), _group(world, SECOND)
    _place(world, world.members.full, first)

    _place(world, world.members.full, second)

    assert GroupMembership.objects.get(member=world.members.full).group == second


@pytest.mark.parametrize(("days", "words"), [(1, "晚于今天"), (-4000, "早于支部成立")])
def test_a_day_that_can_not_be_is_refused(world: World, days: int, words: str) -> None:
    with pytest.raises(UserError, match=words):
        _place(world, world.members.full, None, world.day + timedelta(days=days))


def test_only_a_member_of_the_group_leads_it(world: World) -> None:
    group = _group(world)
    decided = Arrangement(on=world.day, document=PAPER, leaders={group: world.members.second})

    with pytest.raises(UserError, match="没有编在"):
        arrange_groups(branch=world.near.branch, arrangement=decided, by=world.cast.secretary)

    assert not Post.objects.filter(organization=group).exists()


def test_a_group_of_the_same_name_is_refused(world: World) -> None:
    _group(world)

    with pytest.raises(UserError, match="已有叫"):
        _group(world)


def test_members_are_proposed_to_where_their_colleagues_are(world: World) -> None:
    group = _group(world, SECOND)
    members = list(PartyMember.objects.filter(organization=world.near.branch, restricted=False).order_by("pk"))

    named = proposed(members, {}, [group], world.day)

    assert set(named) == {one.pk for one in members}
    assert not GroupMembership.objects.exists()


def test_the_page_of_a_committee_has_no_groups(world: World, client_as: ClientAs) -> None:
    address = f"/members/groups/{world.near.committee.public_id}/"

    assert client_as(world.cast.staff).get(address).status_code == 404


def test_what_somebody_else_changed_is_shown_first(world: World, client_as: ClientAs) -> None:
    client, full, group = client_as(world.cast.secretary), world.members.full, _group(world)
    page = client.get(_address(world)).content.decode()
    seen = page.split('name="seen" value="')[1].split('"')[0]
    _place(world, full, group)

    status = _save(client, world, seen=seen, **{f"m-{full.public_id}": ""})

    assert status == 409
    assert GroupMembership.objects.open().filter(member=full, group=group).exists()


def test_groups_go_along_when_their_branch_is_merged(world: World) -> None:
    from runwu.organizations.services import Paper, merge

    group = _group(world)
    GroupMembership.objects.create(
        member=world.members.full, group=group, valid_from=date(2026, 1, 1), document=PAPER, recorded_on=world.day,
        recorded_by=world.cast.secretary.public_id,
    )  # fmt: skip
    Organization.objects.filter(pk=group.pk).update(established_on=date(2026, 1, 1))
    group.parent_edges.update(valid_from=date(2026, 1, 1))
    paper = Paper(number="示例〔2026〕4号", issued_on=date(2026, 11, 16), authority="示例市委", on=date(2026, 11, 18))

    merge(sources=[world.near.branch], into=world.near.next_branch, paper=paper, by=world.cast.staff)

    assert groups_of(world.near.next_branch) == [group]
    assert Organization.objects.get(pk=group.pk).form == Form.GROUP


def test_the_log_tells_open_members_and_restricted_ones_apart(world: World) -> None:
    restricted, full = world.members.restricted, world.members.full
    assert restricted is not None
    group = _group(world)

    places: dict[PartyMember, Organization | None] = {restricted: group, full: group}
    arrangement = Arrangement(on=world.day, document=PAPER, places=places)
    arrange_groups(branch=world.near.branch, arrangement=arrangement, by=world.cast.secretary)

    entries = AuditEntry.objects.filter(action="members.groups.arranged")
    told = [(entry.restricted, entry.extra["members"]) for entry in entries.order_by("restricted")]
    assert told == [(False, 1), (True, 1)]
