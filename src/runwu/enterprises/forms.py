"""Forms of enterprises."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from runwu.core.meanwhile import CarefulForm
from runwu.enterprises.choices import FactKind, Operating, Stage, VisibilityLevel
from runwu.enterprises.models import Enterprise
from runwu.enterprises.services.facts import FactInput, open_fact, shown_fact
from runwu.enterprises.services.visibility import VisibilityOrder

_YES_NO = [("yes", _("是")), ("no", _("否")), ("", _("未知"))]


class FactForm(CarefulForm):
    """One dated fact: its value, since when, says who."""

    since = forms.DateField(label=_("自哪一天起"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    source = forms.CharField(label=_("来源"), max_length=100, help_text=_("例如：企业填报、营业执照、走访。"))

    def __init__(self, *args: Any, kind: FactKind, enterprise: Enterprise, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.enterprise, self.today = kind, enterprise, today
        self.fields = {"value": _value_field(kind), **self.fields}
        self.fields["since"].initial = today
        self.fields["value"].initial = _initial(kind, enterprise)
        self.shows(shown_fact(open_fact(enterprise, kind)))

    def clean_since(self) -> date:
        """Refuse days to come: a fact is what is known."""
        since: date = self.cleaned_data["since"]
        if since > self.today:
            raise forms.ValidationError(_("日期不能晚于今天。事实只记已经发生的，请改为今天或更早。"))
        return since

    def fact(self) -> FactInput:
        """Return the fact as the service takes it."""
        value = self.cleaned_data["value"]
        return FactInput(
            enterprise_id=self.enterprise.pk,
            kind=self.kind,
            value=None if value in ("", None) else value,
            since=self.cleaned_data["since"],
            source=self.cleaned_data["source"],
        )


def _value_field(kind: FactKind) -> forms.Field:
    if kind == FactKind.STAFF:
        return forms.IntegerField(label=kind.label, min_value=0, max_value=10_000_000, required=False)
    choices = {FactKind.STAGE: Stage.choices, FactKind.OPERATING: Operating.choices}.get(kind, _YES_NO)
    return forms.ChoiceField(label=kind.label, choices=choices, required=kind in (FactKind.STAGE, FactKind.OPERATING))


def _initial(kind: FactKind, enterprise: Enterprise) -> Any:
    value = getattr(enterprise, kind.value)
    return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value


class VisibilityForm(forms.Form):
    """A decision on how openly Party work may appear."""

    level = forms.TypedChoiceField(
        label=_("可见程度"), choices=VisibilityLevel.choices, coerce=int, widget=forms.RadioSelect
    )
    since = forms.DateField(label=_("生效日期"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    decided_by = forms.CharField(label=_("决定的党组织"), max_length=100)
    basis = forms.CharField(
        label=_("理由"), max_length=200, help_text=_("写企业的情况，不写任何人的名字。企业看不到。")
    )
    asked = forms.BooleanField(
        label=_("放宽的：已逐个听取在这家企业工作的党员的意见，没有人希望保持原来的级别"), required=False
    )

    def order(self) -> VisibilityOrder:
        """Return the decision as the service takes it."""
        data = self.cleaned_data
        names = ("since", "decided_by", "basis", "asked")
        return VisibilityOrder(level=VisibilityLevel(data["level"]), **{name: data[name] for name in names})
