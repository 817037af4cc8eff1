"""Objects that the addresses of posts and terms name."""

from collections.abc import Mapping
from typing import Any

from django.core.files.base import ContentFile

from runwu.organizations.choices import PostKind
from runwu.organizations.models import Approval, Organization, Post, Term
from runwu.organizations.services.papers import attach_paper
from tests.access_objects import Arguments
from tests.world import SINCE, ParkWorld, World


def post_in(place: str) -> Arguments:
    """Return the public id of an instructor's post in a park."""

    def arguments(world: World) -> Mapping[str, Any]:
        park: ParkWorld = getattr(world, place)
        person = (world.members.second if place == "near" else world.members.far).person
        post, _new = Post.objects.get_or_create(
            organization=park.branch, person=person, kind=PostKind.LIAISON, defaults={"valid_from": SINCE}
        )
        return {"public_id": post.public_id}

    return arguments


def term_in(place: str) -> Arguments:
    """Return the public id of the term of a branch of a park."""

    def arguments(world: World) -> Mapping[str, Any]:
        park: ParkWorld = getattr(world, place)
        term, _new = Term.objects.get_or_create(
            organization=park.branch,
            elected_on=SINCE,
            defaults={
                "authority": "示例党委",
                "document": "示例〔2024〕1号",
                "recorded_on": SINCE,
                "recorded_by": world.cast.staff.public_id,
            },
        )
        return {"public_id": term.public_id}

    return arguments


def approval_in(place: str) -> Arguments:
    """Return the public id of the approval of a branch of a park, with its file."""

    def arguments(world: World) -> Mapping[str, Any]:
        park: ParkWorld = getattr(world, place)
        number = f"{park.branch.name}批复"
        approval = Approval.objects.filter(number=number).first()
        if approval is None:
            staff = world.cast.staff
            approval = Approval.objects.create(
                number=number, issued_on=SINCE, authority="示例市委", recorded_by=staff.public_id
            )
            Organization.objects.filter(pk=park.branch.pk).update(approval=approval)
            file = ContentFile(b"%PDF-1.7", name="示例批复.pdf")
            attach_paper(approval=approval, organization=park.branch, file=file, by=staff)
        return {"public_id": approval.public_id}

    return arguments
