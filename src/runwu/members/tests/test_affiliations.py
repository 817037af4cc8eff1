from datetime import date

import pytest

from runwu.core.errors import Conflict
from runwu.members.models import Affiliation, PartyMember
from runwu.members.services import AffiliationInput, affiliate
from runwu.organizations.models import Organization
from runwu.organizations.services import move
from tests.world import SINCE, World

LATER = date(2025, 6, 1)


def test_a_new_affiliation_closes_the_old_one(world: World) -> None:
    affiliate([AffiliationInput(world.members.full, world.near.next_branch, LATER)])

    held = Affiliation.objects.filter(member=world.members.full).order_by("valid_from")
    assert [(one.organization, one.valid_to) for one in held] == [
        (world.near.branch, LATER),
        (world.near.next_branch, None),
    ]


def test_the_same_affiliation_again_changes_nothing(world: World) -> None:
    assert affiliate([AffiliationInput(world.members.full, world.near.branch, LATER)]) == 0


def test_an_affiliation_from_the_same_day_replaces_it(world: World) -> None:
    affiliate([AffiliationInput(world.members.full, world.near.next_branch, SINCE)])

    assert Affiliation.objects.get(member=world.members.full).organization == world.near.next_branch


def test_members_follow_their_organisation_in_the_tree(world: World) -> None:
    move(organization=world.near.branch, parent=world.far.committee, on=LATER, by=None)

    member = PartyMember.objects.get(pk=world.members.full.pk)
    assert member.path.startswith(world.far.committee.path)


@pytest.mark.parametrize("state", ["dissolved", "withdrawn"])
def test_nobody_comes_to_an_organisation_that_has_ended(world: World, state: str) -> None:
    Organization.objects.filter(pk=world.near.next_branch.pk).update(state=state)

    with pytest.raises(Conflict, match="不能再接收组织关系"):
        affiliate([AffiliationInput(world.members.full, world.near.next_branch, LATER)])
