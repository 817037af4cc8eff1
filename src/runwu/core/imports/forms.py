"""The upload form (上传)."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from runwu.core.imports.kinds import ImportKind, ImportOption, Place
from runwu.core.imports.recalling import NAME_LENGTH, named_systems
from runwu.core.imports.uploading import kept_days

_MEBIBYTE = 1 << 20
_NAMED = ":"  # before a name that stands beside the choices of an option
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
        help_text=_("这份表说的是哪一天的情况。"),
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
        self.fields["as_of"].help_text = f"{self.fields['as_of'].help_text}{kind.day_note}"
        for option in kind.options:
            self._ask(option, named_systems(kind, [place.public_id for place in places]))

    def _ask(self, option: ImportOption, names: Iterable[str]) -> None:
        """Ask an option; names that were written down before are offered beside the choices."""
        offered = [(choice.value, choice.label) for choice in option.choices if choice.value != option.named]
        offered += [(f"{_NAMED}{name}", name) for name in names if option.named]
        offered += [(choice.value, choice.label) for choice in option.choices if choice.value == option.named]
        required = option.key == self.kind.columns_by  # whose columns are read is never taken for granted
        offered = [("", _("请选择")), *offered] if required else offered
        self.fields[option.key] = forms.ChoiceField(
            label=str(option.label), choices=offered, help_text=str(option.help), required=required
        )
        if option.named:
            words = next(choice.label for choice in option.choices if choice.value == option.named)
            self.fields[option.name_key] = forms.CharField(
                label=str(option.name_label), max_length=NAME_LENGTH, required=False,
                help_text=_("上面选“%s”时填写，记住以后可以直接选。") % words,
            )  # fmt: skip

    def clean(self) -> dict[str, Any] | None:
        """Require a name where the choice needs one, and take one that was written down before."""
        data = super().clean() or self.cleaned_data
        for option in (one for one in self.kind.options if one.named):
            chosen = data.get(option.key) or ""
            typed = " ".join((data.get(option.name_key) or "").split())
            if chosen.startswith(_NAMED):
                data[option.key], typed = option.named, chosen.removeprefix(_NAMED)
            elif chosen != option.named:
                typed = ""
            data[option.name_key] = typed
            if chosen == option.named and not typed and not self.has_error(option.name_key):
                self.add_error(option.name_key, _("没有写是哪个系统。各系统的列分开记，请写明系统的名称。"))
        return data

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
        asked = [key for one in self.kind.options for key in ((one.key, one.name_key) if one.named else (one.key,))]
        return {key: self.cleaned_data[key] for key in asked}
