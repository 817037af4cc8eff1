"""Forms of reports to communities: the community as people call it, the day, and what is offered there."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from runwu.core.scope import Capability, Scope
from runwu.members.services.check_ins import Report
from runwu.members.transfer_forms import day_field
from runwu.members.transfers import is_ambiguous, target_called
from runwu.organizations.choices import OrganizationState
from runwu.organizations.models import Organization


class ReportForm(forms.Form):
    """To which community, since when, and what is offered."""

    community = forms.CharField(
        label=gettext_lazy("报到社区"), max_length=100,
        help_text=gettext_lazy("写社区党组织的全称、简称或组织编码；对方不使用本系统的，照实写名称。"),
    )  # fmt: skip
    since = day_field(gettext_lazy("报到日期"))
    offer = forms.CharField(
        label=gettext_lazy("愿做的事"), max_length=200, required=False,
        help_text=gettext_lazy("例如周末值班、义诊、调解。愿意写才写。"),
    )  # fmt: skip

    def clean_community(self) -> str:
        """Refuse a short name that several organisations share."""
        words = str(self.cleaned_data["community"]).strip()
        if target_called(words) is None and is_ambiguous(words):
            raise forms.ValidationError(_("有几个党组织都叫这个简称。同一简称不能确定是哪一个。请写全称或组织编码。"))
        return words

    def report(self) -> Report:
        """Return the report, with the community found here where it uses this system."""
        words = self.cleaned_data["community"]
        found = target_called(words)
        found = found if found is not None and found.state == OrganizationState.ACTIVE else None
        return Report(
            since=self.cleaned_data["since"], community=found, community_label="" if found else words,
            offer=self.cleaned_data["offer"],
        )  # fmt: skip


class BranchReportForm(ReportForm):
    """The same for a branch as a whole."""

    organization = forms.ModelChoiceField(
        label=gettext_lazy("报到的党组织"), queryset=Organization.objects.none(), to_field_name="public_id",
        empty_label=gettext_lazy("请选择"),
    )  # fmt: skip
    field_order = ("organization", "community", "since", "offer")

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organization"].queryset = reporting(scope)  # type: ignore[attr-defined]


class EndReportForm(forms.Form):
    """From which day the report no longer holds."""

    day = day_field(gettext_lazy("结束日期"))


def reporting(scope: Scope) -> QuerySet[Organization]:
    """List the organisations that somebody records reports of."""
    rows = Organization.objects.filter(scope.paths(Capability.TRANSFER_MEMBERS), state=OrganizationState.ACTIVE)
    return rows.order_by("name", "pk")
