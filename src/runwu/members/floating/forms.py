"""Forms of floating periods: both organisations, dates, reason, and where activities are attended."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from runwu.core.scope import Capability, Scope
from runwu.members.choices import FloatReason, Mistake, Standing
from runwu.members.models import PartyMember, Season
from runwu.members.services.floating import Guest, Stay
from runwu.members.transfer_forms import day_field
from runwu.members.transfers import is_ambiguous, target_called
from runwu.organizations.choices import Form as OrganizationForm
from runwu.organizations.choices import OrganizationState
from runwu.organizations.models import Organization
from runwu.organizations.paths import ancestors
from runwu.people.models import Gender

_HOSTS = (OrganizationForm.BRANCH, OrganizationForm.JOINT_BRANCH, OrganizationForm.FLOATING_BRANCH)


def hosting(scope: Scope) -> QuerySet[Organization]:
    """List the branches in reach that may host."""
    reach = scope.paths(Capability.TRANSFER_MEMBERS)
    rows = Organization.objects.filter(reach, state=OrganizationState.ACTIVE, form__in=_HOSTS)
    return rows.order_by("name")


def calendar(scope: Scope) -> QuerySet[Season]:
    """List the seasons in use of organisations in reach, and of those above them."""
    above = {one for grant in scope.grants if grant.path for one in ancestors(grant.path)}
    reach = scope.paths(Capability.SEE_MEMBERS, "organization__path")
    rows = Season.objects.filter(ended_on__isnull=True)
    return (rows.filter(reach) | rows.filter(organization__path__in=above)).select_related("organization")


class _PeriodForm(forms.Form):
    since = day_field(gettext_lazy("开始日期"))
    reason = forms.ChoiceField(label=gettext_lazy("流动原因"), choices=FloatReason.choices)
    activity_place = forms.CharField(
        label=gettext_lazy("活动地点"), max_length=100, required=False,
        help_text=gettext_lazy("在哪里参加组织生活，例如党群服务中心。正式组织关系不变。"),
    )  # fmt: skip
    season = forms.ModelChoiceField(
        label=gettext_lazy("季历"), queryset=Season.objects.none(), to_field_name="public_id", required=False,
        empty_label=gettext_lazy("不是候鸟党员"),
    )  # fmt: skip

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["season"].queryset = calendar(scope)  # type: ignore[attr-defined]
        self.fields["season"].label_from_instance = lambda one: f"{one.name}（{one.days}）"  # type: ignore[attr-defined]

    def period(self, **places: Any) -> Stay:
        """Return the period as told, between these places."""
        data = self.cleaned_data
        return Stay(
            since=data["since"], reason=FloatReason(data["reason"]), activity_place=data["activity_place"],
            season=data["season"], until=data.get("until"), **places,
        )  # fmt: skip


class OutForm(_PeriodForm):
    """Where a member of ours goes."""

    host = forms.CharField(
        label=gettext_lazy("流入地党组织"), max_length=100,
        help_text=gettext_lazy("写全称、简称或组织编码；对方不使用本系统的，照实写名称。"),
    )  # fmt: skip
    until = day_field(gettext_lazy("结束日期"), required=False, help_text=gettext_lazy("还没有结束的，不填。"))
    field_order = ("host", "since", "until", "reason", "activity_place", "season")

    def clean_host(self) -> str:
        """Refuse a short name that several organisations share."""
        words = str(self.cleaned_data["host"]).strip()
        if target_called(words) is None and is_ambiguous(words):
            raise forms.ValidationError(_("有几个党组织都叫这个简称。同一简称不能确定是哪一个。请写全称或组织编码。"))
        return words

    def stay(self, member: PartyMember) -> Stay:
        """Return the period, with the host found here where it uses this system."""
        words = self.cleaned_data["host"]
        host = target_called(words)
        host = host if host is not None and host.state == OrganizationState.ACTIVE else None
        return self.period(home=member.organization, host=host, host_label="" if host else words)


class InForm(_PeriodForm):
    """From where somebody comes whose affiliation stays elsewhere, and who hosts."""

    name = forms.CharField(label=gettext_lazy("姓名"), max_length=50)
    gender = forms.ChoiceField(label=gettext_lazy("性别"), choices=[("", "—"), *Gender.choices], required=False)
    standing = forms.ChoiceField(label=gettext_lazy("党员类别"), choices=Standing.choices)
    admitted_on = day_field(gettext_lazy("入党日期"), required=False)
    home_label = forms.CharField(label=gettext_lazy("流出地党组织"), max_length=100)
    host = forms.ModelChoiceField(
        label=gettext_lazy("流入地党组织"), queryset=Organization.objects.none(), to_field_name="public_id",
        empty_label=gettext_lazy("请选择"),
    )  # fmt: skip
    of_the_person = ("name", "gender", "standing", "admitted_on")
    field_order = (*of_the_person, "home_label", "host", "since", "reason", "activity_place", "season")

    def __init__(self, *args: Any, scope: Scope, known: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, scope=scope, **kwargs)
        self.fields["host"].queryset = hosting(scope)  # type: ignore[attr-defined]
        for name in self.of_the_person if known else ():
            del self.fields[name]

    def stay(self) -> Stay:
        """Return the period."""
        return self.period(host=self.cleaned_data["host"], home_label=self.cleaned_data["home_label"].strip())

    def guest(self) -> Guest:
        """Return who comes."""
        data = {name: self.cleaned_data[name] for name in self.of_the_person}
        return Guest(**{**data, "standing": Standing(data["standing"])})


class MistakeForm(forms.Form):
    """Why a period that was recorded today is corrected or taken back."""

    mistake = forms.ChoiceField(label=gettext_lazy("更正或撤回的原因"), choices=[("", "—"), *Mistake.choices])


class EndForm(forms.Form):
    """From which day the period no longer holds."""

    day = day_field(gettext_lazy("结束日期"))


class ContactedForm(forms.Form):
    """On which day the branch was in touch."""

    day = day_field(gettext_lazy("联系日期"))


class SeasonForm(forms.ModelForm[Season]):
    """A season of every year."""

    organization = forms.ModelChoiceField(
        label=gettext_lazy("由哪个组织"), queryset=Organization.objects.none(), to_field_name="public_id",
        empty_label=gettext_lazy("请选择"),
    )  # fmt: skip

    class Meta:
        model = Season
        fields = ("organization", "name", "first_month", "first_day", "last_month", "last_day", "activities")

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reach = scope.paths(Capability.TRANSFER_MEMBERS)
        rows = Organization.objects.filter(reach, state=OrganizationState.ACTIVE).order_by("path")
        self.fields["organization"].queryset = rows  # type: ignore[attr-defined]
