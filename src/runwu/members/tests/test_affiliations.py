from datetime import date

import pytest
from django.db import DatabaseError, transaction

from runwu.core.errors import Conflict, UserError
from runwu.members.models import Affiliation, PartyMember
from runwu.members.overlaps import install_after_migrate, remove_for_rows_of_before
from runwu.members.services import AffiliationInput, affiliate
from runwu.members.services.affiliations import leave
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


def test_an_affiliation_does_not_begin_while_one_that_has_ended_lasted(world: World) -> None:
    member = world.members.full
    leave(member=member, on=LATER)

    with pytest.raises(UserError, match="2025-06-01 才结束"):
        affiliate([AffiliationInput(member, world.near.next_branch, date(2025, 5, 1))])

    assert affiliate([AffiliationInput(member, world.near.next_branch, LATER)]) == 1


def test_the_database_refuses_two_affiliations_on_one_day_whoever_writes_them(world: World) -> None:
    held = Affiliation.objects.get(member=world.members.full)
    other = {"member": world.members.full, "organization": world.near.next_branch}
    Affiliation.objects.filter(pk=held.pk).update(valid_to=LATER)

    with pytest.raises(DatabaseError), transaction.atomic():
        Affiliation.objects.create(**other, valid_from=SINCE, valid_to=LATER)
    next_one = Affiliation.objects.create(**other, valid_from=LATER)
    with pytest.raises(DatabaseError), transaction.atomic():
        Affiliation.objects.filter(pk=held.pk).update(valid_to=date(2025, 7, 1))
    with pytest.raises(DatabaseError), transaction.atomic():
        Affiliation.objects.filter(pk=next_one.pk).update(valid_from=date(2025, 5, 1))
    assert Affiliation.objects.filter(member=world.members.full).count() == 2


def test_affiliations_that_met_before_they_were_refused_can_be_shortened(world: World) -> None:
    remove_for_rows_of_before(using="default")
    held = Affiliation.objects.get(member=world.members.full)
    other = {"member": world.members.full, "organization": world.near.next_branch}
    early = Affiliation.objects.create(**other, valid_from=SINCE, valid_to=LATER)
    install_after_migrate(using="default")

    Affiliation.objects.filter(pk=held.pk).update(valid_from=LATER)

    assert Affiliation.objects.on(SINCE).get(member=world.members.full) == early
