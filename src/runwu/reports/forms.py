"""Forms of boards."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from runwu.enterprises.models import Park
from runwu.organizations.models import Organization
from runwu.reports.models import ImpactAssessment


class ReleaseForm(forms.Form):
    """Who has declared the totals of which area not classified, by which paper, since when."""

    area = forms.ModelChoiceField(
        queryset=Organization.objects.none(), to_field_name="public_id", label=_("区域"), empty_label=None
    )
    official = forms.CharField(label=_("核定人"), max_length=50, help_text=_("有权定密或核定的负责人姓名。"))
    position = forms.CharField(label=_("职务"), max_length=50)
    document = forms.CharField(label=_("依据文号"), max_length=100)
    since = forms.DateField(label=_("自哪一天起"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))

    def __init__(self, *args: Any, areas: QuerySet[Organization], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["area"].queryset = areas  # type: ignore[attr-defined]
        self.fields["since"].initial = today

    def clean_since(self) -> date:
        """Refuse days to come: what is recorded has been decided."""
        since: date = self.cleaned_data["since"]
        if since > self.today:
            raise forms.ValidationError(_("日期不能晚于今天。请填已经核定的日期。"))
        return since

    def release(self) -> dict[str, Any]:
        """Return the valid form as the service takes it."""
        said = {name: self.cleaned_data[name] for name in ("official", "position", "document")}
        return {"organization": self.cleaned_data["area"], "said": said, "since": self.cleaned_data["since"]}


class AssessmentForm(forms.ModelForm[ImpactAssessment]):
    """An assessment as people made it."""

    park = forms.ModelChoiceField(
        queryset=Park.objects.none(), to_field_name="public_id", label=_("园区"), empty_label=None
    )

    class Meta:
        model = ImpactAssessment
        fields = (
            "park", "subject", "processing", "purpose", "impact", "measures", "conclusion", "made_on", "made_by",
            "approved_by", "review_on",
        )  # fmt: skip
        help_texts = {
            "subject": _("例如：党员登记和转接。"),
            "purpose": _("三项都写评估的结果，不写任何人的个人信息。"),
            "review_on": _("到这一天提醒复审；处理活动有变化的，提前重新评估。"),
        }

    def __init__(self, *args: Any, parks: QuerySet[Park], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["park"].queryset = parks  # type: ignore[attr-defined]
        for name in ("purpose", "impact", "measures"):
            self.fields[name].widget = forms.Textarea(attrs={"rows": 3})
        for name in ("made_on", "review_on"):
            self.fields[name].widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})

    def said(self) -> dict[str, Any]:
        """Return the valid form as the service takes it, without the park."""
        return {name: value for name, value in self.cleaned_data.items() if name != "park"}
