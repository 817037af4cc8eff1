"""How forms look: labels, help, errors with their clause, a summary that links to what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.forms.renderers import DjangoTemplates
from django.template.loader import get_template

if TYPE_CHECKING:
    from django.template.backends.base import _EngineTemplate


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
