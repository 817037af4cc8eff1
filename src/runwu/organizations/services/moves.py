"""Moves in the tree (调整隶属): an organisation with all below it, under another parent, from a day on."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.errors import UserError
from runwu.core.models import Attachment
from runwu.organizations import paths
from runwu.organizations.choices import OrganizationState
from runwu.organizations.models import Organization, OrganizationEdge, OrganizationPath
from runwu.organizations.paths import in_subtree, moved_path
from runwu.organizations.services.tree import park_id
from runwu.organizations.signals import subtree_moved

_BATCH = 1000


@transaction.atomic
def move(
    *, organization: Organization, parent: Organization, on: date, by: User | None, document: str = ""
) -> Organization:
    """Move an organisation with everything below it under another parent from a day on (调整隶属).

    `document` names the paper that says so. Raises UserError when the new parent is the organisation itself or
    lies below it, or when the day lies in the future or before the present line began.
    """
    organization = Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
    parent = Organization.objects.select_for_update(no_key=True).get(pk=parent.pk)
    refuse_ended(organization)
    edge = OrganizationEdge.objects.select_for_update().open().get(child=organization)
    if edge.parent_id == parent.pk:
        return organization
    check_move(organization=organization, parent=parent, on=on)
    replace_edge(edge, parent, on, document)
    rewrite_paths(organization, paths.below(parent.path, organization.pk), on)
    organization.refresh_from_db()
    audit.log(by, "organizations.organization.moved", organization, place=park_id(organization), path=organization.path)
    return organization


def check_move(*, organization: Organization, parent: Organization, on: date) -> None:
    """Raise the UserError that a move would, without moving anything (for its preview)."""
    refuse_ended(organization)
    refuse_cycle(organization, parent)
    _refuse_day(OrganizationEdge.objects.open().get(child=organization), on, timezone.localdate())


def refuse_ended(organization: Organization) -> None:
    """Refuse what only an organisation that stands may do."""
    if organization.state not in (OrganizationState.ACTIVE, OrganizationState.PENDING):
        raise UserError(
            _("“%(name)s”%(state)s，不能再调整。")
            % {"name": organization.label, "state": OrganizationState(organization.state).label},
            rule=_("只有已成立或待批复的组织可以调整。"),
            now=_("请回到组织页查看它的沿革和承接组织。"),
        )


def refuse_cycle(organization: Organization, parent: Organization) -> None:
    if parent.path.startswith(organization.path):
        raise UserError(
            _("“%(parent)s”在“%(child)s”之下，不能反过来做它的上级。")
            % {"parent": parent.label, "child": organization.label},
            rule=_("隶属关系是一棵树，不能成环。"),
            now=_("请另选一个不在它下面的上级组织。"),
        )


def _refuse_day(edge: OrganizationEdge, on: date, today: date) -> None:
    if on > today:
        raise UserError(
            _("调整隶属的日期不能晚于今天。"),
            rule=_("隶属关系按实际生效的日期记录。"),
            now=_("请在生效当天办理，或填写今天及以前的日期。"),
        )
    if on < edge.valid_from:
        raise UserError(
            _("%(day)s 早于现在的隶属关系开始的日期 %(start)s。") % {"day": on, "start": edge.valid_from},
            rule=_("一个组织同一时间只有一个上级，已经记录的历史不改写。"),
            now=_("请填写 %s 或以后的日期。") % edge.valid_from,
        )


def replace_edge(edge: OrganizationEdge, parent: Organization, on: date, document: str) -> None:
    """Write the line under a new parent; one that began that day or later is replaced where it stands."""
    if edge.valid_from >= on:
        edge.parent, edge.document = parent, document
        edge.save(update_fields=["parent", "document"])
        return
    edge.valid_to = on
    edge.save(update_fields=["valid_to"])
    OrganizationEdge.objects.create(child=edge.child, parent=parent, valid_from=on, document=document)


def rewrite_paths(organization: Organization, new_path: str, on: date) -> list[int]:
    """Give a subtree its new paths and keep the old ones with their dates; six statements whatever its size.

    Returns the ids of the organisations whose former path was closed and a new one opened.
    """
    old_path = organization.path
    below = in_subtree(old_path)
    rows = OrganizationPath.objects.open().filter(below)
    kept = list(rows.filter(valid_from__lt=on).values_list("organization_id", "path"))
    rows.filter(valid_from__gte=on).update(path=moved_path(old_path, new_path))
    rows.filter(valid_from__lt=on).update(valid_to=on)
    OrganizationPath.objects.bulk_create(
        (
            OrganizationPath(organization_id=pk, path=new_path + path[len(old_path) :], valid_from=on)
            for pk, path in kept
        ),
        batch_size=_BATCH,
    )
    for model in (Organization, Attachment):
        model.objects.filter(below).update(path=moved_path(old_path, new_path))
    subtree_moved.send(Organization, old_path=old_path, new_path=new_path)
    return [pk for pk, _path in kept]


@transaction.atomic
def take_back_move(*, organization: Organization, on: date, by: User | None) -> Organization:
    """Take back a move on the day it was recorded (撤回调整): the former line goes on as if nothing had happened.

    Raises UserError when the organisation was not moved that day.
    """
    organization = Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
    edges = OrganizationEdge.objects.select_for_update().filter(child=organization)
    latest, former = edges.open().filter(valid_from=on).first(), edges.filter(valid_to=on).first()
    if latest is None or former is None or former.parent is None:
        raise UserError(
            _("没有今天办理的隶属调整可以撤回。"),
            rule=_("撤回只在办理当天有效。"),
            now=_("如需改回，请重新办理一次隶属调整。"),
        )
    rewrite_paths(organization, paths.below(former.parent.path, organization.pk), on)
    latest.delete()
    edges.filter(pk=former.pk).update(valid_to=None)
    _join_what_parted(organization, on)
    organization.refresh_from_db()
    audit.log(by, "organizations.organization.move_taken_back", organization, place=park_id(organization))
    return organization


def _join_what_parted(organization: Organization, on: date) -> None:
    """Join the path rows of a subtree that a move of this day had parted."""
    below = OrganizationPath.objects.filter(organization__in=_subtree_ids(organization))
    new = set(below.open().filter(valid_from=on).values_list("organization_id", flat=True))
    join_paths(new & set(below.filter(valid_to=on).values_list("organization_id", flat=True)), on)


def join_paths(organizations: Collection[int], on: date) -> None:
    """Drop the path rows that a taken-back move left behind, and reopen those it had closed."""
    rows = OrganizationPath.objects.filter(organization__in=organizations)
    rows.open().filter(valid_from=on).delete()
    rows.filter(valid_to=on).update(valid_to=None)


def _subtree_ids(organization: Organization) -> QuerySet[Organization, Any]:
    place = Organization.objects.values_list("path", flat=True).get(pk=organization.pk)
    return Organization.objects.filter(in_subtree(place)).values("pk")
