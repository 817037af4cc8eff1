"""Dues of one demo branch (示例党费): an approved table of this year, its months taken in, one member a little behind."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from runwu.accounts.models import User
from runwu.config.demo.firms import FIRMS
from runwu.core.rulebooks import rulebook
from runwu.dues.selectors.beginnings import pays_since
from runwu.dues.selectors.sheets import collects
from runwu.dues.services import ReceiptOrder, approve_table, collect_month, open_table, set_line
from runwu.members.models import PartyMember
from runwu.organizations.models import Organization
from runwu.rules.dues import DuesFacts, PayerClass

KEEPER = "dues-officer"
BEHIND = 2  # months that the last member of the branch still owes
_BASES = (Decimal(6200), Decimal(4800), Decimal(3900), Decimal(2800))


def load_dues(today: date) -> None:
    """Approve this year's table of the branch and take in the months up to the last one, by the services."""
    branch = Organization.objects.get(name=FIRMS[0].branch)
    keeper, book = User.objects.get(username=KEEPER), rulebook(on=today)
    members = list(PartyMember.objects.filter(organization=branch).select_related("person").order_by("pk"))
    months = list(_months(members, today))
    table = open_table(organization=branch, year=today.year, by=keeper, book=book)
    for number, member in enumerate(members):
        facts = DuesFacts(payer=PayerClass.MONTHLY_WAGE, base=_BASES[number % len(_BASES)])
        set_line(table=table, member=member, starts=months[0], facts=facts, by=keeper, book=book)
    approve_table(
        table=table, approved_on=months[0], approver="示组委", document="支部委员会会议记录（示例）", by=keeper, on=today
    )  # fmt: skip
    for month in months[:-1]:
        behind = month in months[-1 - BEHIND :]
        collect_month(
            organization=branch, month=month, members=members[:-1] if behind else members,
            order=ReceiptOrder(received_on=month.replace(day=20)), by=keeper, book=book,
        )  # fmt: skip


def _months(members: list[PartyMember], today: date) -> Iterator[date]:
    """Yield the months of this year that the branch collects from all of them, this month last."""
    for number in range(1, today.month + 1):
        month = date(today.year, number, 1)
        if number == today.month or all(_pays(member, month) for member in members):
            yield month


def _pays(member: PartyMember, month: date) -> bool:
    since = pays_since(member)
    return any(collects(row, month, since) for row in member.affiliations.all())
