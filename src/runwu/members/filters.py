"""Filters of the member list."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from runwu.core.listing import Filters, SearchFilter
from runwu.members.choices import Belonging, Standing
from runwu.members.models import PartyMember
from runwu.organizations.choices import Sector
from runwu.organizations.models import Organization


class MemberFilter(Filters):
    """Search by name or pinyin initials (sealed names are not searchable); then standing, relation and branch."""

    q = SearchFilter(fields=("person__name", "person__initials"))
    standing = django_filters.ChoiceFilter(label=_("类别"), choices=Standing.choices)
    belonging = django_filters.ChoiceFilter(label=_("组织关系"), choices=Belonging.choices)
    sector = django_filters.ChoiceFilter(label=_("领域"), field_name="organization__sector", choices=Sector.choices)
    organization = django_filters.ModelChoiceFilter(
        label=_("所在支部"), queryset=Organization.objects.none(), to_field_name="public_id"
    )

    class Meta:
        model = PartyMember
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reached: QuerySet[PartyMember] = self.queryset.order_by()
        branches = Organization.objects.filter(pk__in=reached.values("organization_id")).order_by("name")
        self.filters["organization"].queryset = branches
