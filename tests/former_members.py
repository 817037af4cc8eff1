"""Somebody who was a member and is no more, with a row of every kind that pages show; frozen where a test asks for it."""

from datetime import date
from typing import Any
from uuid import uuid4

from runwu.core.crypto import blind_index
from runwu.enterprises.models import Workplace
from runwu.members.choices import (
    DeletionPiece,
    Gap,
    Ledger,
    Membership,
    Route,
    Standing,
    StandingAct,
    TransferState,
)
from runwu.members.models import (
    DeletionRequest,
    Discrepancy,
    DualCheckIn,
    FloatingStay,
    PartyMember,
    Reconciliation,
    Seedling,
    StandingDecision,
    Transfer,
    TransferLetter,
)
from runwu.members.services import AffiliationInput, affiliate
from runwu.members.services.deletions import ask_deletion, freeze_piece
from runwu.organizations.choices import PostKind
from runwu.organizations.models import Post
from runwu.people.models import Person, Skill
from tests.world import SINCE, ParkWorld, World

FORMER_NAME = "示例旧人庚"
FORMER_PHONE = "13800000000"
LEFT = date(2026, 5, 1)
GROUND = "《示例规定》第三条"


def former_in(world: World, park: ParkWorld | None = None, *, restricted: bool = False) -> PartyMember:
    """Make a member of a first branch who was removed, and has left rows of many kinds."""
    place = park or world.near
    named = {"sealed": True, "sealed_name": FORMER_NAME} if restricted else {"name": FORMER_NAME, "initials": "sljrg"}
    person = Person.objects.create(
        **named, gender="male", birth_date="1990-03-31", phone=FORMER_PHONE,
        phone_index=blind_index(FORMER_PHONE, "phone"), identity_index=f"former-{place.park.pk}", education="bachelor",
    )  # fmt: skip
    member = PartyMember.objects.create(person=person, standing=Standing.FULL, admitted_on=SINCE, restricted=restricted)
    affiliate([AffiliationInput(member=member, organization=place.branch, since=SINCE)])
    member.refresh_from_db()
    _rows(world, place, member)
    StandingDecision.objects.create(
        member=member, act=StandingAct.REMOVED, on=LEFT, document="示例委 9 号", decided_by_label="示例党委",
        standing_before=Standing.FULL, standing_after=Standing.FULL, membership_before=Membership.ACTIVE,
        membership_after=Membership.ENDED, recorded_by=world.cast.staff.public_id, recorded_on=LEFT,
    )  # fmt: skip
    member.membership = Membership.ENDED
    member.save()
    return member


def _rows(world: World, place: ParkWorld, member: PartyMember) -> None:
    period: dict[str, Any] = {"valid_from": SINCE, "valid_to": LEFT}
    Workplace.objects.create(person=member.person, enterprise=place.covered, **period)
    Post.objects.create(organization=place.branch, person=member.person, kind=PostKind.DEPUTY, **period)
    FloatingStay.objects.create(member=member, home=place.branch, host=place.next_branch, **period)
    DualCheckIn.objects.create(member=member, organization=place.branch, community=place.next_branch, **period)
    Seedling.objects.create(
        organization=place.branch, member=member, name=FORMER_NAME, reason="示例", told_on=SINCE, proposed_on=SINCE,
        proposed_by=world.cast.member.public_id, state="accepted", decided_on=SINCE, document="示例会议",
    )  # fmt: skip
    Skill.objects.create(
        person=member.person, kind="language", name="示例古语", level="basic", source="示例", own=True,
        recorded_on=LEFT, recorded_by=world.cast.staff.public_id,
    )  # fmt: skip
    transfer = Transfer.objects.create(
        member=member, source=place.next_branch, target=place.branch, route=Route.LETTER, state=TransferState.DONE,
        reason="示例", opened_on=SINCE, remind_on=SINCE, due_on=SINCE, accepted_on=SINCE,
    )  # fmt: skip
    TransferLetter.objects.create(transfer=transfer, number="示例旧 9", issued_on=SINCE, valid_until=SINCE)
    made = Reconciliation.objects.create(
        park=place.park, ledger=Ledger.PROVINCE, as_of=LEFT, batch=uuid4(), made_by=world.cast.clerk.public_id,
        made_on=LEFT, rows=1,
    )  # fmt: skip
    Discrepancy.objects.create(
        reconciliation=made, member=member, organization=member.organization, name=FORMER_NAME, kind=Gap.ADMITTED,
        ours="2024-03-01", theirs="2023-03-01",
    )  # fmt: skip


def asked(world: World, member: PartyMember) -> DeletionRequest:
    """Ask for the deletion of a former member's whole record."""
    return ask_deletion(member=member, piece=DeletionPiece.RECORD, reason="", by=world.cast.member)


def frozen(world: World, member: PartyMember, until: date | None = None) -> DeletionRequest:
    """Freeze a former member's whole record."""
    row = asked(world, member)
    freeze_piece(request=row, answer="有规定要求保存", ground=GROUND, until=until, by=world.cast.secretary)
    return DeletionRequest.objects.select_related("member__person").get(pk=row.pk)
