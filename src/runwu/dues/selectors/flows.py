"""What branches handed up and were given, quarter by quarter, for those above them (收支两条线).

Everybody who may know who has paid reads on which day; sums are for who keeps the dues of the committee above and must know
its restricted members anyway: a branch of few members tells by its sum what each of them pays (who.md, row “dues”).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from runwu.core.scope import Capability, Scope
from runwu.dues.choices import Direction
from runwu.dues.models import DuesReceipt, DuesRemittance
from runwu.dues.selectors.money import Totals, quarter_of, quarters, totals_of
from runwu.members.choices import Belonging, Membership
from runwu.members.models import PartyMember
from runwu.organizations.models import Organization
from runwu.rules.rulebook import Rulebook

QUARTERS = (1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class Passing:
    """What went one way in a quarter: the last day on which it did, and the sum in yuan for who may read it."""

    quarter: int
    day: date | None
    amount: Decimal | None


@dataclass(frozen=True, slots=True)
class Flow:
    """A branch's year on both lines; `sums` is nothing where the viewer is told no amounts.

    Large payments go up alone and stand in no quarter: their day would tell of the one who paid.
    """

    organization: Organization
    up: tuple[Passing, ...]
    down: tuple[Passing, ...]
    sums: Totals | None

    def line(self, direction: Direction) -> tuple[Passing, ...]:
        """Return the quarters of one line."""
        return self.up if direction is Direction.UP else self.down


@dataclass(frozen=True, slots=True)
class Share:
    """How many branches have an entry on a line in a quarter, of how many (n/N), and their sum where all are told."""

    quarter: int
    done: int
    all: int
    amount: Decimal | None

    @property
    def missing(self) -> int:
        """Return how many have none."""
        return self.all - self.done


def tells_sums(*, scope: Scope, organization: Organization) -> bool:
    """Tell whether somebody keeps the dues of an organisation above (or of this one) and knows all its members."""
    kept = (grant.path for grant in scope.holding(Capability.KEEP_DUES) if grant.path)
    above = any(organization.path.startswith(path) for path in kept)
    return above and scope.reaches_path(Capability.SEE_RESTRICTED, organization.path)


def flows(*, scope: Scope, organizations: Sequence[Organization], year: int, book: Rulebook) -> list[Flow]:
    """Return a year by branch, in the order given. Four queries, five where sums are told.

    Branches in which the viewer knows of nobody who pays are left out, as in the other figures of dues.
    """
    told = {one.pk for one in organizations if tells_sums(scope=scope, organization=one)}
    rows: dict[int, list[DuesRemittance]] = {one.pk: [] for one in organizations}
    found = DuesRemittance.objects.filter(organization__in=organizations, year=year).select_related("reversal")
    for row in found:
        rows[row.organization_id].append(row)
    paying = _paying(organizations, year) | {pk for pk in told if rows[pk]}
    shown = [one for one in organizations if one.pk in paying]
    sums = totals_of(organizations=[one for one in shown if one.pk in told], year=year, book=book)
    return [_flow(one, rows[one.pk], year, sums.get(one.pk)) for one in shown]


def shares(rows: Collection[Flow], direction: Direction) -> list[Share]:
    """Count, by quarter, the branches with an entry on a line."""
    return [_share([row.line(direction)[number - 1] for row in rows], number) for number in QUARTERS]


def added(rows: Iterable[Flow]) -> Totals | None:
    """Add the sums of branches; nothing unless all are told."""
    sums = [row.sums for row in rows]
    told = [one for one in sums if one is not None]
    if not told or len(told) < len(sums):
        return None
    return Totals(
        received=_sum(one.received for one in told), reversed_before=_sum(one.reversed_before for one in told),
        handed_up=_sum(one.handed_up for one in told), returned=_sum(one.returned for one in told),
        large=_sum(one.large for one in told), large_handed_up=_sum(one.large_handed_up for one in told),
        large_open=tuple(receipt for one in told for receipt in one.large_open),
    )  # fmt: skip


def _paying(organizations: Collection[Organization], year: int) -> set[int]:
    """Return the branches with an open member today or a receipt of one in the year. Two queries."""
    members = PartyMember.objects.filter(organization__in=organizations, restricted=False)
    today = members.filter(membership=Membership.ACTIVE, belonging=Belonging.REGISTERED)
    receipts = DuesReceipt.objects.filter(organization__in=organizations, year=year, member__restricted=False)
    return {
        pk for rows in (today, receipts) for pk in rows.order_by().values_list("organization", flat=True).distinct()
    }


def _flow(one: Organization, rows: Sequence[DuesRemittance], year: int, sums: Totals | None) -> Flow:
    ordinary = [row for row in rows if row.receipt_id is None]
    standing = [row for row in ordinary if row.reverses_id is None and not hasattr(row, "reversal")]
    days: dict[tuple[str, int], date] = {}
    for row in standing:
        key = row.direction, quarter_of(row.made_on, year=year)
        days[key] = max(days.get(key, row.made_on), row.made_on)
    money = {quarter.number: quarter for quarter in quarters(ordinary, year=year)} if sums else {}
    return Flow(one, _line(Direction.UP, days, money), _line(Direction.DOWN, days, money), sums)


def _line(
    direction: Direction, days: Mapping[tuple[str, int], date], money: Mapping[int, object]
) -> tuple[Passing, ...]:
    name = "handed_up" if direction is Direction.UP else "returned"
    return tuple(
        Passing(number, days.get((direction.value, number)), getattr(money.get(number), name, None))
        for number in QUARTERS
    )


def _share(cells: Sequence[Passing], number: int) -> Share:
    amounts = [cell.amount for cell in cells]
    told = [one for one in amounts if one is not None]
    whole = _sum(told) if told and len(told) == len(amounts) else None
    return Share(number, sum(cell.day is not None for cell in cells), len(cells), whole)


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, Decimal(0))
