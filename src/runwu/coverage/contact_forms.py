"""Forms of the assignment (派员)."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from runwu.coverage.choices import ContactKind, Language
from runwu.coverage.services.contact_facts import Wanted
from runwu.enterprises.models import Chain, GridCell, Park


class ContactRequestForm(forms.Form):
    """For which park, whom to assign, and the limits."""

    park = forms.ModelChoiceField(
        queryset=Park.objects.none(), to_field_name="public_id", label=gettext_lazy("园区"), empty_label=None
    )
    kind = forms.ChoiceField(label=gettext_lazy("安排谁"), choices=ContactKind.choices)
    limit = forms.IntegerField(
        label=gettext_lazy("每人最多联系几家"), min_value=1, max_value=500, required=False,
        help_text=gettext_lazy("不填：按平均负担的 1.2 倍。个人另有上限的，从其上限。"),
    )  # fmt: skip
    max_way_m = forms.IntegerField(
        label=gettext_lazy("最远距离（米）"), min_value=100, max_value=100_000, required=False,
        help_text=gettext_lazy("不填：不限。"),
    )  # fmt: skip
    with_members = forms.BooleanField(label=gettext_lazy("有党员但还没有党支部的企业也安排"), required=False)

    def __init__(self, *args: Any, parks: QuerySet[Park], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["park"].queryset = parks  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """Return what was asked for."""
        data = self.cleaned_data
        return Wanted(ContactKind(data["kind"]), data["limit"], data["max_way_m"], data["with_members"])


class ContactProfileForm(forms.Form):
    """Where somebody starts, what they speak and know, how many they take."""

    grid = forms.ModelChoiceField(
        label=gettext_lazy("常驻网格"), queryset=GridCell.objects.none(), to_field_name="public_id", required=False,
        empty_label=gettext_lazy("（未定：取所联系企业的中间位置）"),
    )  # fmt: skip
    most = forms.IntegerField(
        label=gettext_lazy("最多联系几家"), min_value=1, max_value=500, required=False,
        help_text=gettext_lazy("不填：按测算时的上限。"),
    )  # fmt: skip
    chains = forms.ModelMultipleChoiceField(
        label=gettext_lazy("熟悉的产业链"), queryset=Chain.objects.none(), to_field_name="name", required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("工作语言"), choices=Language.choices, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, grids: QuerySet[GridCell], chains: QuerySet[Chain], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["grid"].queryset = grids  # type: ignore[attr-defined]
        self.fields["chains"].queryset = chains  # type: ignore[attr-defined]


class LanguageForm(forms.Form):
    """In which languages an enterprise works."""

    languages = forms.MultipleChoiceField(
        label=gettext_lazy("工作语言"), choices=Language.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
