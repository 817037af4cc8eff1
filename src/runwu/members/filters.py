"""Filters of the member list."""

from datetime import date
from typing import Any
from uuid import UUID

import django_filters
from django import forms
from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from runwu.core.listing import DayFilter, RowFilter, SearchFilter
from runwu.core.scope import Capability, Scope
from runwu.enterprises.models import Park
from runwu.members.choices import Belonging, Membership, Standing
from runwu.members.models import Affiliation, FloatingStay, PartyMember
from runwu.members.standings import held_on
from runwu.organizations.choices import BRANCH_FORMS, Form, Sector
from runwu.organizations.filters import ParkFilters
from runwu.organizations.models import Organization
from runwu.organizations.paths import in_subtree
from runwu.organizations.selectors import subtree_on

_OFFERED = 100
MEMBERSHIPS = [(Membership.ACTIVE.value, _("正常")), (Membership.SUSPENDED.value, Membership.SUSPENDED.label)]


def _in_reach(scope: Scope) -> QuerySet[Organization]:
    """List the organisations in reach, the highest first."""
    found = Organization.objects.filter(scope.paths(Capability.SEE_MEMBERS))
    return found.order_by(Length("path"), "name", "pk")


class SubtreeField(forms.ModelChoiceField[Organization]):
    """An organisation of many: the first ones above branches are offered, any in reach is taken (a link names it)."""

    def __init__(self, **options: Any) -> None:
        super().__init__(Organization.objects.none(), to_field_name="public_id", **options)
        self.widget.choices = ()

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> forms.BoundField:
        """Offer the first ones, and the one that is chosen."""
        found = super().get_bound_field(form, field_name)
        above = None if self.queryset is None else self.queryset.exclude(form__in=(*BRANCH_FORMS, Form.GROUP))
        rows = [] if above is None else list(above[:_OFFERED])
        chosen = getattr(form, "cleaned_data", {}).get(field_name)
        rows += [chosen] if chosen is not None and chosen not in rows else []
        empty = str(settings.FILTERS_EMPTY_CHOICE_LABEL)
        self.widget.choices = [("", empty), *((str(row.public_id), row.name) for row in rows)]
        return found


class SubtreeFilter(django_filters.Filter):
    """Filter by an organisation and all below it."""

    field_class = SubtreeField

    def offer(self, rows: QuerySet[Organization]) -> None:
        """Take any of these organisations."""
        self.field.queryset = rows


class MemberFilter(ParkFilters):
    """Search by name or pinyin initials (sealed names are not searchable); then standing, membership, relation, place and subtree.

    With a day (历史时点) every filter asks for what was so on that day, but for sector and park of an organisation,
    of which no earlier ones are on record.
    """

    capability = Capability.SEE_MEMBERS

    q = SearchFilter(fields=("person__name", "person__initials"))
    standing = django_filters.ChoiceFilter(label=_("类别"), choices=Standing.choices, method="by_standing")
    membership = django_filters.ChoiceFilter(label=_("党籍"), choices=MEMBERSHIPS, method="by_membership")
    belonging = django_filters.ChoiceFilter(label=_("组织关系"), choices=Belonging.choices, method="by_belonging")
    park = RowFilter(label=_("园区"), method="by_park")
    sector = django_filters.ChoiceFilter(label=_("支部领域"), choices=Sector.choices, method="by_sector")
    organization = django_filters.ModelChoiceFilter(
        label=_("所在支部"), queryset=Organization.objects.none(), to_field_name="public_id", method="by_branch"
    )
    below = SubtreeFilter(label=_("组织及以下"), method="by_subtree")
    on = DayFilter(label=_("历史时点"), method="by_day")

    class Meta:
        model = PartyMember
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reached: QuerySet[PartyMember] = self.queryset.order_by()
        held: QuerySet[Any, Any] = reached.values("organization_id")
        if self.data.get("on"):  # those who are no longer there may have been then
            held = Affiliation.objects.filter(member__in=reached.values("pk")).values("organization_id")
        asked = (
            _in_reach(self.request.scope).filter(public_id__in=self._asked()).values("pk")
        )  # one without members too
        offered = Organization.objects.filter(Q(pk__in=held) | Q(pk__in=asked.order_by()))
        self.filters["organization"].queryset = offered.order_by("name")
        self.filters["below"].offer(_in_reach(self.request.scope))

    def _asked(self) -> list[UUID]:
        try:
            return [UUID(self.data.get("organization", ""))]
        except ValueError:
            return []

    def by_branch(self, queryset: QuerySet[PartyMember], _name: str, value: Organization) -> QuerySet[PartyMember]:
        """Filter by where the affiliation lies, today or on the day shown."""
        day = self.form.cleaned_data.get("on")
        if day is None:
            return queryset.filter(organization=value)
        then = Affiliation.objects.on(day).filter(organization=value)
        return queryset.filter(pk__in=then.values("member_id"))

    def by_subtree(self, queryset: QuerySet[PartyMember], _name: str, value: Organization) -> QuerySet[PartyMember]:
        """Filter by an organisation and all below it, by the tree of today or of the day shown."""
        day = self.form.cleaned_data.get("on")
        if day is None:
            return queryset.filter(in_subtree(value.path))
        there = subtree_on(organization=value, on=day).values("pk")
        return queryset.filter(pk__in=Affiliation.objects.on(day).filter(organization__in=there).values("member_id"))

    def by_park(self, queryset: QuerySet[PartyMember], _name: str, value: Park) -> QuerySet[PartyMember]:
        """Filter by the park in which the formal affiliation lies, today or on the day shown."""
        day = self.form.cleaned_data.get("on")
        if day is None:
            return queryset.filter(organization__park=value, belonging=Belonging.REGISTERED)
        return queryset.filter(pk__in=held_on(day).filter(organization__park=value).values("member_id"))

    def by_sector(self, queryset: QuerySet[PartyMember], _name: str, value: str) -> QuerySet[PartyMember]:
        """Filter by the sector of the branch, today or on the day shown."""
        day = self.form.cleaned_data.get("on")
        if day is None:
            return queryset.filter(organization__sector=value)
        return queryset.filter(pk__in=held_on(day).filter(organization__sector=value).values("member_id"))

    def by_belonging(self, queryset: QuerySet[PartyMember], _name: str, value: str) -> QuerySet[PartyMember]:
        """Filter by where the affiliation lies, today or on the day shown."""
        then = "belonging_then" if "belonging_then" in queryset.query.annotations else "belonging"
        return queryset.filter(**{then: value})

    def by_standing(self, queryset: QuerySet[PartyMember], _name: str, value: str) -> QuerySet[PartyMember]:
        """Filter by what they are, today or on the day shown."""
        then = "standing_then" if "standing_then" in queryset.query.annotations else "standing"
        return queryset.filter(**{then: value})

    def by_membership(self, queryset: QuerySet[PartyMember], _name: str, value: str) -> QuerySet[PartyMember]:
        """Filter by whether the membership holds or is suspended, today or on the day shown."""
        then = "membership_then" if "membership_then" in queryset.query.annotations else "membership"
        return queryset.filter(**{then: value})

    def by_day(self, queryset: QuerySet[PartyMember], _name: str, value: date) -> QuerySet[PartyMember]:
        """Keep those who had an affiliation on a day, or took part as guests (历史时点)."""
        guest = FloatingStay.objects.on(value).filter(member=OuterRef("pk"), host__isnull=False)
        return queryset.filter(Q(pk__in=Affiliation.objects.on(value).values("member_id")) | Exists(guest))
