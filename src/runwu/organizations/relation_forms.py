"""Forms about relations and promises (关系、承诺事项)."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from runwu.organizations.choices import RelationKind, RelationLine
from runwu.organizations.forms import DayInput
from runwu.organizations.models import Organization
from runwu.organizations.services.relations import RelationEntry

KINDS = (
    ("guided:industry", _("行业线指导（管行业就要管党建）")),
    ("guided:chain", _("产业链指导")),
    ("guided:big_committee", _("大党委指导（没有隶属关系）")),
    ("allied:one_plus_n", _("1+N 联建")),
    ("allied:none", _("联盟")),
    ("paired:none", _("结对")),
)


class ChooseOtherForm(forms.Form):
    """Which relation, who leads, and with whom: the first step."""

    what = forms.ChoiceField(label=_("关系"), choices=KINDS, help_text=_("改变上级组织的，用“调整隶属”。"))
    side = forms.ChoiceField(
        label=_("牵头的一方"),
        choices=(("here", _("本组织")), ("there", _("对方"))),
        help_text=_("联盟、结对不分牵头，按本组织登记。"),
    )
    q = forms.CharField(label=_("对方名称"), max_length=50, help_text=_("全称、简称或拼音首字母。"))


class RelationForm(forms.Form):
    """A relation as its paper tells it."""

    since = forms.DateField(label=_("开始日期"), widget=DayInput(), help_text=_("文件、协议写明的日期。"))
    document = forms.CharField(label=_("依据文件"), max_length=100, help_text=_("文件、协议或会议纪要的标题、文号。"))
    until = forms.DateField(
        label=_("终止日期"),
        required=False,
        widget=DayInput(),
        help_text=_("补登已经终止的关系时填写：不再有效的第一天。"),
    )
    end_document = forms.CharField(label=_("终止依据文件"), max_length=100, required=False)

    def entry(self, what: str) -> RelationEntry:
        """Return the relation as it was typed, of the kind and line that the first step chose."""
        kind, line = what.split(":")
        given = self.cleaned_data
        return RelationEntry(
            kind=RelationKind(kind), line=RelationLine(line), since=given["since"], document=given["document"],
            until=given["until"], end_document=given["end_document"],
        )  # fmt: skip


class EndRelationForm(forms.Form):
    """When and by which paper a relation ends."""

    on = forms.DateField(label=_("终止日期"), widget=DayInput(), help_text=_("不再有效的第一天。"))
    document = forms.CharField(label=_("依据文件"), max_length=100)


class PromiseForm(forms.Form):
    """What one side promises the other by a day."""

    promised_by = forms.ChoiceField(label=_("承诺的一方"))
    words = forms.CharField(label=_("承诺事项"), max_length=200, help_text=_("写清做什么、给谁。不写党员姓名、电话。"))
    due_on = forms.DateField(label=_("兑现期限"), widget=DayInput())

    def __init__(self, *args: Any, sides: Sequence[Organization], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sides = {str(one.public_id): one for one in sides}
        side: Any = self.fields["promised_by"]
        side.choices = [(key, one.name) for key, one in self.sides.items()]

    @property
    def side(self) -> Organization:
        """Return who promises."""
        return self.sides[self.cleaned_data["promised_by"]]


class SettleForm(forms.Form):
    """Whether a promise was kept, when, and what shows it."""

    kept = forms.ChoiceField(label=_("兑现情况"), choices=(("yes", _("已兑现")), ("no", _("未兑现"))))
    on = forms.DateField(
        label=_("日期"), widget=DayInput(), help_text=_("兑现的日期；未兑现的填认定的日期，在期限之后。")
    )
    evidence = forms.CharField(
        label=_("凭据"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("会议纪要、文件、现场情况等。不写党员姓名、电话。"),
    )
