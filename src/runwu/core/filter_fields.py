"""Draw the fields of a filter form (筛选字段) without templates: Django's renderer costs more than the rows of a page."""

from collections.abc import Iterable, Iterator
from html import escape
from typing import Any

from django.forms import BoundField, Select, TextInput
from django.utils.safestring import SafeString


def filter_control(field: BoundField) -> SafeString | None:
    """Return a plain drop-down list or line of text with its label; None for every other widget."""
    widget = field.field.widget
    if type(widget) is Select:
        control = _select(field, widget)
    elif type(widget) is TextInput:
        control = _line(field, widget)
    else:
        return None
    label = f'<label for="{escape(field.id_for_label)}">{escape(str(field.label))}</label>'
    return SafeString(f'<div class="field">{label}{control}</div>')


def _select(field: BoundField, widget: Select) -> str:
    value = field.value()
    options = "".join(_options(widget.choices, "" if value is None else str(value)))
    return f"<select{_attributes(field, name=field.html_name)}>{options}</select>"


def _options(choices: Iterable[Any], chosen: str) -> Iterator[str]:
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield f'<optgroup label="{escape(str(value))}">{"".join(_options(label, chosen))}</optgroup>'
        else:
            text = "" if value is None else str(value)
            mark = " selected" if text == chosen else ""
            yield f'<option value="{escape(text)}"{mark}>{escape(str(label))}</option>'


def _line(field: BoundField, widget: TextInput) -> str:
    value = widget.format_value(field.value())
    given = {} if value is None else {"value": value}
    return f"<input{_attributes(field, type=widget.input_type, name=field.html_name, **given)}>"


def _attributes(field: BoundField, **own: Any) -> str:
    widget = field.field.widget
    every = {**own, **field.build_widget_attrs(widget.attrs, widget), "id": field.id_for_label}
    return "".join(
        f" {name}" if value is True else f' {name}="{escape(str(value))}"'
        for name, value in every.items()
        if value is not None and value is not False
    )
