"""Which form stands below which holds for every act, not only for founding; and pages offer no other."""

from datetime import date

import pytest

from conftest import ClientAs
from runwu.access.selectors import scope_of
from runwu.core.errors import UserError
from runwu.core.rulebooks import rulebook
from runwu.organizations import history, selectors
from runwu.organizations.choices import Form, OrganizationState
from runwu.organizations.forms import UpgradeForm
from runwu.organizations.models import Organization, Restructuring
from runwu.organizations.services import (
    Paper,
    Part,
    dissolve,
    establish,
    found_by_merging,
    merge,
    move,
    move_by_approval,
    upgrade,
)
from runwu.rules.counts import MemberCounts
from tests.world import SINCE, World

ON = date(2026, 11, 18)
PAPER = Paper(number="示例委〔2026〕1号", issued_on=date(2026, 11, 16), authority="示例市委", on=ON)


def _one(world: World, form: Form, parent: Organization | None = None, name: str = "") -> Organization:
    one = Organization(name=name or f"示例{form.label}", form=form, park=world.near.park, established_on=SINCE)
    return establish(organization=one, parent=parent or world.near.committee, on=SINCE, by=None)


def _refused(error: pytest.ExceptionInfo[UserError], words: str) -> bool:
    message = error.value.message
    return words in message.happened and bool(message.rule) and bool(message.now) and not Restructuring.objects.exists()


@pytest.mark.parametrize("form", [Form.COMMITTEE, Form.CHAIN_ORGANIZATION, Form.GENERAL_BRANCH])
def test_a_general_branch_has_only_branches_below(world: World, form: Form) -> None:
    general, one = _one(world, Form.GENERAL_BRANCH, name="示例总支"), _one(world, form)

    with pytest.raises(UserError) as error:
        move_by_approval(organization=one, parent=general, paper=PAPER, by=world.cast.staff)

    assert _refused(error, "之下不设")
    scope = scope_of(world.cast.staff, world.day)
    assert general not in selectors.possible_parents(organization=one, scope=scope)
    assert general in selectors.possible_parents(organization=world.near.branch, scope=scope)


def test_a_group_stays_with_its_branch(world: World, client_as: ClientAs) -> None:
    group = _one(world, Form.GROUP, world.near.branch)

    with pytest.raises(UserError) as error:
        move_by_approval(organization=group, parent=world.near.next_branch, paper=PAPER, by=world.cast.staff)
    with pytest.raises(UserError) as other:
        dissolve(organization=group, successor=world.near.next_branch, paper=PAPER, by=world.cast.staff)

    assert _refused(error, "是党小组")
    assert _refused(other, "是党小组")
    scope = scope_of(world.cast.staff, world.day)
    assert not selectors.possible_parents(organization=group, scope=scope).exists()
    assert list(history.possible_successors(organization=group, scope=scope)) == [world.near.branch]
    page = client_as(world.cast.staff).get(f"/organizations/{group.public_id}/").content.decode()
    assert "/merge/" not in page
    assert "/move/" not in page
    assert "/dissolve/" in page


@pytest.mark.parametrize("form", [Form.GROUP, Form.FLOATING_BRANCH, Form.CHAIN_ORGANIZATION, Form.TEMPORARY_BRANCH])
def test_members_pass_only_to_who_holds_affiliations(world: World, form: Form) -> None:
    target = _one(world, form, world.near.next_branch if form == Form.GROUP else None)

    with pytest.raises(UserError) as error:
        merge(sources=[world.near.branch], into=target, paper=PAPER, by=world.cast.staff)

    assert _refused(error, "党员组织关系不转入")
    scope = scope_of(world.cast.staff, world.day)
    assert world.near.branch not in history.possible_sources(into=target, scope=scope)
    assert target not in history.possible_successors(organization=world.near.branch, scope=scope)


def test_a_committee_takes_members_over_for_want_of_a_branch(world: World) -> None:
    merge(sources=[world.near.branch], into=world.near.committee, paper=PAPER, by=world.cast.provincial_officer)

    world.near.branch.refresh_from_db()
    assert world.near.branch.state == OrganizationState.DISSOLVED


def test_general_branches_do_not_pass_below_a_general_branch(world: World) -> None:
    committee = _one(world, Form.COMMITTEE, world.superior)
    _one(world, Form.GENERAL_BRANCH, committee, "示例甲总支")
    target = _one(world, Form.GENERAL_BRANCH, name="示例乙总支")

    with pytest.raises(UserError) as error:
        dissolve(organization=committee, successor=target, paper=PAPER, by=world.cast.provincial_officer)

    assert _refused(error, "示例甲总支")


def test_groups_pass_to_a_branch_but_not_to_a_committee(world: World) -> None:
    group = _one(world, Form.GROUP, world.near.branch)

    with pytest.raises(UserError) as error:
        dissolve(organization=world.near.branch, successor=world.near.committee, paper=PAPER, by=world.cast.staff)
    assert _refused(error, "党小组")

    dissolve(organization=world.near.branch, successor=world.near.next_branch, paper=PAPER, by=world.cast.staff)
    group.refresh_from_db()
    assert group.path.startswith(world.near.next_branch.path)


def test_two_floating_branches_found_a_floating_branch(world: World) -> None:
    ending = [_one(world, Form.FLOATING_BRANCH, name=f"示例流动{name}支部") for name in "甲乙"]

    act = found_by_merging(sources=ending, name="示例流动支部", paper=PAPER, by=world.cast.staff)

    assert act.organization.form == Form.FLOATING_BRANCH


def _upgrade(world: World) -> Restructuring:
    parts = (
        Part(name="示例一支部", enterprises=frozenset({world.near.covered.pk})),
        Part(name="示例二支部", rest=True),
    )
    return upgrade(
        organization=world.near.branch, form=Form.GENERAL_BRANCH, parts=parts, members=MemberCounts(full=60),
        paper=PAPER, by=world.cast.staff, book=rulebook(on=ON),
    )  # fmt: skip


def test_a_branch_with_groups_is_upgraded_once_they_have_ended(world: World) -> None:
    group = _one(world, Form.GROUP, world.near.branch)

    with pytest.raises(UserError) as error:
        _upgrade(world)
    assert _refused(error, "党小组")

    dissolve(organization=group, successor=world.near.branch, paper=PAPER, by=world.cast.staff)
    assert _upgrade(world).stands


def test_no_general_branch_comes_below_a_general_branch_by_an_upgrade(world: World) -> None:
    move(
        organization=world.near.branch,
        parent=_one(world, Form.GENERAL_BRANCH, name="示例总支"),
        on=date(2025, 1, 1),
        by=None,
    )

    with pytest.raises(UserError) as error:
        _upgrade(world)

    assert _refused(error, "之下不设党总支")


def test_an_upgrade_offers_what_may_stand_below_the_superior(world: World) -> None:
    scope = scope_of(world.cast.staff, world.day)
    Organization.objects.filter(pk=world.near.committee.pk).update(form=Form.COMMITTEE)

    form = UpgradeForm(organization=world.near.branch, scope=scope)

    assert [value for value, _label in form.fields["form"].choices] == [Form.GENERAL_BRANCH, Form.COMMITTEE]  # type: ignore[attr-defined]
