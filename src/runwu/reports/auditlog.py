"""The audit log (操作日志) as a list, within what a scope may read."""

from uuid import UUID

import django_filters
import django_tables2
from django.db.models import Q, QuerySet
from django.http import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.audit.sentences import label_of, registered_actions
from runwu.core.guards import ScopedRequest, require
from runwu.core.listing import CodeColumn, DateColumn, Empty, ListPage, TextColumn, list_response
from runwu.core.models import AuditEntry
from runwu.core.scope import Capability, Scope
from runwu.enterprises.models import Park


class AuditTable(django_tables2.Table):
    """Entries, newest first."""

    at = DateColumn(_("时间"), sort="id", descending_first=True)
    sentence = TextColumn(_("操作"), get=lambda row: row.sentence, row_header=True, width=50)
    action = CodeColumn(_("代码"), sort="action")
    fields = TextColumn(_("字段"), get=lambda row: "、".join(row.fields), on_screen=False)
    subject_id = CodeColumn(_("对象编号"), on_screen=False, width=38)


class AuditFilter(django_filters.FilterSet):
    """Filter by action and by day."""

    action = django_filters.ChoiceFilter(
        label=_("操作"), choices=lambda: [(one, label_of(one)) for one in registered_actions()]
    )
    since = django_filters.DateFilter(label=_("自"), field_name="at", lookup_expr="date__gte")
    until = django_filters.DateFilter(label=_("至"), field_name="at", lookup_expr="date__lte")

    class Meta:
        model = AuditEntry
        fields: tuple[str, ...] = ()


class _Described(QuerySet[AuditEntry]):
    """Entries that bring their sentence, the names of accounts read once a page."""

    def _fetch_all(self) -> None:
        super()._fetch_all()
        rows = [row for row in self._result_cache or () if isinstance(row, AuditEntry)]
        names = account_names({row.actor for row in rows if row.actor and "sentence" not in vars(row)})
        for row in rows:
            vars(row).setdefault("sentence", audit.describe(row, names))


def account_names(ids: set[UUID]) -> dict[str, str]:
    """Return the display names of accounts: {public id as text: name}. One query."""
    rows = User.objects.filter(public_id__in=ids).values_list("public_id", "display_name")
    return {str(public_id): name for public_id, name in rows}


def readable(scope: Scope) -> QuerySet[AuditEntry]:
    """List the entries a scope may read; those about restricted members only for who must know them."""
    seen = scope.paths(Capability.SEE_AUDIT) | Q(place__in=_places(scope)) | Q(actor=scope.user_id)
    open_ones = seen & Q(restricted=False)
    sealed = scope.paths(Capability.SEE_RESTRICTED) & Q(restricted=True)
    return _Described(AuditEntry).filter(open_ones | sealed)


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
