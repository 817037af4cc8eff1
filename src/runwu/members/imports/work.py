"""Workplaces and posts of rows (写入工作单位和党内职务)."""

from collections.abc import Sequence

from runwu.core.dialect import blank, insert_rows, update_columns
from runwu.core.imports import ImportContext
from runwu.enterprises.models import Workplace
from runwu.members.imports import differences as diff
from runwu.members.imports.differences import Subject
from runwu.members.imports.known import KnownPeople
from runwu.members.imports.offices import post_begins
from runwu.members.imports.world import MemberWorld
from runwu.organizations.choices import PostKind
from runwu.organizations.models import Post


def write_workplaces(context: ImportContext, subjects: Sequence[Subject], known: KnownPeople) -> None:
    """Link persons to the enterprises that rows name; a former one ends on the sheet's day. Four statements.

    Who asked to be placed without employer gets no link, and loses the one there was.
    """
    created, changed, ended = list[Workplace](), list[Workplace](), list[Workplace]()
    for one in subjects:
        places = known.workplaces.get(one.person.pk, []) if one.person else []
        if one.member is not None and one.member.without_employer:
            ended += places
        elif diff.links_employer(one):
            held = diff.held_place(one, known)
            ended += [place for place in places if place is not held]
            (changed if held else created).append(_filled(held or _opened(one, context), one))
    _end(ended, context)
    told = ("id", "position", "level")
    update_columns(Workplace, {name: [getattr(place, name) for place in changed] for name in told})
    insert_rows(created)


def _opened(subject: Subject, context: ImportContext) -> Workplace:
    since = min(subject.wish.since, context.as_of)
    return blank(Workplace, {"valid_from": since}, {"person": subject.person, "enterprise": subject.firm})


def _filled(place: Workplace, subject: Subject) -> Workplace:
    place.position = subject.wish.work.get("position", place.position)
    place.level = subject.wish.work.get("level", place.level)
    return place


def _end(places: Sequence[Workplace], context: ImportContext) -> None:
    """End workplaces on the sheet's day; one that began on it or later never was."""
    past = [place for place in places if place.valid_from < context.as_of]
    for place in past:
        place.valid_to = context.as_of
    Workplace.objects.bulk_update(past, ["valid_to"], batch_size=500)
    Workplace.objects.filter(pk__in=[place.pk for place in places if place not in past]).delete()


def write_posts(context: ImportContext, subjects: Sequence[Subject], known: KnownPeople, world: MemberWorld) -> None:
    """Give posts that persons do not hold yet; never a second secretary beside one the uploader need not know."""
    created = []
    for one in subjects:
        for kind in diff.new_posts(one, known):
            assert one.branch is not None  # noqa: S101 -- set up before
            if kind != PostKind.SECRETARY or one.branch.pk not in world.secretaries:
                since = post_begins(one, one.branch, kind, world.terms.get(one.branch.pk, []), context)
                created.append(Post(organization=one.branch, person=one.person, kind=kind, valid_from=since))
    insert_rows(created)
