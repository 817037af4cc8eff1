"""Forms of members."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from runwu.enterprises.rule_forms import PaperForm
from runwu.members.choices import CorrectionField, WishKind
from runwu.members.models import PartyMember
from runwu.members.own.corrections import CHOSEN, standing_now


class ReasonForm(forms.Form):
    """Why a masked field is opened."""

    reason = forms.CharField(
        label=_("事由"),
        min_length=2,
        max_length=100,
        help_text=_("会记入操作日志，党员本人可以看到谁看过。"),
        error_messages={"required": _("请写明事由。手机和出生日期打开时须留下事由。")},
    )


class CorrectionForm(forms.Form):
    """What a member says is wrong, with what stands there now, and what it should be."""

    field = forms.ChoiceField(label=_("哪一项"), choices=CorrectionField.choices)
    wanted = forms.CharField(
        label=_("应当是"),
        max_length=200,
        widget=forms.TextInput(attrs={"list": "known", "autocomplete": "off"}),
        help_text=_("日期按 1990-03-31 的格式填写；性别、学历在输入框里选。外出的写明去哪里、从什么时候起。"),
        error_messages={"required": _("请填写正确的内容。")},
    )
    reason = forms.CharField(
        label=_("依据或说明"),
        required=False,
        max_length=200,
        help_text=_("例如以哪份材料为准。不要填身份证号。"),
    )
    known = [one.label for choices in CHOSEN.values() for one in choices]

    def __init__(self, *args: Any, member: PartyMember, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["field"].choices = [  # type: ignore[attr-defined]
            (one.value, _with_present(one, standing_now(member, one))) for one in CorrectionField
        ]


def _with_present(field: CorrectionField, present: str) -> str:
    said = {"label": field.label, "present": present}
    return gettext("%(label)s（现在登记：%(present)s）") % said if present else str(field.label)


_DONE_ELSEWHERE = {
    CorrectionField.AWAY: [("correct", _("已登记")), ("refuse", _("不需要登记，说明理由"))],
    CorrectionField.OTHER: [("correct", _("名册里已经改好")), ("refuse", _("不予更正，说明理由"))],
}


class CorrectionAnswerForm(forms.Form):
    """Whether it is put right, and why."""

    outcome = forms.ChoiceField(
        label=_("核对结果"),
        choices=[("correct", _("更正")), ("refuse", _("不予更正，说明理由"))],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("答复"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("本人会看到。写明核对了什么材料；不予更正的，写明理由和还可以怎样办。"),
        error_messages={"required": _("请写明核对的结果和理由。答复须说明理由，本人会看到。")},
    )

    def __init__(self, *args: Any, field: CorrectionField, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if field in _DONE_ELSEWHERE:
            self.fields["outcome"].choices = _DONE_ELSEWHERE[field]  # type: ignore[attr-defined]


class WishForm(PaperForm):
    """What a member wishes, by a signed paper; what opens further needs its file."""

    field_order = ("kind", "wished_on", "file", "signed")

    kind = forms.ChoiceField(label=_("本人意愿"), choices=WishKind.choices)
    wished_on = forms.DateField(
        label=_("本人签字日期"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    signed = forms.BooleanField(label=_("已收到本人签字的书面申请，原件由支部保存"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].label = _("书面申请扫描件")
        self.fields["file"].required = False
        self.fields["file"].needed_when = _("取消限定、恢复关联时必填")  # type: ignore[attr-defined]
        self.fields["file"].help_text = _(
            "PDF、Word、OFD 或图片，加密保存。取消限组织内知悉、恢复与工作单位关联的，必须上传。"
        )

    def clean_file(self) -> Any:
        """Check a file as every paper is checked; what does not open goes without one."""
        return super().clean_file() if self.cleaned_data["file"] else None


class WishDecisionForm(forms.Form):
    """What the branch decided about a wish."""

    outcome = forms.ChoiceField(
        label=_("支部的决定"),
        choices=[("grant", _("同意，立即生效")), ("refuse", _("不同意，说明理由"))],
        widget=forms.RadioSelect,
    )
    basis = forms.CharField(
        label=_("决定和理由"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("写明支部哪天怎样决定。本人会看到。"),
        error_messages={"required": _("请写明支部的决定和理由，本人会看到。")},
    )


class MemberChoiceField(forms.ModelChoiceField[PartyMember]):
    """Members by name; their names are known to whoever chooses."""

    def label_from_instance(self, obj: PartyMember) -> str:
        return obj.person.full_name


class ContactForm(forms.Form):
    """Who keeps in touch with a restricted member."""

    contact = MemberChoiceField(
        label=_("党员"), queryset=PartyMember.objects.none(), to_field_name="public_id", empty_label=_("请选择")
    )
    part = forms.ChoiceField(
        label=_("身份"),
        choices=[("contact", _("联系人")), ("deputy", _("副联系人"))],
        widget=forms.RadioSelect,
        initial="contact",
    )

    def __init__(self, *args: Any, possible: QuerySet[PartyMember], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contact"].queryset = possible  # type: ignore[attr-defined]
