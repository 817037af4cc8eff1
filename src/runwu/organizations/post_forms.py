"""Forms about posts (任职)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from runwu.core.meanwhile import CarefulForm
from runwu.enterprises.models import Enterprise
from runwu.enterprises.models.workplaces import ManagementLevel
from runwu.organizations.choices import PostKind
from runwu.organizations.forms import DayInput
from runwu.organizations.services import PostEntry


class ChoosePersonForm(forms.Form):
    """Which post, and who: the first step."""

    kind = forms.ChoiceField(label=_("职务"), choices=PostKind.choices)
    q = forms.CharField(
        label=_("姓名"),
        required=False,
        max_length=50,
        help_text=_(
            "姓名或拼音首字母。书记、副书记、委员从本组织的党员中选，可以不填；"
            "党员组织关系不在本组织的（如临时党支部），请填姓名。"
        ),
    )


class PostForm(CarefulForm):
    """A post as the paper says it."""

    since = forms.DateField(label=_("任职日期"), widget=DayInput(), help_text=_("当选、批准或聘任文件写明的日期。"))
    until = forms.DateField(
        label=_("离任日期"),
        required=False,
        widget=DayInput(),
        help_text=_("补登历任时填写：不再任职的第一天。在任的留空。"),
    )
    end_document = forms.CharField(
        label=_("离任依据文件"),
        max_length=100,
        required=False,
        help_text=_("填了离任日期的必填：免职、辞职批复或换届结果的文号或标题。"),
    )
    decided_by = forms.CharField(label=_("决定机关"), max_length=100, help_text=_("例如：支部党员大会、上级党委。"))
    document = forms.CharField(
        label=_("依据文件"), max_length=100, help_text=_("选举结果报告、批复或聘任文件的文号或标题。")
    )
    concurrent_position = forms.CharField(
        label=_("兼任职务"),
        max_length=50,
        required=False,
        help_text=_("例如：工会主席。指导员写单位、职务和职级，例如：示例局干部（副科级）。没有的留空。"),
    )
    enterprise = forms.ChoiceField(
        label=_("任职企业"), required=False, help_text=_("本人在哪家企业担任职务。不与工作单位关联的留空。")
    )
    management_level = forms.ChoiceField(label=_("管理层级"), required=False)
    allowance = forms.IntegerField(
        label=_("工作津贴（元／月）"), required=False, min_value=0, max_value=999_999,
        help_text=_("没有核定的留空。加密保存，只给登记任职的人看。"),
    )  # fmt: skip

    def __init__(self, *args: Any, kind: str, enterprises: list[Enterprise], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.enterprises = {str(one.public_id): one for one in enterprises}
        firms: Any = self.fields["enterprise"]
        firms.choices = [("", _("没有")), *((key, one.name) for key, one in self.enterprises.items())]
        levels: Any = self.fields["management_level"]
        levels.choices = [("", _("没有填")), *ManagementLevel.choices]

    def clean(self) -> dict[str, Any] | None:
        """Ask for the paper by which the post ended."""
        data = super().clean() or self.cleaned_data
        if data.get("until") and not (data.get("end_document") or "").strip() and not self.has_error("end_document"):
            self.add_error(
                "end_document", _("填了离任日期，没有写离任依据文件。离任同任职一样凭文件登记，请照文件填写。")
            )
        return data

    @property
    def entry(self) -> PostEntry:
        """Return the post as it was typed."""
        given = self.cleaned_data
        return PostEntry(
            kind=self.kind,
            enterprise=self.enterprises.get(given["enterprise"]),
            allowance="" if given["allowance"] is None else str(given["allowance"]),
            **{
                name: given[name]
                for name in (
                    "since", "until", "decided_by", "document", "concurrent_position", "management_level", "end_document"
                )
            },
        )  # fmt: skip


class EndForm(forms.Form):
    """When and by which paper a post ends."""

    on = forms.DateField(label=_("离任日期"), widget=DayInput(), help_text=_("不再任职的第一天。"))
    document = forms.CharField(
        label=_("依据文件"), max_length=100, help_text=_("免职、辞职批复或换届结果的文号或标题。")
    )
