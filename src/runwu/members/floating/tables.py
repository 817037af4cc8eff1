"""Columns and filters of the list of floating periods; phone and birth date are never among them."""

from datetime import date
from typing import Any

import django_filters
import django_tables2
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from runwu.core.listing import (
    DateColumn,
    DayFilter,
    Filters,
    LinkColumn,
    SearchFilter,
    Status,
    StatusColumn,
    TextColumn,
    Tone,
)
from runwu.core.scope import Capability, Scope
from runwu.enterprises.models import Park
from runwu.members.choices import Direction, FloatReason, Membership
from runwu.members.floating import selectors
from runwu.members.floating.advice import long_away
from runwu.members.floating.share import behind
from runwu.members.models import FloatingStay
from runwu.members.selectors import known_to
from runwu.people.ordering import by_name

OPEN, _ENDED = "open", "ended"
LONG = "long"  # away so long that the relation ought to move
ALL = "all"  # of the filter by park: every park in reach
_STATES = {True: Status(Tone.INFO, _("流动中")), False: Status(Tone.NONE, _("已结束"))}


def _address(row: FloatingStay) -> str:
    return reverse("members:floating-stay", args=[row.public_id])


def _state(row: FloatingStay) -> Status:
    return _STATES[row.valid_to is None or row.valid_to > timezone.localdate()]


def _where(row: Any) -> str | None:
    return row.activity_place or None


def _why(row: Any) -> str | None:
    return row.get_reason_display() or None


class StayTable(django_tables2.Table):
    """Floating periods in reach."""

    name = LinkColumn(
        _("姓名"),
        get=lambda row: row.member.person.full_name,
        url=_address,
        sort=by_name("member__person__"),
        row_header=True,
    )
    direction = TextColumn(_("流向"), get=lambda row: row.direction.label, width=12)
    home = TextColumn(_("流出地党组织"), get=lambda row: row.from_name or None, width=32)
    host = TextColumn(_("流入地党组织"), get=lambda row: row.to_name or None, width=32)
    place = TextColumn(_("活动地点"), get=_where, width=24)
    reason = TextColumn(_("流动原因"), get=_why, width=16)
    since = DateColumn(_("开始日期"), get=lambda row: row.valid_from, sort="valid_from", descending_first=True)
    until = DateColumn(_("结束日期"), get=lambda row: row.valid_to, sort="valid_to")
    state = StatusColumn(_("状态"), get=_state, width=12)


class StayFilter(Filters):
    """Search by name (sealed names are not searchable); direction, state, reason, day, and the rows behind a share."""

    q = SearchFilter(fields=("member__person__name", "member__person__initials"))
    direction = django_filters.ChoiceFilter(label=_("流向"), choices=Direction.choices, method="by_direction")
    state = django_filters.ChoiceFilter(
        label=_("状态"), choices=[(OPEN, _("流动中")), (_ENDED, _("已结束"))], method="by_state"
    )
    away = django_filters.ChoiceFilter(
        label=_("外出时间"), choices=[(LONG, _("满规定时间、地点固定，应当转移组织关系"))], method="by_time_away"
    )
    reason = django_filters.ChoiceFilter(label=_("流动原因"), choices=FloatReason.choices, method="by_reason")
    park = django_filters.ModelChoiceFilter(
        label=_("计入比例的园区"),
        queryset=Park.objects.none(),
        to_field_name="public_id",
        method="by_park",
        null_value=ALL,
        null_label=_("全部园区"),
    )
    on = DayFilter(label=_("历史时点"), method="by_day")

    class Meta:
        model = FloatingStay
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scope: Any = self.request.scope
        self.held = [
            pk for pk in Park.objects.values_list("pk", flat=True) if scope.reaches_park(Capability.SEE_MEMBERS, pk)
        ]
        self.filters["park"].queryset = Park.objects.filter(pk__in=self.held).order_by("name")

    def by_direction(self, queryset: QuerySet[FloatingStay], _name: str, value: str) -> QuerySet[FloatingStay]:
        """Keep one direction."""
        return queryset.filter(selectors.in_direction(value))

    def by_state(self, queryset: QuerySet[FloatingStay], _name: str, value: str) -> QuerySet[FloatingStay]:
        """Keep the periods that go on, or those that are over."""
        return queryset.filter(valid_to__isnull=value == OPEN)

    def by_time_away(self, queryset: QuerySet[FloatingStay], _name: str, _value: str) -> QuerySet[FloatingStay]:
        """Keep the open periods of which the rules say that the relation ought to move, as their pages do."""
        request: Any = self.request
        return queryset.filter(long_away(request.scope.on))

    def by_reason(self, queryset: QuerySet[FloatingStay], _name: str, value: str) -> QuerySet[FloatingStay]:
        """Keep one reason."""
        return queryset.filter(reason=value)

    def by_park(self, queryset: QuerySet[FloatingStay], _name: str, value: Park | str) -> QuerySet[FloatingStay]:
        """Keep the rows behind the share of a park, or of all of them together, today or on the day shown."""
        request: Any = self.request
        day = self.form.cleaned_data.get("on") or request.scope.on
        parks = [value.pk] if isinstance(value, Park) else self.held
        return behind(queryset, whom=counted_for(request.scope), parks=parks, on=day)

    def by_day(self, queryset: QuerySet[FloatingStay], _name: str, value: date) -> QuerySet[FloatingStay]:
        """Keep the periods that were open on a day (历史时点)."""
        return queryset.filter(selectors.on_day(value))


def counted_for(scope: Scope) -> Q:
    """Return the condition over `member__` for whom a scope counts by name."""
    return known_to(scope, prefix="member__") & Q(member__membership=Membership.ACTIVE)
