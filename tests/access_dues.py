"""Dues that addresses of the access table name; each is made when a test asks for it."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from runwu.core.rulebooks import rulebook
from runwu.dues.choices import Direction, Proof, ReceiptKind
from runwu.dues.models import DuesMonth, DuesReceipt, DuesReduction, DuesRemittance, DuesTable, PaidElsewhere
from runwu.dues.services import ReceiptOrder, approve_table, hand_up, open_table, receive, receive_extra, set_line
from runwu.members.models import PartyMember
from runwu.organizations.models import Organization
from runwu.rules.dues import DuesFacts
from tests.access_objects import Arguments
from tests.world import World

LARGE = Decimal(5000)


def _stage(world: World, place: str) -> tuple[Organization, PartyMember, Any]:
    member = world.members.second if place == "near" else world.members.far
    who = world.cast.dues_officer if place == "near" else world.cast.far_dues_officer
    return getattr(world, place).branch, member, who


def table_in(place: str, *, approved: bool = False, **names: str) -> Arguments:
    """Return the id of a table of the branch with one line: next year's draft, or this year's that is approved."""

    def arguments(world: World) -> Mapping[str, Any]:
        member = _stage(world, place)[1]
        made = approved_table(world, place) if approved else _draft(world, place)
        return {"public_id": made.public_id, **({"member": member.public_id} if names else {})}

    return arguments


def _draft(world: World, place: str) -> DuesTable:
    branch, member, by = _stage(world, place)
    book, year = rulebook(on=world.day), world.day.year + 1
    known = DuesTable.objects.filter(organization=branch, year=year).first()
    if known is None:
        known = open_table(organization=branch, year=year, by=by, book=book)
        _line(known, member, date(year, 1, 1), by, book)
    return known


def approved_table(world: World, place: str = "near") -> DuesTable:
    """Return this year's approved table of a branch."""
    branch, member, by = _stage(world, place)
    book, year = rulebook(on=world.day), world.day.year
    known = DuesTable.objects.filter(organization=branch, year=year, approved_on__isnull=False).first()
    if known is not None:
        return known
    made = open_table(organization=branch, year=year, by=by, book=book)
    _line(made, member, date(year, 1, 1), by, book)
    return approve_table(
        table=made, approved_on=world.day, approver="示例批准人", document="示例记录", by=by, on=world.day
    )


def _line(table: DuesTable, member: PartyMember, starts: date, by: Any, book: Any) -> None:
    facts = DuesFacts(payer="monthly_wage", base=Decimal(4000))  # type: ignore[arg-type]
    set_line(table=table, member=member, starts=starts, facts=facts, by=by, book=book)


def receipt_in(place: str, kind: ReceiptKind = ReceiptKind.REGULAR) -> Arguments:
    """Return the id of a receipt of the branch that stands."""

    def arguments(world: World) -> Mapping[str, Any]:
        branch, member, by = _stage(world, place)
        book, order = rulebook(on=world.day), ReceiptOrder(received_on=world.day)
        known = DuesReceipt.objects.filter(
            organization=branch, member=member, kind=kind, reversal__isnull=True, remittances__isnull=True
        ).first()
        if known is None and kind == ReceiptKind.EXTRA:
            known = receive_extra(organization=branch, member=member, amount=LARGE, order=order, by=by, book=book)
        elif known is None:
            approved_table(world, place)
            months = [world.day.replace(day=1)]
            known = receive(organization=branch, member=member, months=months, order=order, by=by, book=book)
        return {"public_id": known.public_id}

    return arguments


def own_receipt_of(who: str) -> Arguments:
    """Return the id of a member's own extra receipt."""

    def arguments(world: World) -> Mapping[str, Any]:
        member = getattr(world.members, who)
        known = member.dues_receipts.first() or receive_extra(
            organization=member.organization, member=member, amount=Decimal(10),
            order=ReceiptOrder(received_on=world.day), by=world.cast.dues_officer, book=rulebook(on=world.day),
        )  # fmt: skip
        return {"public_id": known.public_id}

    return arguments


def remittance_in(place: str) -> Arguments:
    """Return the id of what the branch handed up."""

    def arguments(world: World) -> Mapping[str, Any]:
        branch, _member, by = _stage(world, place)
        receipt_in(place)(world)
        known = DuesRemittance.objects.filter(
            organization=branch, direction=Direction.UP, reverses__isnull=True, reversal__isnull=True
        ).first()
        made = known or hand_up(
            organization=branch, year=world.day.year, amount=Decimal("1.00"), made_on=world.day, document="示例 1",
            by=by, book=rulebook(on=world.day),
        )  # fmt: skip
        return {"public_id": made.public_id}

    return arguments


def reduction_in(place: str) -> Arguments:
    """Return the id of a reduction in the branch that stands."""

    def arguments(world: World) -> Mapping[str, Any]:
        branch, member, by = _stage(world, place)
        known = DuesReduction.objects.filter(organization=branch, withdrawn_on__isnull=True).first()
        made = known or DuesReduction.objects.create(
            organization=branch, member=member, starts=date(world.day.year, 3, 1), ends=date(world.day.year, 3, 1),
            amount="0", applied_on=world.day, studied_on=world.day, approved_on=world.day, document="示例批复",
            recorded_by=by.public_id,
        )  # fmt: skip
        return {"public_id": made.public_id}

    return arguments


def elsewhere_in(place: str) -> Arguments:
    """Return the id of a month that a member of the branch paid elsewhere, recorded today."""

    def arguments(world: World) -> Mapping[str, Any]:
        branch, member, by = _stage(world, place)
        known = PaidElsewhere.objects.filter(organization=branch, withdrawn_on__isnull=True).first()
        if known is None:
            known = PaidElsewhere.objects.create(
                organization=branch, member=member, place="示例外地支部", proof=Proof.CARD, document="示例收据 1 号",
                paper_on=world.day, recorded_on=world.day, recorded_by=by.public_id,
            )  # fmt: skip
            DuesMonth.objects.create(elsewhere=known, member=member, month=date(world.day.year, 2, 1))
        return {"public_id": known.public_id}

    return arguments
