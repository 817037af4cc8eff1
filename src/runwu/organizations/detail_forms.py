"""The form about what is on record of an organisation besides name, form and place (更正基本信息)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from runwu.core.meanwhile import CarefulForm
from runwu.organizations.choices import BRANCH_FORMS, Sector
from runwu.organizations.forms import DayInput
from runwu.organizations.models import Organization
from runwu.organizations.services.details import Details, shown_details


class DetailsForm(CarefulForm):
    """Organisation code, short name, sector and day of founding, and the paper that says so."""

    code = forms.CharField(
        label=_("组织编码"), max_length=32, required=False,
        help_text=_("照党员系统里的填写。按编码转接组织关系、核对法定名册和搜索都用它。"),
    )  # fmt: skip
    short_name = forms.CharField(
        label=_("简称"), max_length=50, required=False, help_text=_("全称按批复更名，不在这里改。")
    )
    sector = forms.ChoiceField(
        label=_("所在领域"), required=False, choices=(("", _("没有登记")), *Sector.choices),
        help_text=_("社区的党支部任期按规定另算，换届日期随之改变。"),
    )  # fmt: skip
    established_on = forms.DateField(
        label=_("成立日期"), required=False, widget=DayInput(),
        help_text=_("从名册导入、没有成立日期的在这里补登；凭批复设立的以批复为准。"),
    )  # fmt: skip
    document = forms.CharField(
        label=_("依据"), max_length=100, help_text=_("文件标题、文号，或者党组织信息采集表。写入沿革。")
    )

    def __init__(self, *args: Any, organization: Organization, **kwargs: Any) -> None:
        shown = shown_details(organization)
        kwargs["initial"] = dict(shown)
        super().__init__(*args, **kwargs)
        if organization.form not in BRANCH_FORMS:
            del self.fields["sector"]
        self.shows(shown)

    @property
    def details(self) -> Details:
        """Return what was typed, as the service takes it."""
        told = self.cleaned_data
        return Details(
            code=told["code"], short_name=told["short_name"], sector=told.get("sector", ""),
            established_on=told["established_on"], document=told["document"],
        )  # fmt: skip
