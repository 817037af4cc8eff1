"""A branch that ends: its dues are handed up and settled while somebody can."""

from collections.abc import Sequence
from datetime import date

import pytest

from runwu.access.selectors import scope_of
from runwu.accounts.models import User
from runwu.core.errors import UserError
from runwu.core.registries import Consequence
from runwu.dues.models import DuesReceipt, DuesRemittance
from runwu.dues.services import hand_up
from runwu.dues.tests.stage import NOVEMBER, approved, book_of, draft, paid
from runwu.organizations.choices import OrganizationState
from runwu.organizations.handover import Handover, followers
from runwu.organizations.models import Restructuring
from runwu.organizations.services import Paper, dissolve, take_back
from tests.world import World

pytestmark = pytest.mark.django_db(databases="__all__")


def dissolved(world: World) -> Restructuring:
    """Dissolve the first branch in favour of the next."""
    paper = Paper(number="示例委〔2026〕1号", issued_on=date(2026, 11, 16), authority="示例市委", on=date(2026, 11, 18))
    return dissolve(organization=world.near.branch, successor=world.near.next_branch, paper=paper, by=world.cast.staff)


def handed_up(world: World) -> DuesRemittance:
    """Hand up everything of this year."""
    return hand_up(
        organization=world.near.branch, year=2026, amount=None, made_on=world.day, document="示例凭证 1",
        by=world.cast.dues_officer, book=book_of(world),
    )  # fmt: skip


def told(world: World, user: User, *, ends: bool = True) -> Sequence[Consequence]:
    """Return what somebody reads of dues before the branch ends."""
    handover = Handover(
        source=world.near.branch, target=world.near.next_branch, on=world.day, document="示例", by=user, ends=ends
    )
    follower = next(one for one in followers if one.key == "dues")
    return follower.preview(scope_of(user, on=world.day), handover)


def line(rows: Sequence[Consequence], label: str) -> str:
    """Return the words of one line, nothing where it is missing."""
    return next((row.words for row in rows if row.label == label), "")


def test_a_branch_does_not_end_with_dues_to_hand_up(world: World) -> None:
    approved(world, world.members.full)
    paid(world, world.members.full, [NOVEMBER])

    with pytest.raises(UserError, match="2026 年的党费没有上缴") as refused:
        dissolved(world)

    assert "40" not in str(refused.value)
    world.near.branch.refresh_from_db()
    assert world.near.branch.state == OrganizationState.ACTIVE


def test_a_branch_ends_once_its_dues_have_gone_up(world: World) -> None:
    approved(world, world.members.full)
    paid(world, world.members.full, [NOVEMBER])
    handed_up(world)

    dissolved(world)

    world.near.branch.refresh_from_db()
    assert world.near.branch.state == OrganizationState.DISSOLVED


def test_receipts_stand_as_they_were_after_it_was_taken_back(world: World) -> None:
    approved(world, world.members.full)
    paid(world, world.members.full, [NOVEMBER])
    handed_up(world)

    take_back(restructuring=dissolved(world), by=world.cast.staff)

    assert DuesReceipt.objects.get().organization == world.near.branch
    assert DuesRemittance.objects.get().organization == world.near.branch


def test_a_branch_does_not_end_with_a_table_that_waits_for_its_approval(world: World) -> None:
    draft(world, world.members.full)

    with pytest.raises(UserError, match="核定表还没有批准"):
        dissolved(world)


def test_the_keeper_reads_sums_and_the_secretary_the_years_alone(world: World) -> None:
    approved(world, world.members.full)
    paid(world, world.members.full, [NOVEMBER])

    assert "40" in line(told(world, world.cast.dues_officer), "待上缴的党费")
    assert line(told(world, world.cast.secretary), "待上缴的党费") == "2026 年；须先登记上缴"


def test_arrears_are_counted_beforehand(world: World) -> None:
    approved(world, world.members.full)

    assert line(told(world, world.cast.secretary), "欠交党费的党员").startswith("1 名")


def test_who_sees_no_dues_reads_nothing_of_them(world: World) -> None:
    approved(world, world.members.full)
    paid(world, world.members.full, [NOVEMBER])

    assert not told(world, world.cast.liaison)


def test_a_branch_that_goes_on_keeps_its_dues(world: World) -> None:
    approved(world, world.members.full)
    paid(world, world.members.full, [NOVEMBER])

    assert not told(world, world.cast.dues_officer, ends=False)
