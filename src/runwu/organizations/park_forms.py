"""Forms about parks (园区), for the system administrator."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from runwu.core.meanwhile import CarefulForm
from runwu.enterprises.choices import CoordinateSystem, ParkKind
from runwu.enterprises.models import Park
from runwu.enterprises.services.parks import CORRECTED, Changes, check_correction, shown_park
from runwu.organizations.services.parks import ParkNames, name_park
from runwu.rules.identifiers import find_region

_REGION_HELP = _("六位数字，按国家标准的行政区划代码；省、市、县（区）都可以。")


def _region(code: str) -> str:
    code = code.strip()
    if find_region(code) is None:
        raise ValidationError(_("行政区划代码“%(code)s”不在国家标准的表里。"), params={"code": code})
    return code


class ParkForm(forms.Form):
    """A further park: its name, who runs it, where it lies, and the committees above it."""

    name = forms.CharField(label=_("园区名称"), max_length=80, help_text=_("全称，以后不能改。"))
    kind = forms.ChoiceField(label=_("管理体制"), choices=ParkKind.choices)
    region = forms.CharField(label=_("行政区划代码"), max_length=6, help_text=_REGION_HELP)
    superior = forms.CharField(
        label=_("上级党委"), required=False, max_length=100,
        help_text=_("已有的写全称，园区就放在它下面；没有这个名称的就新建。留空按园区名称新建。"),
    )  # fmt: skip
    committee = forms.CharField(
        label=_("园区综合党委"), required=False, max_length=100, help_text=_("留空为“中共〈园区〉综合委员会”。")
    )

    def clean_name(self) -> str:
        """Refuse a name that a park has already."""
        name: str = self.cleaned_data["name"].strip()
        if Park.objects.filter(name=name).exists():
            raise ValidationError(_("已经有叫“%(name)s”的园区。"), params={"name": name})
        return name

    def clean_region(self) -> str:
        """Refuse a code that is not listed."""
        return _region(self.cleaned_data["region"])

    def names(self) -> ParkNames:
        """Return what would be set up. Raises UserError."""
        told = self.cleaned_data
        return name_park(name=told["name"], superior_name=told["superior"], committee_name=told["committee"])


class ParkCorrectionForm(CarefulForm):
    """What is on record of a park besides its name."""

    kind = forms.ChoiceField(label=_("管理体制"), choices=ParkKind.choices)
    region = forms.CharField(label=_("行政区划代码"), max_length=6, help_text=_REGION_HELP)
    latitude = forms.FloatField(label=_("纬度"), required=False, help_text=_("园区中心，度；与经度一起填或一起留空。"))
    longitude = forms.FloatField(label=_("经度"), required=False)
    coordinate_system = forms.ChoiceField(label=_("坐标系"), choices=CoordinateSystem.choices)
    radius_m = forms.IntegerField(label=_("半径（米）"), min_value=1, max_value=1_000_000)
    changes: Changes = {}

    def __init__(self, *args: Any, park: Park, **kwargs: Any) -> None:
        kwargs["initial"] = {name: getattr(park, name) for name in CORRECTED}
        super().__init__(*args, **kwargs)
        self.park = park
        self.shows(shown_park(park))

    def clean_region(self) -> str:
        """Refuse a code that is not listed."""
        return _region(self.cleaned_data["region"])

    def clean(self) -> dict[str, Any]:
        """Look at all entries together, as the service does."""
        told: dict[str, Any] = super().clean() or {}
        if not self.errors:
            copy = Park.objects.get(pk=self.park.pk)
            try:
                self.changes = check_correction(park=copy, changes=self.told())
            except ValidationError as error:
                self.add_error(None, error.messages)
        return told

    def told(self) -> dict[str, Any]:
        """Return what was entered, as the service takes it."""
        return {name: self.cleaned_data[name] for name in CORRECTED}

    def lines(self) -> list[tuple[str, str, str]]:
        """Return what changes in words: what it is called, what it was, what it becomes."""
        return [
            (str(self.fields[name].label), self._words(name, was), self._words(name, now))
            for name, (was, now) in self.changes.items()
        ]

    def _words(self, name: str, value: Any) -> str:
        choices: dict[Any, Any] = dict(getattr(self.fields[name], "choices", ()))
        return "—" if value is None else str(choices.get(value, value))
