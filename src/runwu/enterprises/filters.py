"""Filters of the enterprise list."""

from collections.abc import Iterable
from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from runwu.core.listing import Filters, RowFilter, SearchFilter
from runwu.enterprises.choices import Operating, Ownership, Stage, StationKind
from runwu.enterprises.models import Chain, Enterprise, GridCell, Park, Station

_YES_NO = (("yes", _("是")), ("no", _("否")), ("unknown", _("未知")))
IN_PRODUCTION = (Stage.PRODUCTION, Stage.EXPANSION)


class EnterpriseFilter(Filters):
    """Search by name, code or pinyin initials; then park, grid, stage, operation, chain and marks.

    Who reaches several parks chooses the park first and then one of its grid cells; who reaches one, the cell at once.
    """

    q = SearchFilter(fields=("name", "short_name", "initials", "credit_code", "provisional_number"))
    park = RowFilter(label=_("园区"))
    stage = django_filters.ChoiceFilter(
        label=_("阶段"), choices=(("producing", _("投产（含扩产）")), *Stage.choices), method="by_stage"
    )
    operating = django_filters.ChoiceFilter(label=_("经营"), choices=Operating.choices)
    ownership = django_filters.ChoiceFilter(label=_("所有制"), choices=Ownership.choices)
    above = django_filters.ChoiceFilter(
        label=_("规上"), choices=_YES_NO, field_name="above_designated", method="by_mark"
    )
    high_tech = django_filters.ChoiceFilter(label=_("高新"), choices=_YES_NO, method="by_mark")
    grid = RowFilter(label=_("网格"))
    chain = RowFilter(label=_("产业链"))

    class Meta:
        model = Enterprise
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parks = list(self._reached(Park, "park"))
        one = parks[0] if len(parks) == 1 else self._chosen(parks)
        self._offer("park", parks if len(parks) > 1 else None)
        self._offer("grid", self._reached(GridCell, "grid").filter(park=one) if one else None)
        self._offer("chain", self._reached(Chain, "chain"))

    def _reached(self, model: type[Any], field: str) -> QuerySet[Any]:
        """Return the places of the enterprises in reach, each found by one look into an index."""
        found: QuerySet[Any] = model.objects.filter(Exists(self.queryset.order_by().filter(**{field: OuterRef("pk")})))
        return found

    def _chosen(self, parks: list[Park]) -> Park | None:
        return next((park for park in parks if str(park.public_id) == (self.data or {}).get("park")), None)

    def _offer(self, name: str, choices: Iterable[Any] | None) -> None:
        """Offer the choices of a filter, or leave the filter out."""
        if choices is None:
            del self.filters[name]
        else:
            self.filters[name].offer(choices)

    def by_stage(self, queryset: QuerySet[Enterprise], _name: str, value: str) -> QuerySet[Enterprise]:
        """Filter by one stage, or by those in which an enterprise produces."""
        return queryset.filter(stage__in=IN_PRODUCTION if value == "producing" else (value,))

    def by_mark(self, queryset: QuerySet[Enterprise], name: str, value: str) -> QuerySet[Enterprise]:
        """Filter by a mark that is yes, no or unknown."""
        return queryset.filter(**{name: {"yes": True, "no": False}.get(value)})


class StationFilter(Filters):
    """Search stations by name or platform; by kind, and whether they are in use."""

    q = SearchFilter(fields=("name", "platform"))
    kind = django_filters.ChoiceFilter(label=_("类型"), choices=StationKind.choices)
    state = django_filters.ChoiceFilter(
        label=_("状态"), choices=(("open", _("在用")), ("closed", _("停用"))), method="by_state"
    )

    class Meta:
        model = Station
        fields: tuple[str, ...] = ()

    def by_state(self, rows: QuerySet[Station], _name: str, value: str) -> QuerySet[Station]:
        """Keep those in use, or those that were closed."""
        return rows.filter(valid_to__isnull=value == "open")
