"""Forms about stations: the station, a contact by consent, closing, and who works there."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from runwu.core.scope import Scope
from runwu.enterprises import stations
from runwu.enterprises.choices import AgreedBy, StationKind
from runwu.enterprises.models import Park, Station, StationContact

_FIELDS = ("grid", "name", "kind", "platform", "place", "workers", "source", "valid_from")


class _Day(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class StationForm(forms.Form):
    """One station: where it is, what it does, how many work there."""

    park = forms.ModelChoiceField(
        queryset=Park.objects.none(), to_field_name="public_id", label=_("园区"), empty_label=None
    )
    name = forms.CharField(label=_("站点名称"), max_length=100)
    kind = forms.ChoiceField(label=_("类型"), choices=StationKind.choices)
    platform = forms.CharField(
        label=_("平台或企业"), max_length=100, required=False, help_text=_("站点属于哪个平台或者哪家企业。")
    )
    grid = forms.ChoiceField(label=_("网格"), required=False)
    place = forms.CharField(label=_("地点"), max_length=100, required=False)
    workers = forms.IntegerField(
        label=_("从业人数"), min_value=0, max_value=1_000_000, required=False, help_text=_("不知道的不填，不要估计。")
    )
    valid_from = forms.DateField(label=_("启用日期"), widget=_Day())
    source = forms.CharField(label=_("来源"), max_length=100, help_text=_("例如“走访”“平台提供的名单”。"))

    def __init__(self, *args: Any, scope: Scope, station: Station | None = None, **kwargs: Any) -> None:
        if station is not None:
            kwargs["initial"] = {name: getattr(station, name) for name in _FIELDS if name != "grid"}
            kwargs["initial"]["grid"] = station.grid and station.grid.name
        super().__init__(*args, **kwargs)
        parks: Any = self.fields["park"]
        parks.queryset = stations.parks(scope=scope)
        grids = list(stations.grids(scope=scope))
        cells: Any = self.fields["grid"]
        cells.choices = [("", _("没有登记")), *((one.name, one.name) for one in grids)]
        self.grids = grids
        if station is not None:
            del self.fields["park"]
        self.where = station.park if station else None

    def clean(self) -> dict[str, Any]:
        """Find the grid cell in the park that was chosen."""
        data = super().clean() or {}
        park = self.where or data.get("park")
        name = data.get("grid")
        data["grid"] = next(
            (one for one in self.grids if one.name == name and one.park_id == getattr(park, "pk", 0)), None
        )
        if name and data["grid"] is None:
            raise ValidationError(_now("这个网格不在所选的园区。请重选网格。"))
        return data

    @property
    def values(self) -> dict[str, Any]:
        """Return the columns of a station."""
        return {name: self.cleaned_data[name] for name in _FIELDS}


class ContactForm(forms.Form):
    """Who agreed to be contacted, about what, and how they said so."""

    name = forms.CharField(label=_("姓名"), max_length=50)
    phone = forms.CharField(label=_("电话"), max_length=20)
    duty = forms.CharField(label=_("身份"), max_length=50, required=False, help_text=_("例如“站长”“骑手”。"))
    purpose = forms.CharField(label=_("同意联系的事"), max_length=100)
    agreed_by = forms.ChoiceField(label=_("怎样表示同意"), choices=AgreedBy.choices)
    valid_from = forms.DateField(label=_("同意日期"), widget=_Day())
    agreed = forms.BooleanField(label=_("本人同意登记姓名和电话，知道随时可以撤回"))

    def contact(self, station: Station) -> StationContact:
        """Return the contact that is to be recorded."""
        data = {
            name: self.cleaned_data[name] for name in ("name", "phone", "duty", "purpose", "agreed_by", "valid_from")
        }
        return StationContact(station=station, **data)


class CloseForm(forms.Form):
    """From which day a station is no longer used."""

    last = forms.DateField(label=_("停用日期"), widget=_Day())


class WorkForm(forms.Form):
    """At which station somebody works."""

    station = forms.ChoiceField(label=_("从业站点"), required=False)
    since = forms.DateField(label=_("自哪天起"), widget=_Day())

    def __init__(self, *args: Any, offered: list[Station], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {str(one.public_id): one for one in offered}
        field: Any = self.fields["station"]
        field.choices = [("", _("不在站点从业")), *((key, one.name) for key, one in self.offered.items())]

    @property
    def chosen(self) -> Station | None:
        """Return the station that was chosen."""
        return self.offered.get(self.cleaned_data["station"])
