"""Whatever keeps the path of an organisation follows it through the tree (调整隶属)."""

from datetime import date
from uuid import uuid4

import pytest

from runwu.access.selectors import scope_of
from runwu.members.choices import ListKind, ProvisionBasis, ProvisionKind
from runwu.members.lists import lists
from runwu.members.models import MergeProposal, PartyMember, Provision, VoluntaryList
from runwu.members.provisions import provisions
from runwu.members.receivers import columns_of_paths
from runwu.members.services import AffiliationInput, affiliate
from runwu.members.services.lists import open_list
from runwu.members.services.merging import merge_members, undo_merge
from runwu.members.services.provisions import Handing, note_provision
from runwu.organizations.choices import Form
from runwu.organizations.models import Organization
from runwu.organizations.services import establish, move
from runwu.people.models import Person
from tests.world import DAY, SINCE, World

KEEPING = {
    (PartyMember, "path"), (Provision, "path"), (VoluntaryList, "path"), (MergeProposal, "path"),
    (MergeProposal, "second_path"),
}  # fmt: skip
pytestmark = pytest.mark.usefixtures("day")


def _under_a_general_branch(world: World) -> Organization:
    made = Organization(
        name="示例总支", form=Form.GENERAL_BRANCH, park=world.near.park, established_on=date(2025, 1, 1)
    )
    general = establish(organization=made, parent=world.near.committee, on=date(2025, 1, 1), by=None)
    move(organization=world.near.branch, parent=general, on=date(2026, 11, 1), by=None)
    world.near.branch.refresh_from_db()
    return world.near.branch


def _rows(world: World) -> None:
    """Let every model keep the path of the first branch."""
    path = world.near.branch.path
    open_list(
        organization=world.near.branch, kind=next(iter(ListKind)), name="示例名单", purpose="示例用途",
        seen_by="支部书记", by=world.cast.secretary, on=DAY,
    )  # fmt: skip
    handing = Handing(kind=ProvisionKind.LIST, fields=["name"], basis=ProvisionBasis.DUTY)
    note_provision(members=[world.members.full.pk], handing=handing, by=world.cast.staff)
    MergeProposal.objects.create(
        kept=uuid4(), absorbed=uuid4(), basis="同一人", path=path, second_path=path, agreed=[path],
        proposed_by=world.cast.officer.public_id,
    )  # fmt: skip


def test_these_models_keep_a_path() -> None:
    assert set(columns_of_paths()) == KEEPING


def test_every_column_follows_the_organisation(world: World) -> None:
    _rows(world)
    old = world.near.branch.path
    before = {(model, column): model._default_manager.filter(**{column: old}).count() for model, column in KEEPING}

    branch = _under_a_general_branch(world)

    after = {
        (model, column): model._default_manager.filter(**{column: branch.path}).count() for model, column in KEEPING
    }
    assert 0 not in before.values()
    assert after == before
    assert MergeProposal.objects.get().agreed == [branch.path]


def test_the_secretary_goes_on_keeping_lists_and_register(world: World) -> None:
    _rows(world)

    _under_a_general_branch(world)

    scope = scope_of(world.cast.secretary, DAY)
    assert (lists(scope=scope).count(), provisions(scope=scope).count()) == (1, 1)


def test_a_merge_taken_back_places_the_row_where_the_organisation_stands_now(world: World) -> None:
    person = Person.objects.create(name="示例远方己", initials="slyfj", birth_date="1994-05-06")
    twin = PartyMember.objects.create(person=person, standing="full", admitted_on=SINCE)
    affiliate([AffiliationInput(member=twin, organization=world.near.branch, since=SINCE)])
    kept = PartyMember.objects.select_related("person").get(pk=world.members.far.pk)
    twin = PartyMember.objects.select_related("person").get(pk=twin.pk)
    merge = merge_members(kept=kept, absorbed=twin, basis="同一人", by=world.cast.officer)

    branch = _under_a_general_branch(world)
    back = undo_merge(merge=merge, by=world.cast.officer)

    assert back.path == branch.path
