"""Filters of the member list."""

from datetime import date
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from runwu.core.listing import Filters, SearchFilter
from runwu.members.choices import Belonging, Standing
from runwu.members.models import Affiliation, PartyMember
from runwu.organizations.choices import Sector
from runwu.organizations.models import Organization


class MemberFilter(Filters):
    """Search by name or pinyin initials (sealed names are not searchable); then standing, relation and branch."""

    q = SearchFilter(fields=("person__name", "person__initials"))
    standing = django_filters.ChoiceFilter(label=_("类别"), choices=Standing.choices, method="by_standing")
    belonging = django_filters.ChoiceFilter(label=_("组织关系"), choices=Belonging.choices)
    sector = django_filters.ChoiceFilter(label=_("领域"), field_name="organization__sector", choices=Sector.choices)
    organization = django_filters.ModelChoiceFilter(
        label=_("所在支部"), queryset=Organization.objects.none(), to_field_name="public_id", method="by_branch"
    )
    on = django_filters.DateFilter(
        label=_("历史时点"), method="by_day", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    class Meta:
        model = PartyMember
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reached: QuerySet[PartyMember] = self.queryset.order_by()
        held: QuerySet[Any, Any] = reached.values("organization_id")
        if self.data.get("on"):  # those who are no longer there may have been then
            held = Affiliation.objects.filter(member__in=reached.values("pk")).values("organization_id")
        self.filters["organization"].queryset = Organization.objects.filter(pk__in=held).order_by("name")

    def by_branch(self, queryset: QuerySet[PartyMember], _name: str, value: Organization) -> QuerySet[PartyMember]:
        """Filter by where the affiliation lies, today or on the day shown."""
        day = self.form.cleaned_data.get("on")
        if day is None:
            return queryset.filter(organization=value)
        then = Affiliation.objects.on(day).filter(organization=value)
        return queryset.filter(pk__in=then.values("member_id"))

    def by_standing(self, queryset: QuerySet[PartyMember], _name: str, value: str) -> QuerySet[PartyMember]:
        """Filter by what they are, today or on the day shown."""
        then = "standing_then" if "standing_then" in queryset.query.annotations else "standing"
        return queryset.filter(**{then: value})

    def by_day(self, queryset: QuerySet[PartyMember], _name: str, value: date) -> QuerySet[PartyMember]:
        """Keep those who had an affiliation on a day (历史时点)."""
        return queryset.filter(pk__in=Affiliation.objects.on(value).values("member_id"))
