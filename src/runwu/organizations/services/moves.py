"""Moves in the tree (调整隶属): an organisation with all below it, under another parent, from a day on."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.errors import Conflict, UserError
from runwu.core.facts import Change, record_changes
from runwu.core.models import Attachment
from runwu.enterprises.models import Park
from runwu.organizations import paths, selectors
from runwu.organizations.choices import STANDING, Form, OrganizationState, may_stand_below
from runwu.organizations.models import Approval, Organization, OrganizationEdge, OrganizationPath
from runwu.organizations.paths import in_subtree, moved_path
from runwu.organizations.services.refusals import group_stays
from runwu.organizations.services.setting_up_refusals import wrong_place
from runwu.organizations.services.tree import park_id
from runwu.organizations.signals import subtree_moved
from runwu.rules.periods import in_words

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
    carry_park(organization, parent, on=on, document=document, by=by)
    rehang(edge, parent, on=on, document=document)
    organization.refresh_from_db()
    log_line(organization, "moved", by)
    return organization


def log_line(organization: Organization, act: str, by: User | None) -> None:
    """Put on record that an organisation was moved, or that this was taken back."""
    path = Organization.objects.values_list("path", flat=True).get(pk=organization.pk)
    audit.log(by, f"organizations.organization.{act}", organization, place=park_id(organization), path=path)


def check_move(*, organization: Organization, parent: Organization, on: date) -> None:
    """Raise the UserError that a move would, without moving anything (for its preview)."""
    refuse_ended(organization)
    refuse_cycle(organization, parent)
    if organization.form == Form.GROUP:
        raise group_stays(organization)
    if not may_stand_below(organization.form, parent.form):
        raise wrong_place(Form(organization.form), parent)
    _refuse_day(OrganizationEdge.objects.open().get(child=organization), on, timezone.localdate())
    refuse_absent(parent, on)


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


def refuse_absent(one: Organization, on: date) -> None:
    """Refuse a day on which a superior or successor was not founded yet, or stood elsewhere. At most two queries.

    The tree of that day would be untrue. Who was entered without the day of its founding stood in its first place before.
    """
    if one.established_on is not None and on < one.established_on:
        raise UserError(
            _("“%(name)s”%(start)s才成立，%(day)s还没有。")
            % {"name": one.label, "start": in_words(one.established_on), "day": in_words(on)},
            rule=_("已经记录的历史不改写：组织成立以前，不能领导或者承接别的组织。"),
            now=_("请填写%s或以后的日期，或者另选组织。") % in_words(one.established_on),
        )
    place = OrganizationPath.objects.open().filter(organization=one, valid_from__gt=on).first()
    if place is None or not OrganizationPath.objects.filter(organization=one, valid_to=place.valid_from).exists():
        return
    raise UserError(
        _("“%(parent)s”%(start)s起才在现在的位置，%(day)s还不在。")
        % {"parent": one.label, "start": in_words(place.valid_from), "day": in_words(on)},
        rule=_("已经记录的历史不改写：过去某一天的组织树照当天的样子。"),
        now=_("请填写%s或以后的日期，把批复的日期写在文件一栏。") % in_words(place.valid_from),
    )


def carry_park(
    organization: Organization, parent: Organization, *, on: date, document: str, by: User | None
) -> dict[str, Any]:
    """Give who moves into another park, with what stands below, the new park; return how it was ({} for the same).

    An organisation has one park, that of today; which it was before stands among the changes of facts. Call it before
    the paths are rewritten. Raises UserError for a name that the new park knows already.
    """
    refuse_namesake(organization, parent)
    rows = list(selectors.changing_park(organization=organization, parent=parent))
    if not rows:
        return {}
    was = organization.park_id
    _set_park(rows, parent.park_id, on=on, document=document, by=by)
    return {"was": was, "now": parent.park_id, "organizations": [one.pk for one in rows]}


def refuse_namesake(organization: Organization, parent: Organization) -> None:
    """Refuse a move into a park where another organisation bears the name of one that comes along. One query."""
    coming = selectors.changing_park(organization=organization, parent=parent)
    there = Organization.objects.filter(park=parent.park_id, state__in=STANDING, name__in=coming.values("name"))
    if name := there.order_by("name").values_list("name", flat=True).first():
        raise UserError(
            _("要调整去的园区已有叫“%s”的组织。") % name,
            rule=_("一个园区里组织的名称不重复。"),
            now=_("请先凭批复更名，再调整隶属。"),
        )


def park_back(kept: dict[str, Any], *, on: date, document: str, by: User) -> None:
    """Give organisations the park back that `carry_park` kept (撤回调整); who has come to a third one stays there."""
    if kept:
        rows = Organization.objects.filter(pk__in=kept["organizations"], park=kept["now"])
        _set_park(list(rows), kept["was"], on=on, document=document, by=by)


def _set_park(rows: Sequence[Organization], park: int | None, *, on: date, document: str, by: User | None) -> None:
    """Write the park of organisations and put the change on record. Three statements."""
    parks = [pk for pk in {park, *(one.park_id for one in rows)} if pk is not None]
    names = dict(Park.objects.filter(pk__in=parks).values_list("pk", "name"))
    record_changes(
        [Change(one, "park", names.get(one.park_id or 0), names.get(park or 0)) for one in rows],
        source=document, source_date=on, by=by.public_id if by else None,
    )  # fmt: skip
    Organization.objects.filter(pk__in=[one.pk for one in rows]).update(park=park)


def rehang(
    edge: OrganizationEdge, parent: Organization, *, on: date, document: str, approval: Approval | None = None
) -> dict[str, Any]:
    """Hang an organisation with all below it under another parent from a day on; return how the line was.

    A line that began that day or later is replaced where it stands, any other is closed and a new one opened.
    """
    in_place = edge.valid_from >= on
    kept: dict[str, Any] = {
        "edge": edge.pk, "child": edge.child_id, "parent": edge.parent_id, "in_place": in_place,
        "document": edge.document, "approval": edge.approval_id,
    }  # fmt: skip
    if in_place:
        edge.parent, edge.document, edge.approval = parent, document, approval
        edge.save(update_fields=["parent", "document", "approval"])
    else:
        edge.valid_to = on
        edge.save(update_fields=["valid_to"])
        OrganizationEdge.objects.create(
            child=edge.child, parent=parent, valid_from=on, document=document, approval=approval
        )
    return {**kept, "parted": rewrite_paths(edge.child, paths.below(parent.path, edge.child_id), on)}


def hang_back(kept: dict[str, Any], *, under: Organization, on: date) -> Organization:
    """Give an organisation the line back that `rehang` kept (撤回调整), as if it had gone on.

    `under` is the parent that it got. Raises Conflict when it has been moved again since.
    """
    child = Organization.objects.select_for_update(no_key=True).get(pk=kept["child"])
    latest = OrganizationEdge.objects.open().filter(child=child, parent=under, valid_from__gte=on)
    if not latest.exists():
        raise Conflict(
            _("“%s”的隶属关系此后又有调整。") % child.label,
            rule=_("别人据此办理之后，先撤回后来的办理。"),
            now=_("请先撤回它的隶属调整，再撤回本次调整。"),
        )
    former = Organization.objects.filter(pk=kept["parent"]).first()
    rewrite_paths(child, paths.below(former.path if former else "", child.pk), on)
    if kept["in_place"]:
        latest.update(parent=former, document=kept["document"], approval=kept["approval"])
    else:
        latest.delete()
        OrganizationEdge.objects.filter(pk=kept["edge"]).update(valid_to=None)
    _join_paths(kept["parted"], on)
    child.refresh_from_db()
    return child


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


def _join_paths(organizations: Collection[int], on: date) -> None:
    """Drop the path rows that a taken-back move left behind, and reopen those it had closed."""
    rows = OrganizationPath.objects.filter(organization__in=organizations)
    rows.open().filter(valid_from=on).delete()
    rows.filter(valid_to=on).update(valid_to=None)
