"""Forms about cards, skills, vacancies and reserves."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from runwu.organizations.choices import NoteKind, PostKind, Readiness, ReviewGrade
from runwu.organizations.forms import DayInput
from runwu.organizations.services.cadres import NoteEntry, ReserveEntry, ReserveUpdate
from runwu.people.models import SkillKind, SkillLevel
from runwu.people.services import SkillEntry


class NoteForm(forms.Form):
    """A line on a card: what it is about decides which fields are read."""

    kind = forms.ChoiceField(label=_("类别"), choices=NoteKind.choices)
    on = forms.DateField(label=_("日期"), widget=DayInput())
    words = forms.CharField(
        label=_("内容"), required=False, max_length=200,
        help_text=_("培训写班次和主办单位；下一步安排写要做什么。述职评议不填。"),
    )  # fmt: skip
    grade = forms.ChoiceField(
        label=_("等次"), required=False, choices=[("", _("不是述职评议")), *ReviewGrade.choices],
        help_text=_("只用于述职评议，只记等次。"),
    )  # fmt: skip
    document = forms.CharField(label=_("依据文件"), required=False, max_length=100)

    @property
    def entry(self) -> NoteEntry:
        """Return the line as it was typed."""
        return NoteEntry(**self.cleaned_data)


class OwnSkillForm(forms.Form):
    """A skill as the person tells it."""

    kind = forms.ChoiceField(label=_("类别"), choices=SkillKind.choices)
    name = forms.CharField(label=_("名称"), max_length=30, help_text=_("例如：英语、物流管理。"))
    level = forms.ChoiceField(label=_("程度"), choices=SkillLevel.choices)
    source = forms.CharField(label=_("来源"), max_length=100, help_text=_("例如：证书、培训、工作经历。"))

    @property
    def entry(self) -> SkillEntry:
        """Return the skill as it was typed."""
        return SkillEntry(**self.cleaned_data)


class SkillForm(OwnSkillForm):
    """A skill that staff enter with the person's knowledge."""

    told_on = forms.DateField(label=_("告知本人日期"), widget=DayInput(), help_text=_("先告知本人，再登记。"))


class SkillMapForm(forms.Form):
    """What the map of skills is narrowed to: names that stand on record of somebody in reach."""

    trade = forms.ChoiceField(label=SkillKind.TRADE.label, required=False)
    language = forms.ChoiceField(label=SkillKind.LANGUAGE.label, required=False)

    def __init__(self, *args: Any, names: Mapping[SkillKind, list[str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in (SkillKind.TRADE, SkillKind.LANGUAGE):
            field: Any = self.fields[kind.value]
            field.choices = [("", _("全部")), *((name, name) for name in names[kind])]
            field.error_messages["invalid_choice"] = _("现在没有人登记“%(value)s”。请重新选择。")


class VacancyForm(forms.Form):
    """A post that waits for somebody, and what it asks for."""

    organization = forms.ChoiceField(label=_("党组织"))
    kind = forms.ChoiceField(label=_("职务"), choices=PostKind.choices)
    language = forms.CharField(label=_("语言要求"), required=False, max_length=30, help_text=_("例如：英语。"))
    trade = forms.CharField(label=_("行业技能要求"), required=False, max_length=30, help_text=_("例如：物流管理。"))
    note = forms.CharField(label=_("说明"), required=False, max_length=200)

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organization: Any = self.fields["organization"]
        organization.choices = choices


class ReserveUpdateForm(forms.Form):
    """How it stands with somebody in reserve, in words, and when the person was told."""

    readiness = forms.ChoiceField(label=_("准备情况"), choices=Readiness.choices)
    strengths = forms.CharField(label=_("具备条件"), required=False, max_length=200)
    gap = forms.CharField(label=_("还差什么"), max_length=200, help_text=_("用文字写明，不打分。"))
    told_on = forms.DateField(label=_("告知本人日期"), widget=DayInput())
    told_by = forms.CharField(label=_("告知人"), max_length=50)

    @property
    def update(self) -> ReserveUpdate:
        """Return what is new as it was typed."""
        return ReserveUpdate(**self.cleaned_data)


class ReserveForm(ReserveUpdateForm):
    """Somebody who is put in reserve."""

    kind = forms.ChoiceField(label=_("培养方向"), choices=PostKind.choices)
    field_order = ("kind",)

    @property
    def entry(self) -> ReserveEntry:
        """Return the entry as it was typed."""
        return ReserveEntry(**self.cleaned_data)
