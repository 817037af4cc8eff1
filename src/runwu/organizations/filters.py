"""Filters of the organisation list."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from runwu.core.listing import DayFilter, Filters, RowFilter, SearchFilter
from runwu.core.scope import Capability
from runwu.enterprises.selectors import parks
from runwu.organizations import lines, relations
from runwu.organizations.choices import (
    BRANCH_FORMS,
    COMMITTEE_FORMS,
    LED_LINES,
    STANDING,
    Form,
    OrganizationState,
    PostKind,
    RelationLine,
    Sector,
)
from runwu.organizations.instructor_profile import RANKS
from runwu.organizations.models import Organization, OrganizationUnit, Post, Promise
from runwu.organizations.post_figures import ENDED, EVER, OTHER_POSTS
from runwu.people.models import DEGREES

QUARTERS = tuple((str(number), _("第%d季度") % number) for number in range(1, 5))
_KINDS = {"branch": BRANCH_FORMS, "committee": COMMITTEE_FORMS}


_SCHOOLING: Mapping[str, Q] = {
    "degree": Q(person__education__in=DEGREES),
    "told": ~Q(person__education=""),
    "untold": Q(person__education=""),
}


class ParkFilters(Filters):
    """Filters with a park where somebody reaches several, or where a link names one."""

    capability = Capability.SEE_ORGANIZATIONS

    class Meta:
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = list(parks(scope=self.request.scope, capability=self.capability).order_by("name"))
        if len(found) > 1 or self.data.get("park"):
            self.filters["park"].offer(found)
        else:
            del self.filters["park"]


def _form_of(queryset: QuerySet[Organization]) -> str:
    return "form_then" if "form_then" in queryset.query.annotations else "form"


class OrganizationFilter(ParkFilters):
    """Search by name, code or pinyin initials; then form, sector and state."""

    q = SearchFilter(fields=("name", "short_name", "initials", "code"))
    park = RowFilter(label=_("园区"))
    kind = django_filters.ChoiceFilter(
        label=_("层级"), choices=(("branch", _("党支部")), ("committee", _("党委"))), method="by_kind"
    )
    form = django_filters.ChoiceFilter(label=_("组织形式"), choices=Form.choices, method="by_form")
    sector = django_filters.ChoiceFilter(label=_("领域"), choices=Sector.choices)
    state = django_filters.ChoiceFilter(
        label=_("状态"), choices=OrganizationState.choices, empty_label=_("已成立和待批复")
    )
    line = django_filters.ChoiceFilter(label=_("条线"), choices=lines.line_choices, method="by_line")
    on = DayFilter(label=_("历史时点"), method="by_day")

    class Meta:
        model = Organization
        fields: tuple[str, ...] = ()

    def filter_queryset(self, queryset: QuerySet[Organization]) -> QuerySet[Organization]:
        """Leave out what stands no more, unless it is asked for; a past day lists what stood then."""
        found: QuerySet[Organization] = super().filter_queryset(queryset)
        if self.form.cleaned_data.get("state") or "form_then" in queryset.query.annotations:
            return found
        return found.filter(state__in=STANDING)

    def by_day(self, queryset: QuerySet[Organization], _name: str, _value: date) -> QuerySet[Organization]:
        """Keep what the view has listed for that day (历史时点)."""
        return queryset

    def by_form(self, queryset: QuerySet[Organization], _name: str, value: str) -> QuerySet[Organization]:
        """Filter by the form, today or on the day shown."""
        return queryset.filter(**{_form_of(queryset): value})

    def by_kind(self, queryset: QuerySet[Organization], _name: str, value: str) -> QuerySet[Organization]:
        """Filter by branches or by committees."""
        return queryset.filter(**{f"{_form_of(queryset)}__in": _KINDS[value]})

    def by_line(self, queryset: QuerySet[Organization], _name: str, value: str) -> QuerySet[Organization]:
        """Filter by a line on which they stand, today or on the day shown."""
        day = self.form.cleaned_data.get("on") or self.request.on
        found = lines.on_line(line=value, scope=self.request.scope, on=day)
        return queryset.filter(pk__in=found.order_by().values("pk"))


class PostFilter(Filters):
    """Search by name or organisation; then post, and what the holder manages besides."""

    q = SearchFilter(fields=("person__name", "person__initials", "organization__name"))
    kind = django_filters.ChoiceFilter(label=_("职务"), choices=PostKind.choices)
    held = django_filters.ChoiceFilter(
        label=_("在任情况"),
        choices=((ENDED, _("已离任")), (EVER, _("在任和已离任"))),
        empty_label=_("在任"),
        method="by_held",
    )
    also = django_filters.ChoiceFilter(
        label=_("兼任情况"),
        choices=(
            ("managing", _("进入企业中高级管理层")),
            ("owner", _("企业出资人")),
            ("union", _("书记兼工会主席（一肩挑）")),
            ("both", _("兼任其他职务")),
            ("unknown", _("管理层级未填")),
        ),
        method="by_other_post",
    )
    on = DayFilter(label=_("历史时点"), method="by_day")

    class Meta:
        model = Post
        fields: tuple[str, ...] = ()

    def by_other_post(self, queryset: QuerySet[Post], _name: str, value: str) -> QuerySet[Post]:
        """Filter by what the holder manages or holds besides."""
        return queryset.filter(OTHER_POSTS[value])

    def by_held(self, queryset: QuerySet[Post], _name: str, _value: str) -> QuerySet[Post]:
        """Keep what the view has listed: held, ended by the day, or both."""
        return queryset

    def by_day(self, queryset: QuerySet[Post], _name: str, _value: date) -> QuerySet[Post]:
        """Keep what the view has listed for that day (历史时点)."""
        return queryset


class InstructorFilter(ParkFilters):
    """Search by name or organisation; then park and education, today or on a past day."""

    capability = Capability.SEE_MEMBERS
    q = SearchFilter(fields=("person__name", "person__initials", "organization__name"))
    park = RowFilter(label=_("园区"), field_name="organization__park")
    schooling = django_filters.ChoiceFilter(
        label=_("学历"),
        choices=(("degree", _("本科以上")), ("told", _("已填学历")), ("untold", _("未填学历"))),
        method="by_schooling",
    )
    rank = django_filters.ChoiceFilter(
        label=_("职级"),
        choices=(("chief", _("科级以上")), ("told", _("已填职级")), ("untold", _("未填职级"))),
        method="by_rank",
    )
    on = DayFilter(label=_("历史时点"), method="by_day")

    class Meta:
        model = Post
        fields: tuple[str, ...] = ()

    def by_schooling(self, queryset: QuerySet[Post], _name: str, value: str) -> QuerySet[Post]:
        """Filter by the education told; one that nobody told is neither yes nor no."""
        return queryset.filter(_SCHOOLING[value])

    def by_rank(self, queryset: QuerySet[Post], _name: str, value: str) -> QuerySet[Post]:
        """Filter by the rank that the post beside names; one that nobody told is neither yes nor no."""
        return queryset.filter(RANKS[value])

    def by_day(self, queryset: QuerySet[Post], _name: str, _value: date) -> QuerySet[Post]:
        """Keep what the view has listed for that day (历史时点)."""
        return queryset


class UnitFilter(Filters):
    """Search by enterprise or organisation; then the line."""

    q = SearchFilter(fields=("enterprise__name", "organization__name"))
    line = django_filters.ChoiceFilter(label=_("条线"), choices=lines.line_choices, method="by_line")
    on = DayFilter(label=_("历史时点"), method="by_day")

    class Meta:
        model = OrganizationUnit
        fields: tuple[str, ...] = ()

    def by_line(self, queryset: QuerySet[OrganizationUnit], _name: str, value: str) -> QuerySet[OrganizationUnit]:
        """Filter by a line on which the covering organisation stands, today or on the day shown."""
        day = self.form.cleaned_data.get("on") or self.request.on
        found = lines.on_line(line=value, scope=self.request.scope, on=day)
        return queryset.filter(organization__in=found.order_by().values("pk"))

    def by_day(self, queryset: QuerySet[OrganizationUnit], _name: str, _value: date) -> QuerySet[OrganizationUnit]:
        """Keep what the view has listed for that day (历史时点)."""
        return queryset


class PromiseFilter(Filters):
    """Search by what was promised or by either side; then line, when it is due, and what became of it."""

    q = SearchFilter(fields=("words", "relation__source__name", "relation__target__name"))
    line = django_filters.ChoiceFilter(
        label=_("条线"), choices=[*RelationLine.choices, (lines.OTHERS, _("属地以外各条线（去重）"))], method="by_line"
    )
    year = django_filters.ChoiceFilter(label=_("期限年份"), choices=(), field_name="due_on", lookup_expr="year")
    quarter = django_filters.ChoiceFilter(
        label=_("期限季度"), choices=QUARTERS, field_name="due_on", lookup_expr="quarter"
    )
    state = django_filters.ChoiceFilter(
        label=_("情况"),
        choices=(
            ("kept", _("已兑现")),
            ("unkept", _("未兑现（含到期未登记）")),
            ("ahead", _("未到期")),
            ("due", _("已到期限或者已兑现")),
        ),
        method="by_state",
    )

    class Meta:
        model = Promise
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["year"].extra["choices"] = self._years

    def _years(self) -> list[tuple[str, str]]:
        """Offer the years in which something in reach is due. One query."""
        days = relations.promises_in_reach(scope=self.request.scope).order_by().dates("due_on", "year", order="DESC")
        return [(str(day.year), str(day.year)) for day in days]

    def by_line(self, queryset: QuerySet[Promise], _name: str, value: str) -> QuerySet[Promise]:
        """Filter by the line of the relation in which it was made."""
        return queryset.filter(relation__line__in=LED_LINES if value == lines.OTHERS else (value,))

    def by_state(self, queryset: QuerySet[Promise], _name: str, value: str) -> QuerySet[Promise]:
        """Filter by what became of it by today."""
        found = relations.promise_states(self.request.on)
        return queryset.filter(~found["ahead"] if value == "due" else found[value])
