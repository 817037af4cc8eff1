"""Filters of the organisation list."""

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from runwu.core.listing import Filters, SearchFilter
from runwu.organizations.choices import BRANCH_FORMS, COMMITTEE_FORMS, Form, OrganizationState, Sector
from runwu.organizations.models import Organization

_KINDS = {"branch": BRANCH_FORMS, "committee": COMMITTEE_FORMS}


class OrganizationFilter(Filters):
    """Search by name, code or pinyin initials; then form, sector and state."""

    q = SearchFilter(fields=("name", "short_name", "initials", "code"))
    kind = django_filters.ChoiceFilter(
        label=_("层级"), choices=(("branch", _("党支部")), ("committee", _("党委"))), method="by_kind"
    )
    form = django_filters.ChoiceFilter(label=_("组织形式"), choices=Form.choices)
    sector = django_filters.ChoiceFilter(label=_("领域"), choices=Sector.choices)
    state = django_filters.ChoiceFilter(label=_("状态"), choices=OrganizationState.choices)

    class Meta:
        model = Organization
        fields: tuple[str, ...] = ()

    def by_kind(self, queryset: QuerySet[Organization], _name: str, value: str) -> QuerySet[Organization]:
        """Filter by branches or by committees."""
        return queryset.filter(form__in=_KINDS[value])
