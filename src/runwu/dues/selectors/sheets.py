"""Who has paid which month (交纳情况): one computation behind the month's screen, arrears, publication and own page."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from runwu.dues.choices import MonthState
from runwu.dues.models import DuesLine, DuesMonth, DuesReduction, DuesTalk, PaidElsewhere
from runwu.dues.selectors.beginnings import pays_since
from runwu.dues.selectors.memberships import History, active_on, history_of
from runwu.dues.selectors.reach import is_told
from runwu.members.choices import Membership
from runwu.members.models import Affiliation, PartyMember
from runwu.organizations.models import Organization
from runwu.people.ordering import name_key
from runwu.rules.periods import Month, add_months


@dataclass(frozen=True, slots=True)
class MonthDue:
    """One month of one member: what was approved (yuan, None while it is not), and the receipt where it is paid.

    `line` is what the table asks for, reduced or not, of months that are open. Where it was paid elsewhere there is no
    receipt and no amount of this branch.
    """

    state: MonthState
    amount: Decimal | None = None
    reduced: bool = False
    receipt: UUID | None = None
    receipt_label: str = ""
    elsewhere: PaidElsewhere | None = None
    line: Decimal | None = None


@dataclass(frozen=True, slots=True)
class MemberDues:
    """A member's months in one branch, by the first day of each month; months of other branches are not among them."""

    member: PartyMember
    organization: Organization
    months: Mapping[date, MonthDue]

    def one(self, month: date) -> MonthDue:
        """Return one month. Raises KeyError for a month that this branch does not collect."""
        return self.months[month]


@dataclass(frozen=True, slots=True)
class Arrears:
    """Every month that a member owes a branch up to the last full one (欠交), and what a talk about them found.

    `run` holds those in a row that end with the last full month (连续未交): of them alone the rules speak.
    """

    member: PartyMember
    organization: Organization
    months: tuple[date, ...]
    run: tuple[date, ...]
    owed: Decimal
    talk: DuesTalk | None = None

    @property
    def before(self) -> tuple[date, ...]:
        """Return the months owed from before the run."""
        return tuple(month for month in self.months if month not in self.run)

    @property
    def departed(self) -> bool:
        """Tell whether the member has another branch today; what is owed here is owed here still."""
        return self.member.organization_id != self.organization.pk

    @property
    def has_reason(self) -> bool | None:
        """Tell whether there is a good reason; None while nobody has asked."""
        return self.talk.has_reason if self.talk else None


def months_between(first: date, last: date) -> tuple[date, ...]:
    """List the first days of all months from one to another, both included."""
    found = [first.replace(day=1)]
    while (following := add_months(found[-1], 1)) <= last:
        found.append(following)
    return tuple(found)


def spans(months: Sequence[date]) -> str:
    """Write months as people do, those in a row by their first and last: 2026-03、2026-08 – 2026-10."""
    rows: list[list[date]] = []
    for month in months:
        if rows and add_months(rows[-1][-1], 1) == month:
            rows[-1].append(month)
        else:
            rows.append([month])
    return "、".join(f"{row[0]:%Y-%m}" + (f" – {row[-1]:%Y-%m}" if len(row) > 1 else "") for row in rows)


def sheet(
    *,
    organizations: Collection[Organization],
    first: date,
    last: date,
    member: PartyMember | None = None,
    amounts: bool = True,
    own: bool = False,
) -> list[MemberDues]:
    """Return the months that branches collect from their members, by name. Five queries.

    Without `amounts`, for those who are told none, what was paid is not opened. With `own` the reader is the member: the
    branches of before are told of a restricted one, too.

    A month belongs to the branch that holds the affiliation on its first day, so that a transfer's month stays with
    the old branch unless it was accepted on that very day; the month of admission to the branch that admitted. Floating
    members pay where their affiliation is; what they paid at the place of stay clears the month there, too. Who was no
    member on its first day owes nothing for a month (停止党籍、已出党), whatever is true today; what was paid for it
    stands.
    """
    places = {one.pk: one for one in organizations}
    months = months_between(first, last)
    held = _held(places, months, member, own)
    payers = {pk for pk, _place in held}
    known = _Known(
        lines=_lines(places, payers, months),
        reductions=_reductions(places, payers),
        paid=_paid(payers, months, amounts),
        history=history_of(payers),
    )
    rows = [_row(places[place], affiliations, months, known) for (_pk, place), affiliations in held.items()]
    return sorted((row for row in rows if row.months), key=lambda row: name_key(row.member.person))


@dataclass(frozen=True, slots=True)
class _Known:
    lines: Mapping[tuple[int, int, int], Sequence[DuesLine]]
    reductions: Mapping[tuple[int, int], Sequence[DuesReduction]]
    paid: Mapping[tuple[int, date], DuesMonth | None]
    history: History


def _held(
    places: Mapping[int, Organization], months: tuple[date, ...], member: PartyMember | None, own: bool
) -> dict[tuple[int, int], list[Affiliation]]:
    rows = Affiliation.objects.overlapping(months[0], add_months(months[-1], 1)).filter(organization__in=places)
    rows = rows.filter(member=member) if member else rows
    found: dict[tuple[int, int], list[Affiliation]] = {}
    for row in rows.select_related("member__person").order_by("valid_from", "pk"):
        if own or (not row.member.frozen and is_told(row.member, row.organization_id)):
            found.setdefault((row.member_id, row.organization_id), []).append(row)
    return found


def _lines(
    places: Collection[int], payers: Collection[int], months: tuple[date, ...]
) -> dict[tuple[int, int, int], list[DuesLine]]:
    rows = DuesLine.objects.filter(
        table__organization__in=places, table__approved_on__isnull=False, member__in=payers,
        table__year__gte=months[0].year, table__year__lte=months[-1].year,
    ).select_related("table").defer("basis")  # fmt: skip
    found: dict[tuple[int, int, int], list[DuesLine]] = {}
    for row in rows.order_by("starts", "table__number"):
        found.setdefault((row.member_id, row.table.organization_id, row.table.year), []).append(row)
    return found


def _reductions(places: Collection[int], payers: Collection[int]) -> dict[tuple[int, int], list[DuesReduction]]:
    found: dict[tuple[int, int], list[DuesReduction]] = {}
    rows = DuesReduction.objects.filter(organization__in=places, member__in=payers, withdrawn_on__isnull=True)
    for row in rows.order_by("approved_on", "pk"):
        found.setdefault((row.member_id, row.organization_id), []).append(row)
    return found


def _paid(payers: Collection[int], months: tuple[date, ...], amounts: bool) -> dict[tuple[int, date], DuesMonth | None]:
    """Return what was paid; without amounts, that it was."""
    rows = DuesMonth.objects.filter(member__in=payers, standing=True, month__gte=months[0], month__lte=months[-1])
    if not amounts:
        return dict.fromkeys(rows.order_by().values_list("member_id", "month"))
    return {(row.member_id, row.month): row for row in rows.select_related("receipt", "elsewhere__host")}


def _row(place: Organization, held: Sequence[Affiliation], months: tuple[date, ...], known: _Known) -> MemberDues:
    member = held[0].member
    since = pays_since(member)
    collected = (
        month
        for month in months
        if any(collects(row, month, since) for row in held)
        and ((member.pk, month) in known.paid or active_on(member, _asked_on(month, since), known.history))
    )
    return MemberDues(member, place, {month: _due(member, place, month, known) for month in collected})


def _asked_on(month: date, since: date | None) -> date:
    """Return the day of a month whose membership counts: its first, in the first month that is owed the day it begins."""
    return since if since is not None and since.replace(day=1) == month else month


def collects(affiliation: Affiliation, month: date, since: date | None) -> bool:
    """Tell whether a month (its first day) is collected where an affiliation lies, of who pays since a day."""
    last = Month.containing(month).last
    if since is not None and since > last:
        return False
    if affiliation.holds_on(month):
        return True
    return since is not None and month <= since and month < affiliation.valid_from <= last


def _due(member: PartyMember, place: Organization, month: date, known: _Known) -> MonthDue:
    paid = known.paid.get((member.pk, month))
    if paid is None and (member.pk, month) in known.paid:
        return MonthDue(MonthState.PAID)
    if paid is not None and paid.receipt is None:
        return MonthDue(MonthState.ELSEWHERE, elsewhere=paid.elsewhere)
    amount, reduced = _approved(member, place, month, known)
    if paid is not None and paid.receipt is not None:
        told = Decimal(paid.amount)
        return MonthDue(MonthState.PAID, told, reduced, paid.receipt.public_id, paid.receipt.label)
    if amount is None:
        return MonthDue(MonthState.NOT_SET)
    state = MonthState.UNPAID if amount else MonthState.EXEMPT
    return MonthDue(state, amount, reduced, line=_line(member, place, month, known))


def _approved(member: PartyMember, place: Organization, month: date, known: _Known) -> tuple[Decimal | None, bool]:
    """Return the approved amount of a month, and whether it is a reduced one; the latest approval wins."""
    less = [one for one in known.reductions.get((member.pk, place.pk), ()) if one.covers(month)]
    if less:
        return Decimal(less[-1].amount), True
    return _line(member, place, month, known), False


def _line(member: PartyMember, place: Organization, month: date, known: _Known) -> Decimal | None:
    """Return what the tables of the year ask for in a month."""
    lines = [one for one in known.lines.get((member.pk, place.pk, month.year), ()) if one.starts <= month]
    return Decimal(lines[-1].amount) if lines else None


def arrears(
    *, organizations: Collection[Organization], on: date, months: int, member: PartyMember | None = None
) -> list[Arrears]:
    """Return who owes months up to the last full one, looking some months back; also who has left the branch meanwhile.

    Months without an approved amount are nobody's arrears, nor what is owed by who is a member no more. Six queries.
    """
    last = Month.containing(on).previous().first
    rows = sheet(organizations=organizations, first=add_months(last, 1 - months), last=last, member=member)
    return arrears_among(rows, on=on)


def arrears_among(rows: Iterable[MemberDues], *, on: date) -> list[Arrears]:
    """Return who of a sheet owes months up to the last full one before a day. One query."""
    last = Month.containing(on).previous().first
    return list(_with_talks([(row, found) for row in rows if _may_owe(row) and (found := _owed(row, last))], last))


def _may_owe(row: MemberDues) -> bool:
    return row.member.membership == Membership.ACTIVE


def _owed(row: MemberDues, last: date) -> tuple[date, ...]:
    return tuple(month for month, due in row.months.items() if month <= last and due.state == MonthState.UNPAID)


def _run(row: MemberDues, last: date) -> tuple[date, ...]:
    run: list[date] = []
    month = last
    while (due := row.months.get(month)) is not None and due.state == MonthState.UNPAID:
        run.insert(0, month)
        month = add_months(month, -1)
    return tuple(run)


def _with_talks(found: Sequence[tuple[MemberDues, tuple[date, ...]]], last: date) -> Iterator[Arrears]:
    members = [row.member.pk for row, _months in found]
    talks: dict[tuple[int, int], DuesTalk] = {}
    for talk in DuesTalk.objects.filter(member__in=members).order_by("talked_on", "pk"):
        talks[talk.member_id, talk.organization_id] = talk
    for row, months in found:
        run = _run(row, last)
        asked = talks.get((row.member.pk, row.organization.pk))
        current = asked if asked is not None and asked.talked_on > (run or months)[0] else None
        owed = sum((row.one(month).amount or Decimal(0) for month in months), Decimal(0))
        yield Arrears(row.member, row.organization, months, run, owed, current)
