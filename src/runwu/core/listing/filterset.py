"""Filters of a list without what costs (筛选集): filters are copied shallowly, and one form serves all lists."""

from collections.abc import Callable, Iterable, Iterator
from copy import copy
from typing import Any

import django_filters
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

_NOT_OFFERED = _("选项“%(value)s”不在可选的范围内。请重新选择。")


class Filters(django_filters.FilterSet):
    """A FilterSet made for every request: the deep copies and the new form class of django-filter cost as much as
    the rows of a page.

    What a filter holds is read, never changed, but for its queryset, so a shallow copy of it is enough.
    """

    def __init__(
        self, data: Any = None, queryset: Any = None, *, request: Any = None, prefix: str | None = None
    ) -> None:
        self.is_bound = data is not None
        self.data = data if data is not None else {}
        self.queryset = queryset
        self.request = request
        self.form_prefix = prefix
        self._form: forms.Form | None = None
        self.filters = {name: self._own(found) for name, found in self.base_filters.items()}

    def _own(self, found: Any) -> Any:
        own = copy(found)
        own.extra = dict(found.extra)
        own.__dict__.pop("_field", None)
        own.method = found.method  # binds the copy, not the filter it was copied from
        own.model, own.parent = self.queryset.model, self
        return own

    @property
    def form(self) -> forms.Form:
        """Return the form of the filters; its fields are made for it, so that Django need not copy them."""
        if self._form is None:
            self._form = self._meta.form(self.data if self.is_bound else None, prefix=self.form_prefix)
            self._form.fields = {name: found.field for name, found in self.filters.items()}
        return self._form


class RowField(forms.ChoiceField):
    """A choice among rows that are read once: for the drop-down list, and to check what was chosen (选一行)."""

    def __init__(self, *, rows: Callable[[], Iterable[Model]], empty_label: Any = None, **options: Any) -> None:
        self.rows, self.empty_label = rows, empty_label
        super().__init__(**options)
        self.choices = self._offered  # a callable: asked when the field is drawn

    def _offered(self) -> Iterator[tuple[str, str]]:
        if self.empty_label is not None:
            yield "", str(self.empty_label)
        yield from ((str(row.public_id), str(row)) for row in self.rows())  # type: ignore[attr-defined]

    def to_python(self, value: Any) -> Any:
        """Return the row with this public id, or None where nothing was chosen."""
        if value in self.empty_values:
            return None
        found = next((row for row in self.rows() if str(row.public_id) == str(value)), None)  # type: ignore[attr-defined]
        if found is None:
            raise ValidationError(_NOT_OFFERED, code="invalid_choice", params={"value": value})
        return found

    def validate(self, value: Any) -> None:
        """Check that something was chosen where it has to be; `to_python` has seen to the rest."""
        forms.Field.validate(self, value)


class RowFilter(django_filters.Filter):
    """Filter by one of some rows, by its public id (按一行筛选). `offer` says which; read once per request."""

    field_class = RowField

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, empty_label=settings.FILTERS_EMPTY_CHOICE_LABEL, **options)

    def offer(self, rows: Iterable[Model]) -> None:
        """Offer these rows; a queryset is read when the form needs it."""
        kept: list[list[Model]] = []

        def once() -> list[Model]:
            if not kept:
                kept.append(list(rows))
            return kept[0]

        self.extra["rows"] = once

    def filter(self, queryset: QuerySet[Any], value: Any) -> QuerySet[Any]:
        return queryset if value is None else queryset.filter(**{self.field_name: value})
