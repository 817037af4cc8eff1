"""Forms of frozen figures."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from runwu.organizations.models import Organization


class FreezeForm(forms.Form):
    """Which organisation's line, on which closing day."""

    organization = forms.ModelChoiceField(
        queryset=Organization.objects.none(), to_field_name="public_id", label=_("党组织"), empty_label=None,
        help_text=_("连同当日的所有下级一起统计，每名党员只计一次。"),
    )  # fmt: skip
    on = forms.TypedChoiceField(label=_("时点"), coerce=date.fromisoformat)

    def __init__(
        self,
        *args: Any,
        organizations: QuerySet[Organization],
        near: Iterable[Organization],
        days: Iterable[date],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offered: Any = self.fields["organization"]
        offered.queryset = organizations  # any of them may be sent; shown are those `near`
        offered.widget.choices = [(str(one.public_id), one.name) for one in near]
        self.fields["on"].choices = [(day.isoformat(), day.isoformat()) for day in days]  # type: ignore[attr-defined]


class CorrectionForm(forms.Form):
    """The right number, and why."""

    number = forms.IntegerField(label=_("更正为"), min_value=0, max_value=9_999_999)
    reason = forms.CharField(
        label=_("更正原因"), max_length=200, min_length=2, help_text=_("例如“漏登一名转入党员”。不要写姓名和号码。")
    )
    document = forms.CharField(label=_("依据材料"), max_length=100, help_text=_("文号、会议记录或法定名册的日期。"))
