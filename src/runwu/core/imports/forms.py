"""The upload form (上传)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from runwu.core.imports.kinds import ImportKind, Place
from runwu.core.imports.uploading import kept_days

_MEBIBYTE = 1 << 20
_KEPT = _("支持 .xlsx、.xls、.ods、.csv。原文件加密保存，只有你看得到，写入后清除，最多留 %(days)d 天。")


class UploadForm(forms.Form):
    """A workbook, where it belongs, and for which day it speaks."""

    file = forms.FileField(
        label=_("工作簿"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xlsm,.xls,.et,.ods,.csv"}),
    )
    place = forms.ChoiceField(label=_("园区"))
    as_of = forms.DateField(
        label=_("数据截至"),
        help_text=_("这份表说的是哪一天的情况。较早的数据不会覆盖台账里更新的记录。"),
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def __init__(self, *args: Any, kind: ImportKind, places: Sequence[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _KEPT % {"days": kept_days()}
        self.kind = kind
        self._places = {str(place.public_id): place for place in places}
        choices = [(key, place.label) for key, place in self._places.items()]
        self.fields["place"] = forms.ChoiceField(label=_("园区"), choices=choices, initial=choices[0][0])
        self.fields["as_of"].initial = timezone.localdate().isoformat
        for option in kind.options:
            offered = [(choice.value, choice.label) for choice in option.choices]
            self.fields[option.key] = forms.ChoiceField(
                label=str(option.label), choices=offered, help_text=str(option.help), required=False
            )

    def clean_file(self) -> "UploadedFile[bytes]":
        """Refuse what is larger than the installation takes."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        limit = settings.RUNWU_UPLOAD_LIMIT
        if (file.size or 0) > limit:
            raise forms.ValidationError(
                _("文件有 %(size)d MB，超过上限 %(limit)d MB。请只留要导入的那一张表，或分几份上传。"),
                params={"size": (file.size or 0) // _MEBIBYTE, "limit": limit // _MEBIBYTE},
            )
        return file

    def clean_as_of(self) -> date:
        """Refuse days to come."""
        day: date = self.cleaned_data["as_of"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("数据截至的日期不能晚于今天。请改为今天或更早的日期。"))
        return day

    @property
    def chosen_place(self) -> Place:
        """Return the place that was chosen."""
        return self._places[self.cleaned_data["place"]]

    @property
    def chosen_options(self) -> dict[str, str]:
        """Return the answers to the options of the kind."""
        return {option.key: self.cleaned_data[option.key] for option in self.kind.options}
