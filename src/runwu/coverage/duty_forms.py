"""Forms of fallback duties (兜底登记、兜底事项的写法)."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from runwu.coverage.choices import DutyAct, DutySource
from runwu.coverage.forms import DayInput
from runwu.coverage.selectors.fallback_duties import Duty
from runwu.organizations.models import Organization
from runwu.people.models import Person

_AHEAD = timedelta(days=366)


class DutyEntryForm(forms.Form):
    """Which duty, to whom, from which day, by which document."""

    duty = forms.ChoiceField(label=gettext_lazy("兜底事项"))
    act = forms.ChoiceField(label=gettext_lazy("操作"), choices=DutyAct.choices, initial=DutyAct.HAND_OVER)
    organization = forms.ModelChoiceField(
        label=gettext_lazy("负责的党组织"), queryset=Organization.objects.none(), to_field_name="public_id",
        required=False, empty_label=gettext_lazy("（结束时不选）"),
    )  # fmt: skip
    person = forms.ModelChoiceField(
        label=gettext_lazy("负责人"), queryset=Person.objects.none(), to_field_name="public_id", required=False,
        empty_label=gettext_lazy("（不指定到人）"),
    )  # fmt: skip
    since = forms.DateField(label=gettext_lazy("自哪一天起"), widget=DayInput())
    document = forms.CharField(label=gettext_lazy("文号或会议"), max_length=100)
    also_derived = forms.BooleanField(label=gettext_lazy("由现有事实派生的也登记（文件另有规定时）"), required=False)

    def __init__(
        self,
        *args: Any,
        duties: Sequence[Duty],
        organizations: QuerySet[Organization],
        people: QuerySet[Person],
        on: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._on = on
        self.fields["duty"].choices = [(duty.code, duty.name) for duty in duties]  # type: ignore[attr-defined]
        self.fields["organization"].queryset = organizations  # type: ignore[attr-defined]
        self.fields["organization"].label_from_instance = lambda one: one.label  # type: ignore[attr-defined]
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
        self.fields["person"].label_from_instance = lambda one: one.name  # type: ignore[attr-defined]

    def clean_since(self) -> date:
        """Refuse days that are a slip of the hand."""
        since: date = self.cleaned_data["since"]
        if since.year < self._on.year - 50 or since > self._on + _AHEAD:
            raise forms.ValidationError(_("日期 %s 太早或太晚。请核对年份。") % since.isoformat())
        return since

    def clean(self) -> dict[str, Any]:
        """Ask for an organisation where a duty is handed over."""
        data = super().clean() or {}
        if data.get("act") == DutyAct.HAND_OVER and not data.get("organization") and "organization" not in self.errors:
            self.add_error("organization", _("请选择负责的党组织；有具体负责人的，再选负责人。"))
        return data


class DutyWordsForm(forms.Form):
    """How a park words one duty, and the facts that it follows from."""

    name = forms.CharField(label=gettext_lazy("名称"), max_length=20)
    details = forms.CharField(label=gettext_lazy("内容"), max_length=120, required=False)
    follows = forms.MultipleChoiceField(
        label=gettext_lazy("由哪些事实派生"), choices=DutySource.choices, required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
