"""What came in, went up and came down (收缴、上缴、下拨), kept on two lines."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from runwu.core.scope import Capability, Scope
from runwu.dues.choices import Direction, ReceiptKind
from runwu.dues.models import DuesReceipt, DuesRemittance
from runwu.members.models import PartyMember
from runwu.organizations.models import Organization
from runwu.rules.dues import extra_payment
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Outcome


@dataclass(frozen=True, slots=True)
class Totals:
    """A year's sums of one branch in yuan: dues received, large extra payments, and what became of either.

    They follow the register of the year: a reversal counts in the year of its own number. `reversed_before` is what such
    receipts took back from earlier years, negative, as far as it isn't large.
    """

    received: Decimal
    reversed_before: Decimal
    handed_up: Decimal
    returned: Decimal
    large: Decimal
    large_handed_up: Decimal
    large_open: tuple[DuesReceipt, ...]

    @property
    def to_hand_up(self) -> Decimal:
        """Return what has come in and not yet gone up."""
        return max(self.received - self.handed_up, Decimal(0))

    @property
    def over(self) -> Decimal:
        """Return what went up and was taken back from the receipts afterwards (多上缴); later receipts make up for it."""
        return max(self.handed_up - self.received, Decimal(0))


def register(*, scope: Scope, organization: Organization) -> QuerySet[DuesReceipt]:
    """List the receipts of a branch, the latest first; empty where it is out of reach."""
    reach = scope.paths(Capability.SEE_DUES, "organization__path")
    rows = DuesReceipt.objects.filter(reach, organization=organization)
    return rows.select_related("member__person", "organization", "reverses", "reversal").prefetch_related("months")


def own_receipts(*, member: PartyMember) -> QuerySet[DuesReceipt]:
    """List a member's own receipts, of every branch, the latest first. Two queries."""
    rows = member.dues_receipts.select_related("organization", "reverses", "reversal").prefetch_related("months")
    return rows.order_by("-received_on", "-pk")


def remittances(*, scope: Scope, organization: Organization) -> QuerySet[DuesRemittance]:
    """List what a branch handed up or was given, for whoever keeps its dues."""
    reach = scope.paths(Capability.KEEP_DUES, "organization__path")
    rows = DuesRemittance.objects.filter(reach, organization=organization)
    return rows.select_related("receipt", "reverses", "reversal")


def is_large(receipt: DuesReceipt, book: Rulebook) -> bool:
    """Tell whether an extra payment goes up whole (大额党费), by the amount in force on the day of the receipt.

    No park may set that amount, so its own values are left aside.
    """
    if receipt.kind != ReceiptKind.EXTRA:
        return False
    then = replace(book, on=receipt.received_on, overrides=())
    return extra_payment(Decimal(receipt.amount), book=then).outcome is Outcome.DUE


def totals(*, organization: Organization, year: int, book: Rulebook) -> Totals:
    """Return a year's sums of one branch. Two queries."""
    return totals_of(organizations=[organization], year=year, book=book)[organization.pk]


def totals_of(*, organizations: Sequence[Organization], year: int, book: Rulebook) -> dict[int, Totals]:
    """Return a year's sums by branch (primary key). Two queries; amounts are encrypted, so they are added here."""
    if not organizations:
        return {}
    receipts: dict[int, list[DuesReceipt]] = {one.pk: [] for one in organizations}
    rows = DuesReceipt.objects.filter(organization__in=organizations, year=year)
    for row in rows.select_related("reverses", "reversal"):
        receipts[row.organization_id].append(row)
    sums: dict[int, list[DuesRemittance]] = {one.pk: [] for one in organizations}
    for sent in DuesRemittance.objects.filter(organization__in=organizations, year=year):
        sums[sent.organization_id].append(sent)
    return {one.pk: _totals(receipts[one.pk], sums[one.pk], year, book) for one in organizations}


def _totals(rows: Sequence[DuesReceipt], sums: Sequence[DuesRemittance], year: int, book: Rulebook) -> Totals:
    receipts = [(one, is_large(one.reverses or one, book)) for one in rows]
    reversed_ids = {one.reverses_id for one in sums}
    gone = {one.receipt_id for one in sums if one.reverses_id is None and one.pk not in reversed_ids}
    large = [one for one, is_so in receipts if is_so]
    ordinary = [one for one, is_so in receipts if not is_so]
    up = [one for one in sums if one.direction == Direction.UP]
    return Totals(
        received=_sum(one.amount for one in ordinary),
        reversed_before=_sum(one.amount for one in ordinary if one.reverses and one.reverses.year < year),
        handed_up=_sum(one.amount for one in up if one.receipt_id is None),
        returned=_sum(one.amount for one in sums if one.direction == Direction.DOWN),
        large=_sum(one.amount for one in large),
        large_handed_up=_sum(one.amount for one in up if one.receipt_id is not None),
        large_open=tuple(one for one in large if one.pk not in gone and _stands(one)),
    )


@dataclass(frozen=True, slots=True)
class Quarter:
    """What went up and what came back in a quarter, in yuan, by the day of each entry; two lines that never meet."""

    number: int
    handed_up: Decimal
    returned: Decimal


def quarter_of(day: date, *, year: int) -> int:
    """Return the quarter (1 to 4) of an entry of a year by its day; what was made after the year joins the last."""
    if day.year != year:
        return 1 if day.year < year else 4
    return (day.month + 2) // 3


def quarters(rows: Iterable[DuesRemittance], *, year: int) -> list[Quarter]:
    """Sum the entries of a year by the quarter in which they were made; what was made after the year joins the last."""
    sums = {number: {Direction.UP.value: Decimal(0), Direction.DOWN.value: Decimal(0)} for number in range(1, 5)}
    for row in rows:
        sums[quarter_of(row.made_on, year=year)][row.direction] += Decimal(row.amount)
    return [Quarter(number, found[Direction.UP], found[Direction.DOWN]) for number, found in sums.items()]


def _stands(receipt: DuesReceipt) -> bool:
    return receipt.reverses_id is None and not hasattr(receipt, "reversal")


def _sum(amounts: Iterable[str]) -> Decimal:
    return sum((Decimal(amount) for amount in amounts), Decimal(0))
