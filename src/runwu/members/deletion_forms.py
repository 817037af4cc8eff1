"""What is asked when somebody asks for a deletion, answers one, or lifts a freeze."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from runwu.members.choices import DeletionPiece


class DeletionForm(forms.Form):
    """Which piece is to go."""

    piece = forms.ChoiceField(label=_("要删除的内容"), widget=forms.RadioSelect)
    reason = forms.CharField(label=_("说明"), required=False, max_length=200, help_text=_("可以不填。不要填身份证号。"))

    def __init__(self, *args: Any, pieces: Sequence[DeletionPiece], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(piece.value, piece.label) for piece in pieces]
        self.fields["piece"].choices = choices  # type: ignore[attr-defined]


class DeletionAnswerForm(forms.Form):
    """Whether the piece goes, is stored and no longer processed, or stays, and why."""

    outcome = forms.ChoiceField(
        label=_("核对结果"),
        choices=[
            ("delete", _("删除")),
            ("freeze", _("停止处理：有规定要求保存，只存储和保护，不再使用")),
            ("refuse", _("不予删除，说明理由")),
        ],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("答复"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("本人会看到。不予删除或者停止处理的，写明理由和还可以怎样办。"),
        error_messages={"required": _("请写明核对的结果和理由。答复须说明理由，本人会看到。")},
    )
    ground = forms.CharField(
        label=_("要求保存的依据"),
        required=False,
        max_length=200,
        help_text=_("选择“停止处理”时填写：文件名称和条款。"),
    )
    until = forms.DateField(
        label=_("保存到"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=_("依据写明期限的，填最后一天，过后自动删除；没有写明的不填。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ground"].needed_when = _("停止处理时必填")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for the ground of a freeze, and for a last day that is not over."""
        found = super().clean() or {}
        if found.get("outcome") != "freeze":
            return found
        if not found.get("ground", "").strip():
            self.add_error("ground", _("请写明要求保存的文件和条款；没有这样的依据的，请选择删除。"))
        if found.get("until") and found["until"] < timezone.localdate():
            self.add_error("until", _("这一天已经过了。保存期限届满的，应当删除。"))
        return found


class LiftForm(forms.Form):
    """Why what was frozen is processed again."""

    reason = forms.CharField(
        label=_("解除的理由"),
        min_length=2,
        max_length=200,
        help_text=_("例如本人要求恢复、重新转入，或者有权机关依法要求（写明文号）。本人会看到。"),
        error_messages={"required": _("请写明解除的理由，本人会看到。")},
    )


class OpenFrozenForm(forms.Form):
    """Why what is only stored is looked at."""

    reason = forms.CharField(
        label=_("打开的事由"),
        min_length=2,
        max_length=100,
        help_text=_("停止处理的记录只存储和保护；打开会记入操作日志，本人可以看到谁看过、因什么。"),
        error_messages={"required": _("请写明打开的事由，本人会看到。")},
    )
