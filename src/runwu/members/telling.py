"""What a list tells of each member (名单上写什么): of a restricted one beyond the own branch, name and branch alone."""

from typing import Any

from django.db.models import BooleanField, Case, CharField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils.translation import gettext_lazy as _

from runwu.core.scope import Capability, Scope
from runwu.members.choices import Belonging
from runwu.members.models import PartyMember
from runwu.members.selectors import known_to, opened_to
from runwu.organizations.choices import OrganizationState
from runwu.organizations.models import Organization

NAMED_ONLY = _("限组织内知悉的只列姓名和所在支部；按姓名搜索，按类别、组织关系或日期筛选、排序时不列。")
_UNTOLD = frozenset({"belonging", "admitted_on", "converted_on"})
_STANDING = "standing"
_PLACED = {
    Belonging.REGISTERED: _("%(name)s"),
    Belonging.FLOATING_IN: _("%(name)s（参加活动）"),
    Belonging.NOT_TRANSFERRED: _("%(name)s（未转入）"),
}


def listed(rows: QuerySet[PartyMember], *, scope: Scope, asked: dict[str, str]) -> QuerySet[Any, Any]:
    """Add to each row whether more than the name is told: `complete`, and `with_standing`. No query of its own.

    A list that is sorted or filtered by something (`asked`, the query of the address) has only those of whom that is
    told: the place of a row would tell it.
    """
    complete = known_to(scope)
    standing = complete | opened_to(scope)
    marked = rows.annotate(complete=_told(complete), with_standing=_told(standing))
    found = with_place(marked, Q(complete=True))
    by = {asked.get("sort", "").removeprefix("-"), *(name for name in (_STANDING, *_UNTOLD) if asked.get(name))}
    if by & _UNTOLD:
        return found.filter(complete)
    return found.filter(standing) if _STANDING in by else found


def with_place(rows: QuerySet[Any, Any], told: Q) -> QuerySet[Any, Any]:
    """Annotate `placed_in`: the branch where somebody without formal affiliation here is placed. No query of its own.

    The path of such a row is that of the branch that hosts the guest, or that the affiliation has yet to come to.
    """
    living = Organization.objects.filter(path=OuterRef("path"), state=OrganizationState.ACTIVE)
    away = Q(organization__isnull=True) & ~Q(path="") & told
    name = Case(When(away, then=Subquery(living.values("name")[:1])), output_field=CharField())
    placed: QuerySet[Any, Any] = rows.annotate(placed_in=name)
    return placed


def place_of(row: Any) -> str | None:
    """Name the branch of a row of `with_place`; of a guest, or of who is not transferred yet, in other words."""
    if row.organization is not None:
        return str(row.organization.name)
    return _PLACED[row.belonging] % {"name": row.placed_in} if row.placed_in else None


def note_for(scope: Scope) -> Any:
    """Return what the list says beside itself to somebody who knows restricted members by name and branch alone."""
    by_name = any(
        Capability.SEE_RESTRICTED in grant.capabilities and Capability.SEE_MEMBER_CONTACTS not in grant.capabilities
        for grant in scope.grants
    )
    return NAMED_ONLY if by_name else ""


def _told(condition: Q) -> Case:
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())
