"""Objects that the access table needs and the world does not have; each is made when a test asks for it."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from runwu.core import attachments
from runwu.core.documents.paper import OfficialPaper, Paragraph, text
from runwu.core.models import Feedback, ImportBatch, Job, ListExport, RulebookOverride
from runwu.coverage.models import Adoption, FormationPair, FormationPlan
from runwu.members.models import CorrectionRequest, RestrictionWish
from tests.world import SINCE, ParkWorld, World

PAPER = OfficialPaper(
    origin="示例草稿",
    number="",
    signer="",
    title=("关于成立示例支部的请示",),
    addressee=text("示例市委："),
    blocks=(Paragraph((text("示例正文。"),)),),
    annexes=(),
    signature="示例党委",
    dated=text("2026年11月20日"),
    remark=(),
)
Arguments = Callable[[World], Mapping[str, Any]]


def job_of(who: str) -> Arguments:
    """Return the public id of a new job of somebody."""
    return lambda world: {"public_id": Job.objects.create(owner=getattr(world.cast, who).public_id).public_id}


def export_of(who: str) -> Arguments:
    """Return the public id of a new export of somebody that waits to be written."""

    def arguments(world: World) -> Mapping[str, Any]:
        owner = getattr(world.cast, who).public_id
        job = Job.objects.create(owner=owner)
        due = timezone.now() + timedelta(hours=1)
        export = ListExport.objects.create(
            owner=owner, name="enterprises", title="企业", job=job.public_id, expires_at=due
        )
        return {"public_id": export.public_id}

    return arguments


def a_suggestion(_world: World) -> Mapping[str, Any]:
    """Return the public id of a new suggestion."""
    return {"public_id": Feedback.objects.create(text="示例建议").public_id}


def plan_in(place: str, **more: Any) -> Arguments:
    """Return the public id of a plan of a park that waits to be computed."""
    return lambda world: {"public_id": _plan(world, getattr(world, place)).public_id, **more}


def adoption_in(place: str) -> Arguments:
    """Return the public id of an adoption of a park that waits for its approval."""

    def arguments(world: World) -> Mapping[str, Any]:
        park: ParkWorld = getattr(world, place)
        adoption = Adoption.objects.create(
            plan=_plan(world, park),
            profile="near",
            committee=park.committee,
            adopted_on=world.day,
            adopted_by=world.cast.staff.public_id,
            paper=PAPER.document(),
        )
        return {"public_id": adoption.public_id}

    return arguments


def pair_in(place: str) -> Arguments:
    """Return the public id of a requirement about two firms of a park."""

    def arguments(world: World) -> Mapping[str, Any]:
        park: ParkWorld = getattr(world, place)
        pair = FormationPair.objects.create(
            first=park.covered,
            second=park.next_covered,
            kind="together",
            valid_from=SINCE,
            recorded_by=world.cast.staff.public_id,
        )
        return {"public_id": pair.public_id}

    return arguments


def override_in(place: str, *, paper: bool = False) -> Arguments:
    """Return the public id of a park's own value of a rule, with the document where asked for."""

    def arguments(world: World) -> Mapping[str, Any]:
        park: ParkWorld = getattr(world, place)
        fields = {"place": park.park.public_id, "key": "formation.joint_max_units", "value": 6, "valid_from": SINCE}
        old = RulebookOverride.objects.standing().filter(place=fields["place"], key=fields["key"]).first()
        row = old or RulebookOverride.objects.create(
            **fields, place_label=park.park.name, document="《示例园区办法》", set_by=world.cast.staff.public_id
        )
        if paper:
            attachments.store(b"%PDF-1.4", owner=row, name="示例.pdf", kind="rules.override")
        return {"public_id": row.public_id}

    return arguments


def correction_of(who: str) -> Arguments:
    """Return the public id of a request for correction of a member that waits for its answer."""

    def arguments(world: World) -> Mapping[str, Any]:
        asked, _new = CorrectionRequest.objects.get_or_create(
            member=getattr(world.members, who), field="other", state="asked", defaults={"wanted": "示例内容"}
        )
        return {"public_id": asked.public_id}

    return arguments


def wish_of(who: str) -> Arguments:
    """Return the public id of a wish of a member that waits for the branch."""

    def arguments(world: World) -> Mapping[str, Any]:
        defaults = {"kind": "apart", "wished_on": world.day, "recorded_by": world.cast.member.public_id}
        wish, _new = RestrictionWish.objects.get_or_create(
            member=getattr(world.members, who), state="asked", defaults=defaults
        )
        return {"public_id": wish.public_id}

    return arguments


def wish_paper_of(who: str) -> Arguments:
    """Return the public id of such a wish with its signed paper."""

    def arguments(world: World) -> Mapping[str, Any]:
        found = wish_of(who)(world)
        wish = RestrictionWish.objects.get(**found)
        if not wish.attachment:
            wish.attachment = attachments.store(
                b"%PDF-1.4", owner=wish, name="示例.pdf", kind="members.wish", restricted=True
            ).public_id
            wish.save()
        return found

    return arguments


def batch_of(who: str, **more: Any) -> Arguments:
    """Return the public id of a new import of somebody."""

    def arguments(world: World) -> Mapping[str, Any]:
        batch = ImportBatch.objects.create(
            kind="enterprises",
            uploader=getattr(world.cast, who).public_id,
            place=world.near.park.public_id,
            file_name="示例.xlsx",
            as_of=world.day,
            purge_after=timezone.now() + timedelta(days=7),
        )
        return {"public_id": batch.public_id, **more}

    return arguments


def _plan(world: World, park: ParkWorld) -> FormationPlan:
    return FormationPlan.objects.create(park=park.park, as_of=world.day, created_by=world.cast.staff.public_id)
