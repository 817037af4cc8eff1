"""Covered enterprises pass on (覆盖企业随同转移): closed at the one, opened at the other."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from runwu.core.errors import Conflict
from runwu.core.registries import Consequence
from runwu.core.scope import Scope
from runwu.organizations.choices import BRANCH_FORMS, Form, UnitRole
from runwu.organizations.handover import Follower, Handover, Kept, followers
from runwu.organizations.models import Organization, OrganizationUnit
from runwu.organizations.services.passing_days import refuse_later

_LEADING = (UnitRole.OWN, UnitRole.HOST)


def units_to_pass(handover: Handover) -> QuerySet[OrganizationUnit, Any]:
    """Return the units that pass on."""
    rows = OrganizationUnit.objects.open().filter(organization=handover.source)
    for other in handover.after:
        rows = rows.exclude(enterprise__in=other.enterprises)
    return rows if handover.takes_all else rows.filter(enterprise__in=handover.enterprises)


def _preview(_scope: Scope, handover: Handover) -> Sequence[Consequence]:
    names = list(units_to_pass(handover).order_by("enterprise__name").values_list("enterprise__name", flat=True))
    words = _("%(n)d 家：%(names)s") % {"n": len(names), "names": "、".join(names)} if names else _("没有")
    return [Consequence(_("随同转移的覆盖企业"), words), *_what_stays(handover)]


def _what_stays(handover: Handover) -> list[Consequence]:
    """Say who leads the enterprises that stay, where the one that led them leaves or one is left alone."""
    rest = units_without_leader(handover)
    if not rest:
        return []
    first, label = rest[0].enterprise.name, _("“%s”还覆盖的企业") % handover.source.label
    if len(rest) == 1:
        return [Consequence(label, _("只有 1 家：%s；由联合党支部改为党支部") % first)]
    words = _("%(n)d 家，牵头单位已转走，由其中覆盖最早的 %(name)s 接着牵头")
    return [Consequence(label, words % {"n": len(rest), "name": first})]


def units_without_leader(handover: Handover) -> list[OrganizationUnit]:
    """Return the units that stay at a joint branch where the leading one leaves, or where one is left; else nothing."""
    if handover.takes_all or handover.source.form != Form.JOINT_BRANCH:
        return []
    leaving = units_to_pass(handover).values("pk")
    rows = OrganizationUnit.objects.open().filter(organization=handover.source).exclude(pk__in=leaving)
    rest = list(rows.select_related("enterprise").order_by("valid_from", "pk"))
    led = any(row.role in _LEADING for row in rest)
    return rest if len(rest) == 1 or (rest and not led) else []


def _check(handover: Handover) -> None:
    refuse_later(units_to_pass(handover), handover, _("覆盖企业"))


def _move(handover: Handover) -> Kept:
    """Move the units; where the target then covers several, the first leads and the others are members."""
    rows = list(units_to_pass(handover).select_for_update(of=("self",)).order_by("pk"))
    rows.sort(key=lambda row: row.role not in _LEADING)
    rest = units_without_leader(handover)
    there = list(OrganizationUnit.objects.open().filter(organization=handover.target).order_by("pk"))
    kept = [_lead(row, handover) for row in there if rows and row.role == UnitRole.OWN]
    if rest:
        role = UnitRole.OWN if len(rest) == 1 else UnitRole.HOST
        kept.append(_pass(rest[0], handover, role, to=handover.source))
    led = any(row.role in _LEADING for row in there)
    several = len(there) + len(rows) > 1
    return kept + [
        _pass(row, handover, _role(handover, several=several, led=led or place > 0)) for place, row in enumerate(rows)
    ]


def _role(handover: Handover, *, several: bool, led: bool) -> str:
    if handover.target.form not in BRANCH_FORMS:
        return UnitRole.FALLBACK
    if not several:
        return UnitRole.OWN
    return UnitRole.MEMBER if led else UnitRole.HOST


def _lead(row: OrganizationUnit, handover: Handover) -> dict[str, Any]:
    return _pass(row, handover, UnitRole.HOST)


def _pass(row: OrganizationUnit, handover: Handover, role: str, *, to: Organization | None = None) -> dict[str, Any]:
    """Close a row and open it at the target, or `to`; one that began that day is changed where it stands."""
    there = to or handover.target
    kept = {
        "row": row.pk, "organization": row.organization_id, "role": row.role, "now": role, "opened": None,
        "approval": row.approval_id, "there": there.pk,
    }  # fmt: skip
    if row.valid_from >= handover.on:
        OrganizationUnit.objects.filter(pk=row.pk).update(organization=there, role=role, approval=handover.approval)
        return kept
    OrganizationUnit.objects.filter(pk=row.pk).update(valid_to=handover.on)
    opened = OrganizationUnit.objects.create(
        organization=there, enterprise_id=row.enterprise_id, role=role, valid_from=handover.on,
        approval=handover.approval,
    )  # fmt: skip
    return {**kept, "opened": opened.pk}


def _take_back(handover: Handover, kept: Kept) -> None:
    for one in reversed(kept):
        standing = OrganizationUnit.objects.open().filter(
            pk=one["opened"] or one["row"], organization=one.get("there", handover.target.pk), role=one["now"]
        )
        if not standing.exists():
            raise Conflict(
                _("转移过来的企业此后又有变动。"),
                rule=_("别人据此办理之后，先撤回后来的办理。"),
                now=_("请先撤回后来的变动，再撤回本次调整。"),
            )
        if one["opened"]:
            standing.delete()
            OrganizationUnit.objects.filter(pk=one["row"]).update(valid_to=None)
        else:
            standing.update(organization=one["organization"], role=one["role"], approval=one.get("approval"))


def _since(organization: Organization) -> date | None:
    days = (
        OrganizationUnit.objects.filter(organization=organization)
        .order_by("valid_from")
        .values_list("valid_from", flat=True)
    )
    return days.first()


followers.register(
    Follower(key="units", preview=_preview, check=_check, move=_move, take_back=_take_back, since=_since)
)
