"""The columns of the duty matrix, one per duty, and its filters (兜底矩阵的列和筛选)."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import django_filters
import django_tables2
from django.db.models import QuerySet
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from runwu.core.listing import (
    DateColumn,
    DayFilter,
    LinkColumn,
    ListColumn,
    NumberColumn,
    SearchFilter,
    Status,
    TextColumn,
    Tone,
)
from runwu.coverage.choices import DutyAct
from runwu.coverage.selectors.duty_cells import Cell, cell_of
from runwu.coverage.selectors.fallback_duties import Duty
from runwu.enterprises.models import Chain, GridCell, Park


class DutyColumn(ListColumn):
    """Who answers for one duty; what follows from a fact is marked so."""

    default_width = 34

    def __init__(self, duty: Duty) -> None:
        super().__init__(duty.name, get=partial(cell_of, duty=duty))
        self._gap = Status(Tone.STOP, _("未明确")).__html__()

    def content(self, value: Cell, row: Any) -> str:
        if value.gap:
            return self._gap
        since = _("%s 起") % value.since.isoformat() if value.since else ""
        said = " · ".join(part for part in (since, value.by, value.also) if part)
        return format_html('<div>{}<div class="xs muted">{}</div></div>', value.who, said)

    def sheet_value(self, value: Cell, row: Any) -> str:
        return value.words


def matrix_table(duties: Sequence[Duty]) -> type[Any]:
    """Return the table of a park's own duties."""
    columns: dict[str, Any] = {
        "name": LinkColumn(
            gettext_lazy("企业名称"), url_name="coverage:duty-firm", sort="name", row_header=True, width=36
        ),
        "grid": TextColumn(gettext_lazy("网格"), accessor="grid__name", on_screen=False),
        "chain": TextColumn(gettext_lazy("产业链"), accessor="chain__name", on_screen=False),
        **{f"duty_{duty.code}": DutyColumn(duty) for duty in duties},
        "gaps": NumberColumn(gettext_lazy("未明确"), sort="gaps", descending_first=True),
    }
    return type("DutyTable", (django_tables2.Table,), columns)


class DutyFilter(django_filters.FilterSet):
    """Search; then park, grid cell, chain, which duty nobody answers for, all registered ones, and the day shown."""

    q = SearchFilter(fields=("name", "short_name", "initials", "credit_code", "provisional_number"))
    park = django_filters.ModelChoiceFilter(
        label=gettext_lazy("园区"), queryset=Park.objects.none(), to_field_name="public_id", empty_label=None
    )
    grid = django_filters.ModelChoiceFilter(
        label=gettext_lazy("网格"), queryset=GridCell.objects.none(), to_field_name="public_id"
    )
    chain = django_filters.ModelChoiceFilter(
        label=gettext_lazy("产业链"), queryset=Chain.objects.none(), to_field_name="public_id"
    )
    gap = django_filters.ChoiceFilter(label=gettext_lazy("未明确"), method="by_gap")
    firms = django_filters.ChoiceFilter(
        label=gettext_lazy("企业范围"),
        choices=(("all", gettext_lazy("全部登记企业")),),
        empty_label=gettext_lazy("实际经营"),
        method="as_it_is",
    )
    on = DayFilter(label=gettext_lazy("历史时点"), method="as_it_is")

    def __init__(self, *args: Any, parks: Sequence[Park], park: Park, duties: Sequence[Duty], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["gap"].extra["choices"] = gap_choices(duties)
        self.filters["grid"].queryset = GridCell.objects.filter(park=park)
        self.filters["chain"].queryset = Chain.objects.filter(enterprises__park=park).distinct()
        if len(parks) > 1:
            self.filters["park"].queryset = Park.objects.filter(pk__in=[one.pk for one in parks])
        else:
            del self.filters["park"]
        self.filters["on"].extra["widget"] = _day_input()

    def by_gap(self, queryset: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """Filter by a duty that nobody answers for, by any, or by none."""
        if value in {"any", "none"}:
            return queryset.filter(gaps__gt=0) if value == "any" else queryset.filter(gaps=0)
        return queryset.filter(**{f"gap_{value}": True})

    def as_it_is(self, queryset: QuerySet[Any], _name: str, _value: Any) -> QuerySet[Any]:
        """Leave the rows: the selector has taken the day and the range already."""
        return queryset


def gap_choices(duties: Sequence[Duty]) -> list[tuple[str, str]]:
    """Return what the list may be narrowed to."""
    each = [(duty.code, _("缺：%s") % duty.name) for duty in duties]
    return [("any", _("有未明确的")), *each, ("none", _("五项齐全"))]


def filter_of(parks: Sequence[Park], park: Park, duties: Sequence[Duty]) -> Callable[..., DutyFilter]:
    """Return the filter of one park's matrix, as list pages call it."""
    return partial(DutyFilter, parks=parks, park=park, duties=duties)


def _day_input() -> Any:
    from runwu.coverage.forms import DayInput

    return DayInput()


class DutyEntryTable(django_tables2.Table):
    """What was entered about fallback duties."""

    recorded_at = DateColumn(gettext_lazy("登记时间"), sort="recorded_at", row_header=True)
    duty = LinkColumn(gettext_lazy("事项"), get=lambda row: row.code, url_name="coverage:duty-entry", width=16)
    act = TextColumn(gettext_lazy("操作"), choices=DutyAct, width=12)
    organization = TextColumn(gettext_lazy("党组织"), get=lambda row: row.organization and row.organization.label)
    since = DateColumn(gettext_lazy("起"), sort="since")
    document = TextColumn(gettext_lazy("文件"), width=30)
    enterprises = NumberColumn(gettext_lazy("企业"), sort="enterprises", descending_first=True)
    undone_at = DateColumn(gettext_lazy("撤回时间"))
