"""How forms look: labels, help, errors with their clause, a summary that links to what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.forms.renderers import DjangoTemplates
from django.forms.utils import flatatt
from django.template.loader import get_template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.template.backends.base import _EngineTemplate

_SELECT = "django/forms/widgets/select.html"


class RunwuRenderer(DjangoTemplates):
    """Render forms and fields with our templates, widgets with Django's own."""

    form_template_name = "core/forms/form.html"
    field_template_name = "core/forms/field.html"
    formset_template_name = "core/forms/formset.html"

    def get_template(self, template_name: str) -> _EngineTemplate:
        if template_name.startswith("core/"):
            return get_template(template_name)
        own: _EngineTemplate = super().get_template(template_name)
        return own

    def render(self, template_name: str, context: Mapping[str, Any], request: HttpRequest | None = None) -> str:
        """Write drop-down lists without a template: Django's own renders three of them for every option."""
        if template_name == _SELECT:
            return _select(context["widget"])
        return super().render(template_name, dict(context), request)


def _select(widget: Mapping[str, Any]) -> SafeString:
    groups = format_html_join("", "{}", ((_group(name, options),) for name, options, _index in widget["optgroups"]))
    attributes = flatatt({"name": widget["name"], **_present(widget["attrs"])})
    return format_html("<select{}>{}</select>", attributes, groups)


def _group(name: str | None, options: Iterable[Mapping[str, Any]]) -> SafeString:
    inside = format_html_join("", '<option value="{}"{}>{}</option>', (_option(each) for each in options))
    return format_html('<optgroup label="{}">{}</optgroup>', name, inside) if name else inside


def _option(option: Mapping[str, Any]) -> tuple[Any, SafeString, Any]:
    return option["value"], flatatt(_present(option["attrs"])), option["label"]


def _present(attributes: Mapping[str, Any]) -> dict[str, Any]:
    """Return attributes as Django's templates write them: None and False are left out."""
    return {name: value for name, value in attributes.items() if value is not None and value is not False}
