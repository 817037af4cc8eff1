"""The audit log (操作日志) as a list, within what a scope may read."""

from operator import itemgetter
from typing import Any
from uuid import UUID

import django_filters
import django_tables2
from django.db.models import Case, CharField, OuterRef, Q, QuerySet, Subquery, UUIDField, Value, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, NullIf, Replace
from django.http import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from runwu.access.choices import Role
from runwu.access.policies import MEMBER_ROLES
from runwu.access.selectors import accounts_holding, personal_accounts
from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.audit.sentences import label_of, registered_actions
from runwu.core.guards import ScopedRequest, require
from runwu.core.listing import CodeColumn, DateColumn, DayFilter, Empty, Filters, ListPage, TextColumn, list_response
from runwu.core.models import AuditEntry
from runwu.core.scope import Capability, Scope
from runwu.enterprises.models import Park

_OF_MEMBERS = ("members.", "people.", "dues.")


def _sentence(entry: Any) -> str:
    names = {entry.concerned: entry.account_name, str(entry.actor): entry.actor_name}
    return audit.describe(entry, {public_id: name for public_id, name in names.items() if public_id and name})


class AuditTable(django_tables2.Table):
    """Entries, newest first."""

    at = DateColumn(_("时间"), sort="id", descending_first=True)
    sentence = TextColumn(_("操作"), get=_sentence, row_header=True, width=50)
    action = CodeColumn(_("代码"), sort="action")
    fields = TextColumn(_("字段"), get=lambda row: "、".join(row.fields), on_screen=False)
    subject_id = CodeColumn(_("对象编号"), on_screen=False, width=38)


AREAS = {
    "members": _("党员"),
    "people": _("人员"),
    "dues": _("党费"),
    "organizations": _("组织"),
    "enterprises": _("企业和园区"),
    "coverage": _("覆盖与组建"),
    "reports": _("报表和交换"),
    "workbench": _("待办"),
    "accounts": _("账号和登录"),
    "access": _("授权"),
    "core": _("导入导出和系统"),
}
"""The areas of actions, as the choices of the filter are grouped."""


def _choices() -> list[tuple[Any, list[tuple[str, str]]]]:
    """Return the actions by area, each area in the order of its sentences."""
    found: dict[str, list[tuple[str, str]]] = {area: [] for area in AREAS}
    for action in registered_actions():
        found.setdefault(action.partition(".")[0], []).append((action, label_of(action)))
    return [(AREAS.get(area, area), sorted(actions, key=itemgetter(1))) for area, actions in found.items() if actions]


class AuditFilter(Filters):
    """Filter by action and by day."""

    action = django_filters.ChoiceFilter(label=_("操作"), choices=_choices)
    since = DayFilter(label=_("自"), field_name="at", lookup_expr="date__gte")
    until = DayFilter(label=_("至"), field_name="at", lookup_expr="date__lte")

    class Meta:
        model = AuditEntry
        fields: tuple[str, ...] = ()


def readable(scope: Scope) -> QuerySet[AuditEntry]:
    """List the entries a scope may read; those about restricted members only for their own branch.

    An account that tells who is on a register has no name here, and one of a restricted member no entry at all.
    """
    seen = scope.paths(Capability.SEE_AUDIT) | Q(place__in=_places(scope)) | Q(actor=scope.user_id)
    open_ones = seen & Q(restricted=False) & ~_of_restricted()
    sealed = scope.paths(Capability.SEE_MEMBER_CONTACTS) & Q(restricted=True)
    rows = AuditEntry.objects.filter(open_ones | sealed).annotate(concerned=_concerned())
    named = User.objects.exclude(pk__in=personal_accounts().values("pk"))
    concerned = named.filter(public_id=_as_id(OuterRef("concerned"))).values("username")
    return rows.annotate(actor_name=_actor_name(named), account_name=Subquery(concerned[:1]))


def _actor_name(named: QuerySet[User]) -> Case:
    """Return who acted. Who has no role among members and acts there acts as one of them, and stays a number."""
    acted = named.filter(public_id=OuterRef("actor")).values("display_name")
    entitled = acted.filter(pk__in=accounts_holding(MEMBER_ROLES).values("pk"))
    of_members = [When(action__startswith=area, then=Subquery(entitled[:1])) for area in _OF_MEMBERS]
    return Case(*of_members, default=Subquery(acted[:1]))


def _of_restricted() -> Q:
    """Return the condition for entries by or about the own account of a restricted member."""
    restricted = Q(person__sealed=True) | Q(person__membership__restricted=True)
    ids = list(personal_accounts().filter(restricted).values_list("public_id", flat=True))
    words = [str(public_id) for public_id in ids]
    return Q(actor__in=ids, actor__isnull=False) | Q(subject_id__in=words) | Q(pk__in=_roles_of(words))


def _roles_of(accounts: list[str]) -> QuerySet[Any, Any]:
    rows = AuditEntry.objects.filter(action__startswith="access.role.")
    account = Cast(KeyTextTransform("account", "extra"), CharField())  # as plain text, or "in" would compare JSON
    return rows.annotate(account=account).filter(account__in=accounts).values("pk")


def _concerned() -> Case:
    """Return the account that an act on accounts or roles was about, as text; nothing for other acts.

    Nothing for the role of a member either: it tells whose account belongs to a person.
    """
    of_role = Q(action__startswith="access.role.") & ~Q(extra__role=Role.MEMBER.value)
    about = Q(action__startswith="accounts.", subject_type=User._meta.label_lower)
    account = KeyTextTransform("account", "extra")
    return Case(When(of_role, then=account), When(about, then="subject_id"), output_field=CharField())


def _as_id(text: OuterRef) -> Cast:
    """Return text with an id as an id, in the form in which either database keeps it."""
    return Cast(Replace(NullIf(text, Value("")), Value("-"), Value("")), UUIDField())


def _places(scope: Scope) -> QuerySet[Park, UUID]:
    return Park.objects.filter(scope.parks(Capability.SEE_AUDIT, "pk")).values_list("public_id", flat=True)


@require(Capability.SEE_AUDIT)
def audit_list(request: ScopedRequest) -> HttpResponseBase:
    """Show the audit log."""
    page = ListPage(
        name="audit",
        title=_("操作日志"),
        queryset=readable(request.scope),
        table=AuditTable,
        default_sort="-at",
        filterset=AuditFilter,
        as_values=False,
        may_export=True,
        empty=Empty(why=_("这个范围内还没有操作记录。")),
    )
    return list_response(request, page)
