"""Columns and filters of the list of reports to communities."""

from datetime import date

import django_filters
import django_tables2
from django.db.models import QuerySet
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
from runwu.core.models.base import in_force
from runwu.members.models import DualCheckIn

_KINDS = [("member", _("党员报到")), ("branch", _("党组织报到"))]
_STATES = {True: Status(Tone.OK, _("已报到")), False: Status(Tone.NONE, _("已结束"))}


def _address(row: DualCheckIn) -> str:
    return reverse("members:check-in", args=[row.public_id])


class CheckInTable(django_tables2.Table):
    """Reports in reach."""

    who = LinkColumn(_("报到的"), get=lambda row: row.who, url=_address, row_header=True)
    organization = TextColumn(
        _("所在党组织"), get=lambda row: row.organization.label, sort="organization__name", width=32
    )
    community = TextColumn(_("报到社区"), get=lambda row: row.to_name, width=32)
    offer = TextColumn(_("愿做的事"), get=lambda row: row.offer or None, width=32)
    since = DateColumn(_("报到日期"), get=lambda row: row.valid_from, sort="valid_from", descending_first=True)
    until = DateColumn(_("结束日期"), get=lambda row: row.valid_to, sort="valid_to")
    state = StatusColumn(
        _("状态"), get=lambda row: _STATES[row.valid_to is None or row.valid_to > timezone.localdate()], width=12
    )


class CheckInFilter(Filters):
    """Search by name (sealed names are not searchable), by who reports, by state and as of a past day."""

    q = SearchFilter(
        fields=(
            "member__person__name", "member__person__initials", "organization__name", "community__name",
            "community_label",
        )
    )  # fmt: skip
    kind = django_filters.ChoiceFilter(label=_("谁报到"), choices=_KINDS, method="by_kind")
    state = django_filters.ChoiceFilter(
        label=_("状态"), choices=[("open", _("已报到")), ("ended", _("已结束"))], method="by_state"
    )
    on = DayFilter(label=_("历史时点"), method="by_day")

    class Meta:
        model = DualCheckIn
        fields: tuple[str, ...] = ()

    def by_kind(self, queryset: QuerySet[DualCheckIn], _name: str, value: str) -> QuerySet[DualCheckIn]:
        """Keep the reports of members, or those of branches as a whole."""
        return queryset.filter(member__isnull=value == "branch")

    def by_state(self, queryset: QuerySet[DualCheckIn], _name: str, value: str) -> QuerySet[DualCheckIn]:
        """Keep the reports that stand, or those that have ended."""
        return queryset.filter(valid_to__isnull=value == "open")

    def by_day(self, queryset: QuerySet[DualCheckIn], _name: str, value: date) -> QuerySet[DualCheckIn]:
        """Keep the reports that stood on a day."""
        return queryset.filter(in_force(value))
