"""Who leaves a branch: the posts above and below it are asked about, its groups are left (离开支部以后)."""

from datetime import date, timedelta

import pytest
from django.test import Client

from conftest import ClientAs
from runwu.access.selectors import scope_of
from runwu.members.models import GroupMembership, PartyMember
from runwu.members.post_duties import posts_left_behind
from runwu.members.services import AffiliationInput, affiliate
from runwu.members.services.affiliations import leave
from runwu.members.services.groups import Arrangement, arrange_groups
from runwu.organizations.choices import Form, PostKind
from runwu.organizations.models import Organization, Post
from runwu.organizations.services import establish, take_back
from tests.world import SINCE, World

PAPER = "2026年11月支部委员会"


def _group(world: World, name: str = "示例第一党小组") -> Organization:
    group = Organization(name=name, form=Form.GROUP, park=world.near.park, established_on=SINCE)
    return establish(organization=group, parent=world.near.branch, on=SINCE, by=None)


def _in_group(world: World, group: Organization, member: PartyMember, since: date = SINCE) -> GroupMembership:
    return GroupMembership.objects.create(
        member=member, group=group, valid_from=since, document=PAPER, recorded_on=since,
        recorded_by=world.cast.secretary.public_id,
    )  # fmt: skip


def _post(world: World, organization: Organization, kind: PostKind) -> None:
    Post.objects.create(organization=organization, person=world.members.second.person, kind=kind, valid_from=SINCE)


def _moved(world: World, to: Organization) -> None:
    affiliate([AffiliationInput(member=world.members.second, organization=to, since=world.day)])


def _duties(world: World, client_as: ClientAs) -> list[str]:
    scope = scope_of(world.cast.staff, world.day)
    titles = [duty.title for duty in posts_left_behind(scope, world.day)]
    client: Client = client_as(world.cast.staff)
    home = client.get("/", follow=True).content.decode()
    assert all(title in home for title in titles)
    return titles


def test_the_leader_of_a_group_who_left_the_branch_is_asked_about(world: World, client_as: ClientAs) -> None:
    _post(world, _group(world), PostKind.GROUP_LEADER)
    before = _duties(world, client_as)

    _moved(world, world.near.next_branch)

    assert before == []
    assert _duties(world, client_as) == ["核实任职：党小组组长 示例党员乙 已转出"]


def test_an_officer_of_a_committee_who_left_its_branches_is_asked_about(world: World, client_as: ClientAs) -> None:
    _post(world, world.near.committee, PostKind.DISCIPLINE_OFFICER)

    _moved(world, world.near.next_branch)
    inside = _duties(world, client_as)
    _moved(world, world.far.branch)

    assert inside == []
    assert [duty.title for duty in posts_left_behind(scope_of(world.cast.staff, world.day), world.day)] == [
        "核实任职：纪检委员 示例党员乙 已转出"
    ]


def test_a_temporary_branch_is_led_by_who_belongs_elsewhere(world: World, client_as: ClientAs) -> None:
    one = Organization(name="示例专班", form=Form.TEMPORARY_BRANCH, park=world.near.park, established_on=SINCE)
    _post(world, establish(organization=one, parent=world.near.committee, on=SINCE, by=None), PostKind.SECRETARY)

    _moved(world, world.near.next_branch)

    assert _duties(world, client_as) == []


def test_who_leaves_the_branch_and_returns_is_in_no_group(world: World) -> None:
    row = _in_group(world, _group(world), world.members.second)

    _moved(world, world.near.next_branch)

    row.refresh_from_db()
    assert row.valid_to == world.day
    assert not GroupMembership.objects.open().filter(member=world.members.second).exists()


def test_who_leaves_for_elsewhere_altogether_is_in_no_group(world: World) -> None:
    row = _in_group(world, _group(world), world.members.second)

    leave(member=world.members.second, on=world.day)

    row.refresh_from_db()
    assert row.valid_to == world.day


def test_a_group_that_would_begin_later_never_was(world: World) -> None:
    _in_group(world, _group(world), world.members.second, world.day)

    _moved(world, world.near.next_branch)

    assert not GroupMembership.objects.filter(member=world.members.second).exists()


@pytest.mark.parametrize("since", [SINCE, date(2026, 11, 18)])
def test_who_goes_along_with_a_new_branch_leaves_the_group_and_is_back_when_it_is_taken_back(
    world: World, client_as: ClientAs, since: date
) -> None:
    _in_group(world, _group(world), world.members.second, since)
    address = f"/organizations/{world.near.branch.public_id}/split/"
    client = client_as(world.cast.staff)
    data = {
        "name": "中共示例立冬支部", "number": "示例委〔2026〕9号", "issued_on": "2026-11-16", "authority": "示例市委",
        "on": "2026-11-18", "enterprises": [], "members": [str(one.public_id) for one in _all_full(world)],
    }  # fmt: skip

    seen = client.post(address, data).context["seen"]
    client.post(address, {**data, "confirmed": "1", "seen": seen})
    ended = not GroupMembership.objects.open().exists()
    new = Organization.objects.get(name="中共示例立冬支部")
    act = new.restructurings.first() or world.near.branch.restructurings.get()
    take_back(restructuring=act, by=world.cast.staff)

    assert ended
    assert GroupMembership.objects.open().get(member=world.members.second).valid_from == since


def _all_full(world: World) -> list[PartyMember]:
    return [world.members.full, world.members.second, world.members.third]


def test_groups_of_a_branch_are_arranged_as_before(world: World) -> None:
    group = _group(world)
    decided = Arrangement(on=world.day - timedelta(days=1), document=PAPER, places={world.members.full: group})

    arrange_groups(branch=world.near.branch, arrangement=decided, by=world.cast.secretary)

    assert GroupMembership.objects.open().get(member=world.members.full).group == group
