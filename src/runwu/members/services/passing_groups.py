"""Who leaves a branch leaves its Party groups (党小组编组的终止); groups of a branch that ends go along with it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from runwu.members.models import GroupMembership
from runwu.members.services.passing import members_to_pass
from runwu.organizations.handover import Follower, Handover, Kept, followers
from runwu.organizations.models import OrganizationEdge


def end_groups(left: Mapping[int, tuple[date, int | None]]) -> None:
    """End the memberships in groups of who is now in another branch: {member id: (from which day, the new branch)}.

    A group that hangs below the new branch stays; what would begin on that day or later never was. One query, and one
    per member who was in a group, at most two.
    """
    rows = GroupMembership.objects.select_for_update(of=("self",)).open().filter(member__in=left)
    above = OrganizationEdge.objects.open().filter(child=OuterRef("group")).values("parent_id")[:1]
    for row in rows.annotate(branch_id=above).order_by("pk"):
        since, branch = left[row.member_id]
        if row.branch_id != branch:
            _end(row, since)


def _end(row: GroupMembership, on: date) -> None:
    if row.valid_from >= on:
        row.delete()
        return
    row.valid_to = on
    row.save(update_fields=["valid_to"])


def _memberships(handover: Handover) -> QuerySet[GroupMembership]:
    """List the open memberships in groups of the source of who passes on without its groups."""
    rows = GroupMembership.objects.open().filter(
        group__parent_edges__parent=handover.source, group__parent_edges__valid_to__isnull=True
    )
    passing = members_to_pass(handover).values("pk")
    return rows.none() if handover.ends else rows.filter(member__in=passing)


def _move(handover: Handover) -> Kept:
    kept = []
    for row in _memberships(handover).order_by("pk"):
        ended = row.valid_from < handover.on
        kept.append({"ended": row.pk} if ended else {"gone": _as_it_was(row)})
        _end(row, handover.on)
    return kept


def _as_it_was(row: GroupMembership) -> dict[str, Any]:
    return {
        "public_id": str(row.public_id),
        "member_id": row.member_id,
        "group_id": row.group_id,
        "valid_from": row.valid_from.isoformat(),
        "document": row.document,
        "recorded_on": row.recorded_on.isoformat(),
        "recorded_by": str(row.recorded_by),
    }


def _take_back(_handover: Handover, kept: Kept) -> None:
    """Bring memberships back, of who has not been put into a group since."""
    others = GroupMembership.objects.open()
    for one in kept:
        if "ended" in one:
            rows = GroupMembership.objects.filter(pk=one["ended"])
            rows.exclude(Exists(others.filter(member=OuterRef("member")))).update(valid_to=None)
        elif not others.filter(member=one["gone"]["member_id"]).exists():
            GroupMembership.objects.create(**one["gone"])


followers.register(Follower(key="groups", move=_move, take_back=_take_back))
