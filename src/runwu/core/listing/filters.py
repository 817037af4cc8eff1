"""Filters of list pages (筛选): a search over several columns, and what is filtered, in words."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

import django_filters
from django import forms
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from runwu.core.listing.searching import holds

LONGEST_SEARCH = 60


class SearchFilter(django_filters.CharFilter):
    """Find every word of the input in any of several columns (搜索); two Chinese characters suffice.

    Where one of them holds pinyin initials the box says so, because whole pinyin finds nothing.
    """

    def __init__(self, *, fields: Sequence[str], **options: Any) -> None:
        if any(name.endswith("initials") for name in fields):
            options.setdefault("widget", forms.TextInput(attrs={"placeholder": gettext_lazy("汉字或拼音首字母")}))
        super().__init__(**{"max_length": LONGEST_SEARCH, "label": _("搜索"), **options})
        self.fields = tuple(fields)

    def filter(self, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        for word in (value or "").split():
            queryset = queryset.filter(reduce(or_, (holds(name, word) for name in self.fields)))
        return queryset


class DayFilter(django_filters.DateFilter):
    """A day, picked from a calendar (日期)."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options})


def described(form: forms.Form) -> list[tuple[str, str]]:
    """Return what a valid filter form filters by: label and value in words."""
    return [(str(_label(form, name)), words) for name, words in _chosen(form) if words]


def in_filter_words(chosen: Sequence[tuple[str, str]]) -> str:
    """Say in one line by what something is filtered, as files of a list open with it."""
    words = "；".join(f"{label}：{value}" for label, value in chosen)
    return _("筛选：%(filters)s") % {"filters": words} if words else _("未筛选")


def filtered_names(form: forms.Form) -> list[str]:
    """Return the names of the filters in use, without their values (for the audit log)."""
    return [name for name, words in _chosen(form) if words]


def _chosen(form: forms.Form) -> Iterator[tuple[str, str]]:
    return ((name, _words(form.fields[name], value)) for name, value in form.cleaned_data.items())


def _label(form: forms.Form, name: str) -> Any:
    return form.fields[name].label or name


def _words(field: forms.Field, value: Any) -> str:
    """Return a filter's value as a person reads it; "" where it filters nothing."""
    if value is None or value == "":
        return ""
    if isinstance(value, slice):
        return f"{_words(field, value.start)}–{_words(field, value.stop)}"
    if isinstance(value, list | tuple | QuerySet):
        return "、".join(_words(field, each) for each in value)
    return _one(field, value)


def _one(field: forms.Field, value: Any) -> str:
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Model) else _choice(field, value)


def _choice(field: forms.Field, value: Any) -> str:
    choices = {str(code): str(word) for code, word in _flat(getattr(field, "choices", ()))}
    return choices.get(str(value), str(value))


def _flat(choices: Any) -> Iterator[tuple[Any, Any]]:
    """Iterate over choices, those in groups included."""
    for code, word in choices:
        if isinstance(word, list | tuple):
            yield from word
        else:
            yield code, word
