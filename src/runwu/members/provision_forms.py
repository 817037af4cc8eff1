"""Forms of what is handed out (信息提供): a workbook of the register, a collection form, anything else."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from runwu.members.choices import ProvisionBasis
from runwu.members.provisions import FIELD_NAMES
from runwu.rules.privacy import PersonField, purpose_of
from runwu.rules.rulebook import Rulebook

_PURPOSES = {
    "gender": PersonField.GENDER, "birth_date": PersonField.BIRTH_DATE, "phone": PersonField.PHONE,
    "education": PersonField.EDUCATION, "identity_tail": PersonField.IDENTITY_NUMBER,
}  # fmt: skip
_OF_ONE_OR_MANY = [choice for choice in ProvisionBasis.choices if choice[0] != ProvisionBasis.CONSENT]


def purposes(book: Rulebook) -> list[tuple[str, str]]:
    """Return the fields that may be added to a workbook, each with what it is held for."""
    return [(name, f"{FIELD_NAMES[name]}：{purpose_of(field, book=book).text}") for name, field in _PURPOSES.items()]


class HandingForm(forms.Form):
    """Who receives it, on which ground, and why."""

    recipient = forms.CharField(
        label=_("提供给"), max_length=100, min_length=2,
        help_text=_("接收的党组织或单位。只供自己办理工作的，写“本人办理工作”。"),
        error_messages={"required": _("请写明提供给谁。向他人提供党员信息须登记接收方。")},
    )  # fmt: skip
    basis = forms.ChoiceField(label=_("依据"), choices=_OF_ONE_OR_MANY)
    reason = forms.CharField(
        label=_("事由"), max_length=100, min_length=2,
        help_text=_("会记入信息提供登记簿，名单里的每名党员本人都能看到。"),
        error_messages={"required": _("请写明事由。完整的信息须留下事由才能提供。")},
    )  # fmt: skip


class OneHandingForm(HandingForm):
    """The same about one member, who may have agreed."""

    basis = forms.ChoiceField(
        label=_("依据"), choices=ProvisionBasis.choices,
        help_text=_("选“本人单独同意”的，先取得本人对这一次提供的同意；不同意的不影响其他服务。"),
    )  # fmt: skip


class OtherHandingForm(OneHandingForm):
    """What was handed out otherwise: on paper, by word."""

    field_order = ("fields_told", "recipient", "basis", "reason")

    fields_told = forms.MultipleChoiceField(
        label=_("提供了哪些内容"), widget=forms.CheckboxSelectMultiple,
        choices=[(name, FIELD_NAMES[name]) for name in (
            "name", "gender", "birth_date", "phone", "education", "standing", "organization", "admitted_on",
            "converted_on", "workplace", "posts",
        )],
        error_messages={"required": _("请勾选提供了哪些内容。登记要写明向谁提供了什么。")},
    )  # fmt: skip


class ClearForm(HandingForm):
    """Something that is masked by default, and in clear for a recipient, a ground and a reason."""

    clear = forms.BooleanField(
        label=_("手机、出生日期和身份证后四位不遮盖"), required=False,
        help_text=_("不勾的，这三项遮盖；勾选的，须写明提供给谁、依据和事由。"),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("recipient", "reason"):
            self.fields[name].required = False
            self.fields[name].needed_when = _("不遮盖时必填")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for recipient and reason where something is in clear."""
        found = super().clean() or self.cleaned_data
        for name in ("recipient", "reason") if found.get("clear") else ():
            if not found.get(name, "").strip() and name not in self.errors:
                self.add_error(name, self.fields[name].error_messages["required"])
        return found


class CollectionHandingForm(OneHandingForm, ClearForm):
    """How the collection form of one member is handed out."""

    field_order = ("clear", "recipient", "basis", "reason")


class CollectionFormsForm(ClearForm):
    """How the collection forms of many members are handed out in one file."""

    field_order = ("clear", "with_restricted", "recipient", "basis", "reason")

    with_restricted = forms.BooleanField(
        label=_("包括本支部限组织内知悉的党员"), required=False, help_text=_("他们的表请当面交给本人。")
    )

    def __init__(self, *args: Any, own_branch: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not own_branch:
            del self.fields["with_restricted"]


class RegisterExportForm(ClearForm):
    """What goes into a workbook of the register."""

    field_order = ("columns", "clear", "with_restricted", "recipient", "basis", "reason")

    columns = forms.MultipleChoiceField(
        label=_("除姓名、类别、支部和入党日期外，还要哪些项目"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("只勾这次用得到的。"),
    )  # fmt: skip
    with_restricted = forms.BooleanField(
        label=_("包括本支部限组织内知悉的党员"), required=False,
        help_text=_("只在必要时勾选；文件不要转给不应当知道的人。"),
    )  # fmt: skip

    def __init__(self, *args: Any, book: Rulebook, own_branch: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["columns"].choices = purposes(book)  # type: ignore[attr-defined]
        if not own_branch:
            del self.fields["with_restricted"]
