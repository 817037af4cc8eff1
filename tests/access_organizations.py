"""Objects that the addresses of posts and terms name."""

from collections.abc import Mapping
from typing import Any

from django.core.files.base import ContentFile

from runwu.organizations.choices import NoteKind, PostKind, Readiness, RelationKind, RelationLine
from runwu.organizations.models import (
    Approval,
    CardNote,
    Organization,
    OrganizationRelation,
    Post,
    Promise,
    Reserve,
    Term,
    Vacancy,
)
from runwu.organizations.services.papers import attach_paper
from runwu.people.models import Skill, SkillKind, SkillLevel
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


def relation_in(place: str) -> Arguments:
    """Return the public id of an alliance of the two branches of a park."""

    def arguments(world: World) -> Mapping[str, Any]:
        return {"public_id": _relation(getattr(world, place)).public_id}

    return arguments


def _relation(park: ParkWorld) -> OrganizationRelation:
    relation, _new = OrganizationRelation.objects.get_or_create(
        source=park.branch, target=park.next_branch, kind=RelationKind.ALLIED, line=RelationLine.NONE,
        defaults={"valid_from": SINCE, "document": "示例〔2024〕2号", "recorded_on": SINCE},
    )  # fmt: skip
    return relation


def promise_in(place: str) -> Arguments:
    """Return the public id of a promise that the first branch of a park made to the second."""

    def arguments(world: World) -> Mapping[str, Any]:
        park: ParkWorld = getattr(world, place)
        promise, _new = Promise.objects.get_or_create(
            relation=_relation(park), promised_by=park.branch, words="示例：每季度联合开展一次活动",
            defaults={"due_on": SINCE, "recorded_on": SINCE},
        )  # fmt: skip
        return {"public_id": promise.public_id}

    return arguments


def note_in(place: str) -> Arguments:
    """Return the public id of a training on a card of the branch of a park."""

    def arguments(world: World) -> Mapping[str, Any]:
        park: ParkWorld = getattr(world, place)
        person = (world.members.second if place == "near" else world.members.far).person
        note, _new = CardNote.objects.get_or_create(
            organization=park.branch, person=person, kind=NoteKind.TRAINING, on=SINCE,
            defaults={"words": "示例培训班", "recorded_on": SINCE, "recorded_by": world.cast.staff.public_id},
        )  # fmt: skip
        return {"public_id": note.public_id}

    return arguments


def skill_of(who: str, *, own: bool = False) -> Arguments:
    """Return the public id of a skill of a member."""

    def arguments(world: World) -> Mapping[str, Any]:
        skill, _new = Skill.objects.get_or_create(
            person=getattr(world.members, who).person, kind=SkillKind.LANGUAGE, name="示例语" if own else "英语",
            defaults={
                "level": SkillLevel.SKILLED, "source": "示例证书", "own": own, "told_on": None if own else SINCE,
                "recorded_on": SINCE, "recorded_by": world.cast.staff.public_id,
            },
        )  # fmt: skip
        return {"public_id": skill.public_id}

    return arguments


def vacancy_in(place: str) -> Arguments:
    """Return the public id of a vacant post of the branch of a park."""

    def arguments(world: World) -> Mapping[str, Any]:
        park: ParkWorld = getattr(world, place)
        vacancy, _new = Vacancy.objects.get_or_create(
            organization=park.branch, kind=PostKind.LIAISON, language="英语",
            defaults={"opened_on": SINCE, "recorded_by": world.cast.staff.public_id},
        )  # fmt: skip
        return {"public_id": vacancy.public_id}

    return arguments


def reserve_of(who: str) -> Arguments:
    """Return the public id of the entry of a member in the reserve of a park's committee."""

    def arguments(world: World) -> Mapping[str, Any]:
        reserve, _new = Reserve.objects.get_or_create(
            organization=(world.far if who == "far" else world.near).committee,
            person=getattr(world.members, who).person,
            defaults={
                "kind": PostKind.SECRETARY, "readiness": Readiness.PREPARING, "gap": "示例差距", "told_on": SINCE,
                "told_by": "示例告知人", "recorded_on": SINCE, "recorded_by": world.cast.officer.public_id,
            },
        )  # fmt: skip
        return {"public_id": reserve.public_id}

    return arguments
