"""The audit log (操作日志) as a list, within what a scope may read."""

from typing import Any
from uuid import UUID

import django_filters
import django_tables2
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.audit.sentences import label_of, registered_actions
from runwu.core.guards import ScopedRequest, require
from runwu.core.listing import CodeColumn, DateColumn, Empty, Filters, ListPage, TextColumn, list_response
from runwu.core.models import AuditEntry
from runwu.core.scope import Capability, Scope
from runwu.enterprises.models import Park


def _sentence(entry: Any) -> str:
    return audit.describe(entry, {str(entry.actor): entry.actor_name} if entry.actor_name else {})


class AuditTable(django_tables2.Table):
    """Entries, newest first."""

    at = DateColumn(_("时间"), sort="id", descending_first=True)
    sentence = TextColumn(_("操作"), get=_sentence, row_header=True, width=50)
    action = CodeColumn(_("代码"), sort="action")
    fields = TextColumn(_("字段"), get=lambda row: "、".join(row.fields), on_screen=False)
    subject_id = CodeColumn(_("对象编号"), on_screen=False, width=38)


class AuditFilter(Filters):
    """Filter by action and by day."""

    action = django_filters.ChoiceFilter(
        label=_("操作"), choices=lambda: [(one, label_of(one)) for one in registered_actions()]
    )
    since = django_filters.DateFilter(label=_("自"), field_name="at", lookup_expr="date__gte")
    until = django_filters.DateFilter(label=_("至"), field_name="at", lookup_expr="date__lte")

    class Meta:
        model = AuditEntry
        fields: tuple[str, ...] = ()


def readable(scope: Scope) -> QuerySet[AuditEntry]:
    """List the entries a scope may read; those about restricted members only for their own branch."""
    seen = scope.paths(Capability.SEE_AUDIT) | Q(place__in=_places(scope)) | Q(actor=scope.user_id)
    open_ones = seen & Q(restricted=False)
    sealed = scope.paths(Capability.SEE_MEMBER_CONTACTS) & Q(restricted=True)
    actor = User.objects.filter(public_id=OuterRef("actor")).values("display_name")
    return AuditEntry.objects.filter(open_ones | sealed).annotate(actor_name=Subquery(actor))


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
