"""Forms of a park's own values of rules (本园区取值)."""

import hashlib
from datetime import date
from typing import Any, cast

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from runwu.core.meanwhile import CarefulForm
from runwu.core.models import RulebookOverride
from runwu.core.rulebooks import value_of
from runwu.enterprises.rule_values import RowsField, as_typed, value_field
from runwu.enterprises.services.overrides import OverrideInput, shown_value
from runwu.rules.parameters import DatedValue, Parameter

_PAPERS = frozenset({"pdf", "doc", "docx", "ofd", "jpg", "jpeg", "png"})


def _day_input() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class _Previewed(CarefulForm):
    """A form that is saved only as it was previewed."""

    previewed = forms.CharField(required=False, widget=forms.HiddenInput)

    def mark(self) -> str:
        """Return the mark of what was typed."""
        typed = [
            (name, field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name)))
            for name, field in self.fields.items()
            if name not in {"previewed", "seen"}
        ]
        return hashlib.sha256(repr(typed).encode()).hexdigest()[:32]

    @property
    def is_as_previewed(self) -> bool:
        """Tell whether what was typed is what the preview showed."""
        return bool(self.cleaned_data["previewed"] == self.mark())

    def carry_mark(self) -> None:
        """Carry the mark of this preview to the next sending."""
        sent = QueryDict(mutable=True)
        for name, values in cast("QueryDict", self.data).lists():
            sent.setlist(name, list(values))
        sent["previewed"] = self.mark()
        self.data = sent


class OverrideForm(_Previewed):
    """A value, from when to when, and the document that says so."""

    since = forms.DateField(label=_("自哪一天起"), widget=_day_input())
    last_day = forms.DateField(
        label=_("最后一天"), required=False, help_text=_("文件没有写止日的，不填。"), widget=_day_input()
    )
    document = forms.CharField(
        label=_("依据的文件"), max_length=200, help_text=_("写全称，例如《某某园区党建工作办法》。")
    )
    number = forms.CharField(label=_("文号"), max_length=100, required=False)
    article = forms.CharField(label=_("条款"), max_length=100, required=False, help_text=_("例如：第三条。"))

    def __init__(
        self,
        *args: Any,
        parameter: Parameter,
        dated: DatedValue,
        today: date,
        row: RulebookOverride | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.parameter, self.row = parameter, row
        self.fields = {"value": value_field(parameter, dated), **self.fields}
        self.fields["since"].initial = today
        if row is not None:
            self._fill(row)

    def _fill(self, row: RulebookOverride) -> None:
        """Begin with what was recorded, and ask why it changes."""
        self.shows(shown_value(row))
        value = as_typed(value_of(row))
        self.fields["value"].initial = "\n".join(value) if isinstance(self.fields["value"], RowsField) else value
        for name in ("document", "number", "article"):
            self.fields[name].initial = getattr(row, name)
        self.fields["since"].initial = row.valid_from
        self.fields["last_day"].initial = row.valid_to and _day_before(row.valid_to)
        self.fields["reason"] = forms.CharField(
            label=_("为什么更正"), max_length=200, help_text=_("原来的记录保留，别人能看到改了什么。")
        )

    def asked(self) -> OverrideInput:
        """Return what was typed as the service takes it."""
        data = self.cleaned_data
        return OverrideInput(
            key=self.parameter.key,
            value=data["value"],
            since=data["since"],
            last_day=data["last_day"],
            document=data["document"],
            number=data["number"],
            article=data["article"],
            reason=data.get("reason", ""),
        )


def _day_before(day: date) -> date:
    return date.fromordinal(day.toordinal() - 1)


class EndForm(_Previewed):
    """The last day of a value, and why it ends."""

    last_day = forms.DateField(label=_("最后一天"), widget=_day_input())
    reason = forms.CharField(label=_("为什么终止"), max_length=200, help_text=_("例如：文件已废止。"))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["last_day"].initial = today


class PaperForm(forms.Form):
    """The document itself as a file."""

    file = forms.FileField(
        label=_("文件扫描件"),
        help_text=_("PDF、Word、OFD 或图片，加密保存。不要上传涉密文件。"),
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(f".{one}" for one in sorted(_PAPERS))}),
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        """Refuse other kinds of files, and what is larger than the installation takes."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        ending = (file.name or "").rpartition(".")[2].lower()
        if ending not in _PAPERS:
            raise forms.ValidationError(
                _("不收这种文件（.%(ending)s）。请上传 PDF、Word、OFD 或图片。"), params={"ending": ending}
            )
        if (file.size or 0) > settings.RUNWU_UPLOAD_LIMIT:
            raise forms.ValidationError(_("文件太大。请压缩后再传。"))
        return file
