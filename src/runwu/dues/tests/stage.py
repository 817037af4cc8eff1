"""A branch with an approved table, for tests of dues."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from runwu.core.rulebooks import rulebook
from runwu.dues.models import DuesReceipt, DuesTable
from runwu.dues.services import ReceiptOrder, approve_table, open_table, receive, set_line
from runwu.members.models import PartyMember
from runwu.rules.dues import DuesFacts, PayerClass
from runwu.rules.rulebook import Rulebook
from tests.world import World

JANUARY = date(2026, 1, 1)
NOVEMBER = date(2026, 11, 1)
WAGE = DuesFacts(payer=PayerClass.MONTHLY_WAGE, base=Decimal(4000))


def book_of(world: World) -> Rulebook:
    """Return the rules of the day."""
    return rulebook(on=world.day)


def draft(world: World, *members: PartyMember, starts: date = JANUARY) -> DuesTable:
    """Return a draft of this year with a line for some members."""
    by, book = world.cast.dues_officer, book_of(world)
    table = open_table(organization=world.near.branch, year=2026, by=by, book=book)
    for member in members:
        set_line(table=table, member=member, starts=starts, facts=WAGE, by=by, book=book)
    return table


def approved(world: World, *members: PartyMember, starts: date = JANUARY) -> DuesTable:
    """Return an approved table of this year."""
    return approve_table(
        table=draft(world, *members, starts=starts), approved_on=world.day, approver="示例批准人", document="示例会议记录",
        by=world.cast.dues_officer, on=world.day,
    )  # fmt: skip


def paid(world: World, member: PartyMember, months: Sequence[date], *, consented: bool = False) -> DuesReceipt:
    """Take in some months of a member today."""
    order = ReceiptOrder(received_on=world.day, consented=consented)
    return receive(
        organization=world.near.branch, member=member, months=months, order=order, by=world.cast.dues_officer,
        book=book_of(world),
    )  # fmt: skip
