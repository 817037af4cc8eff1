"""Filters of the enterprise list."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from runwu.core.listing import SearchFilter
from runwu.enterprises.choices import Operating, Ownership, Stage
from runwu.enterprises.models import Chain, Enterprise, GridCell

_YES_NO = (("yes", _("是")), ("no", _("否")), ("unknown", _("未知")))
IN_PRODUCTION = (Stage.PRODUCTION, Stage.EXPANSION)


class EnterpriseFilter(django_filters.FilterSet):
    """Search by name, code or pinyin initials; then stage, operation, grid, chain and marks."""

    q = SearchFilter(fields=("name", "short_name", "initials", "credit_code", "provisional_number"))
    stage = django_filters.ChoiceFilter(
        label=_("阶段"), choices=(("producing", _("投产（含扩产）")), *Stage.choices), method="by_stage"
    )
    operating = django_filters.ChoiceFilter(label=_("经营"), choices=Operating.choices)
    ownership = django_filters.ChoiceFilter(label=_("所有制"), choices=Ownership.choices)
    above = django_filters.ChoiceFilter(
        label=_("规上"), choices=_YES_NO, field_name="above_designated", method="by_mark"
    )
    high_tech = django_filters.ChoiceFilter(label=_("高新"), choices=_YES_NO, method="by_mark")
    grid = django_filters.ModelChoiceFilter(label=_("网格"), queryset=GridCell.objects.none())
    chain = django_filters.ModelChoiceFilter(label=_("产业链"), queryset=Chain.objects.none())

    class Meta:
        model = Enterprise
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reached = Enterprise.objects.filter(pk__in=self.queryset.order_by().values("pk"))
        self.filters["grid"].queryset = GridCell.objects.filter(enterprises__in=reached).distinct()
        self.filters["chain"].queryset = Chain.objects.filter(enterprises__in=reached).distinct()

    def by_stage(self, queryset: QuerySet[Enterprise], _name: str, value: str) -> QuerySet[Enterprise]:
        """Filter by one stage, or by those in which an enterprise produces."""
        return queryset.filter(stage__in=IN_PRODUCTION if value == "producing" else (value,))

    def by_mark(self, queryset: QuerySet[Enterprise], name: str, value: str) -> QuerySet[Enterprise]:
        """Filter by a mark that is yes, no or unknown."""
        return queryset.filter(**{name: {"yes": True, "no": False}.get(value)})
