"""Forms of boards."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from runwu.organizations.models import Organization


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
