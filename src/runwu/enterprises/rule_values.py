"""A value as somebody types it for a rule of a park: by the type and unit of the parameter (取值填写)."""

import re
import unicodedata
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from runwu.rules.overrides import limits_of
from runwu.rules.parameters import DatedValue, Parameter, Value
from runwu.rules.parameters.model import Labels

_NUMBER = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?)\s*(\S*)")


class AmountField(forms.CharField):
    """A number, with or without its unit; another unit is refused."""

    def __init__(self, *, unit: str, whole: bool, **kwargs: Any) -> None:
        super().__init__(max_length=40, **kwargs)
        self.unit, self.whole = unit, whole
        self.widget.attrs["inputmode"] = "numeric" if whole else "decimal"

    def clean(self, value: Any) -> Any:
        """Return the number. Raises ValidationError for what is none, or for another unit."""
        text = unicodedata.normalize("NFKC", super().clean(value)).replace(",", "").strip()
        match = _NUMBER.fullmatch(text)
        if match is None or (self.whole and "." in match[1]):
            raise forms.ValidationError(_("“%(text)s”不是%(kind)s。请只填数字。"), params=self._named(text))
        if match[2] and match[2] != self.unit:
            raise forms.ValidationError(
                _("单位不对：这项规则按“%(unit)s”计，填的是“%(given)s”。请换算后只填数字。"),
                params={"unit": self.unit or "—", "given": match[2]},
            )
        return int(match[1]) if self.whole else Decimal(match[1])

    def _named(self, text: str) -> dict[str, Any]:
        return {"text": text, "kind": _("整数") if self.whole else _("数")}


class RowsField(forms.CharField):
    """A list, one row on each line."""

    widget = forms.Textarea(attrs={"rows": 5})

    def clean(self, value: Any) -> Any:
        """Return the rows without blanks around them."""
        lines = super().clean(value).splitlines()
        return tuple(line.strip() for line in lines if line.strip())


class CodesField(forms.MultipleChoiceField):
    """A list of codes, ticked by their names, in the order of the names."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, labels: Labels, **kwargs: Any) -> None:
        super().__init__(choices=list(labels), **kwargs)
        self.labels = labels

    def clean(self, value: Any) -> Any:
        """Return the codes."""
        chosen = set(super().clean(value))
        return tuple(code for code, _label in self.labels if code in chosen)


def value_field(parameter: Parameter, dated: DatedValue) -> forms.Field:
    """Return the field for a park's own value, with what may be typed in words."""
    label, settled = _("本园区取值"), dated.value
    if isinstance(settled, bool):
        choices = [("True", _("是")), ("False", _("否"))]
        return forms.TypedChoiceField(label=label, choices=choices, coerce=lambda text: text == "True")
    if isinstance(settled, int | Decimal):
        return AmountField(
            label=label, unit=parameter.unit, whole=isinstance(settled, int), help_text=_may_be(parameter, dated)
        )
    if isinstance(settled, tuple):
        return _list_field(parameter, settled)
    return forms.CharField(label=label, max_length=100)


def _list_field(parameter: Parameter, settled: tuple[str, ...]) -> forms.Field:
    label = _("本园区取值")
    if parameter.labels:
        return CodesField(label=label, labels=parameter.labels)
    return RowsField(label=label, max_length=2000, help_text=_("一行一项，写法同原来的值：%s") % "、".join(settled))


def _may_be(parameter: Parameter, dated: DatedValue) -> str:
    lowest, highest = limits_of(parameter, dated)
    unit = f" {parameter.unit}" if parameter.unit else ""
    return _("可填 %(lowest)s 到 %(highest)s%(unit)s。") % {"lowest": lowest, "highest": highest, "unit": unit}


def as_typed(value: Value) -> Any:
    """Return a value as its field shows it when the page opens."""
    if isinstance(value, bool):
        return str(value)
    return value if not isinstance(value, Decimal) else str(value)
