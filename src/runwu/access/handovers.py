"""Roles over an organisation that ends (授权随组织终止), and who sees what passes on to another."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from runwu.access.changing_sight import ABOUT_MEMBERS, Thing, in_words, lost, seen_at
from runwu.access.choices import Role
from runwu.access.models import RoleAssignment
from runwu.access.selectors import scopes_reaching
from runwu.access.services.assignments import log_role
from runwu.core.errors import UserError
from runwu.core.models.base import in_force
from runwu.core.registries import Consequence
from runwu.core.scope import Scope
from runwu.organizations.handover import Follower, Handover, Kept, followers
from runwu.organizations.models import Organization


def _preview(scope: Scope, handover: Handover) -> Sequence[Consequence]:
    """Say which accounts lose and gain sight of the members who pass on, and which roles end. Three queries at most."""
    scopes = scopes_reaching([handover.source.path, handover.target.path], scope.on)
    before, after = (seen_at(one.path, scopes, ABOUT_MEMBERS) for one in (handover.source, handover.target))
    lines = [
        Consequence(_("不再看得到随同转移党员的账号"), in_words(lost(before, after))),
        Consequence(_("开始看得到随同转移党员的账号"), in_words(lost(after, before))),
    ]
    if handover.ends:
        lines.append(Consequence(_("随组织终止的授权"), _ending(handover.source, scope.on)))
    return lines


def _not_ended(organization: Organization, day: date) -> QuerySet[RoleAssignment]:
    return RoleAssignment.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), organization=organization)


def _ending(organization: Organization, day: date) -> str:
    """Return the roles over an organisation, those that have not begun among them, in words. One query."""
    found = Counter(_not_ended(organization, day).order_by("role", "pk").values_list("role", flat=True))
    words = [
        _("%(role)s（%(place)s）%(n)d 个") % {"role": Role(role).label, "place": organization.label, "n": n}
        for role, n in found.items()
    ]
    return "；".join(words) or _("没有")


def _check(handover: Handover) -> None:
    """Refuse to end the organisation on which the own rights rest."""
    if not handover.ends:
        return
    own = RoleAssignment.objects.filter(in_force(timezone.localdate()), user=handover.by)
    if own.filter(organization=handover.source).exists():
        raise UserError(
            _("你的权限就落在“%s”上。") % handover.source.label,
            rule=_("撤销一个组织由上级党组织的人员登记。"),
            now=_("请转请上级党组织办理；确需自己登记的，先请安全管理员把你的授权改到上级组织。"),
        )


def _move(handover: Handover) -> Kept:
    """End the roles over the organisation today; one that has not begun never comes into force."""
    if not handover.ends:
        return []
    today = timezone.localdate()
    rows = RoleAssignment.objects.select_for_update(of=("self",)).filter(organization=handover.source)
    return [_end(row, today, handover) for row in rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=today))]


def _end(row: RoleAssignment, today: date, handover: Handover) -> dict[str, Any]:
    kept = {"was": row.valid_to.isoformat() if row.valid_to else None}
    if row.valid_from < today:
        RoleAssignment.objects.filter(pk=row.pk).update(valid_to=today)
        log_role(handover.by, "access.role.ended", row, on=today)
        return {**kept, "row": row.pk}
    log_role(handover.by, "access.role.withdrawn", row)
    again = {
        "user_id": row.user_id, "role": row.role, "with_below": row.with_below, "public_id": str(row.public_id),
        "valid_from": row.valid_from.isoformat(), "granted_by": str(row.granted_by) if row.granted_by else None,
    }  # fmt: skip
    row.delete()
    return {**kept, "again": again}


def _take_back(handover: Handover, kept: Kept) -> None:
    for one in kept:
        if "row" in one:
            row = RoleAssignment.objects.get(pk=one["row"])
            row.valid_to = one["was"]
            row.save(update_fields=["valid_to"])
        else:
            row = RoleAssignment.objects.create(organization=handover.source, valid_to=one["was"], **one["again"])
        log_role(handover.by, "access.role.granted", row)


def _sight(path: str) -> Sequence[Consequence]:
    """Say which accounts will see an organisation that is set up at a path. Two queries."""
    scopes = scopes_reaching([path], timezone.localdate())
    return [Consequence(_("看得到新组织的账号"), in_words(seen_at(path, scopes, [Thing.PAGE]), with_things=False))]


def _holds(organization: Organization) -> Sequence[str]:
    """Name the roles over an organisation that have not ended."""
    return [_("授权")] if _not_ended(organization, timezone.localdate()).exists() else []


followers.register(
    Follower(key="roles", preview=_preview, check=_check, move=_move, take_back=_take_back, holds=_holds, sight=_sight)
)
