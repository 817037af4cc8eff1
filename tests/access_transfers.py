"""Transfers that addresses of the access table name; each is made when a test asks for it."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import uuid4

from runwu.core import attachments
from runwu.members.choices import Gap, Ledger, Membership, Route, StandingAct, TransferState
from runwu.members.models import (
    Discrepancy,
    PartyMember,
    Reconciliation,
    StandingDecision,
    Transfer,
    TransferLetter,
)
from runwu.organizations.models import Organization
from tests.access_objects import Arguments
from tests.world import World


def transfer_in(place: str, state: TransferState = TransferState.SENT, **more: Any) -> Arguments:
    """Return the id of a transfer by letter from a branch to the one next door."""

    def arguments(world: World) -> Mapping[str, Any]:
        park = getattr(world, place)
        member = world.members.second if place == "near" else world.members.far
        return {"public_id": _transfer(member, park.branch, park.next_branch, state, world).public_id, **more}

    return arguments


def _transfer(
    member: PartyMember, source: Organization, target: Organization, state: TransferState, world: World
) -> Transfer:
    known = Transfer.objects.filter(member=member, state=state).first()
    if known is not None:
        return known
    limits = {"opened_on": world.day, "remind_on": world.day, "due_on": world.day + timedelta(days=90)}
    accepted = {"accepted_on": world.day} if state == TransferState.DONE else {}
    transfer = Transfer.objects.create(
        member=member, source=source, target=target, route=Route.LETTER, state=state, reason="工作单位变动",
        **limits, **accepted,
    )  # fmt: skip
    TransferLetter.objects.create(transfer=transfer, number="示例 1", issued_on=world.day, valid_until=limits["due_on"])
    return transfer


def decision_about(place: str) -> Arguments:
    """Return the id of a decision about an open member of the park, recorded today."""

    def arguments(world: World) -> Mapping[str, Any]:
        member = world.members.third if place == "near" else world.members.far
        made = member.standing_decisions.first() or StandingDecision.objects.create(
            member=member, act=StandingAct.SUSPENDED, on=world.day, document="示例委 1 号", decided_by_label="示例党委",
            standing_before=member.standing, standing_after=member.standing, membership_before=Membership.ACTIVE,
            membership_after=Membership.ACTIVE, recorded_by=world.cast.staff.public_id, recorded_on=world.day,
        )  # fmt: skip
        if not made.attachment:
            made.attachment = attachments.store(
                b"%PDF-1.4", owner=made, name="示例.pdf", kind="members.standing"
            ).public_id
            made.save()
        return {"public_id": made.public_id}

    return arguments


def reconciliation_of(who: str, place: str) -> Arguments:
    """Return the id of a reconciliation that somebody made for a park."""
    return lambda world: {"public_id": _made(world, who, place).public_id}


def discrepancy_of(who: str, place: str) -> Arguments:
    """Return the id of a difference about an open member of the park."""

    def arguments(world: World) -> Mapping[str, Any]:
        made = _made(world, who, place)
        member = world.members.second if place == "near" else world.members.far
        known = made.discrepancies.filter(kind=Gap.ADMITTED, ruling="").first()
        row = known or Discrepancy.objects.create(
            reconciliation=made, member=member, organization=member.organization, name=member.person.name,
            kind=Gap.ADMITTED, ours="2024-03-01", theirs="2023-03-01",
        )  # fmt: skip
        return {"public_id": row.public_id}

    return arguments


def _made(world: World, who: str, place: str) -> Reconciliation:
    maker, park = getattr(world.cast, who).public_id, getattr(world, place).park
    known = Reconciliation.objects.filter(made_by=maker, park=park).first()
    return known or Reconciliation.objects.create(
        park=park, ledger=Ledger.PROVINCE, as_of=world.day, batch=uuid4(), made_by=maker, made_on=world.day, rows=3
    )
