"""The page on which a value is typed, previewed and saved, or ended."""

from collections.abc import Callable
from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from runwu.core.errors import UserError
from runwu.core.guards import ScopedRequest
from runwu.enterprises import rule_preview
from runwu.enterprises.rule_forms import EndForm, OverrideForm
from runwu.enterprises.views.overrides.about import About
from runwu.rules.overrides import Override


def say_changed(request: ScopedRequest) -> None:
    """Tell who pressed save that what was typed is not what the preview showed."""
    if "save" in request.POST:
        messages.warning(request, _("还没有保存：预览之后内容改过。看过新的预览再点“保存”。"))


def is_saving(request: ScopedRequest, form: OverrideForm | EndForm) -> bool:
    """Tell whether what is sent is to be saved, and is what the preview showed."""
    return "save" in request.POST and form.is_as_previewed


def passes(form: OverrideForm | EndForm, check: Callable[[], None]) -> bool:
    """Check a form; what the check says against it stands at the form."""
    if not form.is_valid():
        return False
    try:
        check()
    except UserError as error:
        form.add_error(None, str(error))
    return not form.errors


def page(
    request: ScopedRequest, about: About, form: OverrideForm | EndForm, after: Override | None = None
) -> HttpResponseBase:
    """Return the page with the form and, where there is one, the preview."""
    shown = None
    if isinstance(form, EndForm):
        shown = _preview_of_end(request, about, form)
    elif after is not None:
        shown = rule_preview.preview(request.scope, about.park, about.parameter, after=after, instead_of=about.row)
    context: dict[str, object] = {"form": form, "about": about, "preview": shown, "ending": isinstance(form, EndForm)}
    context = {**context, **rule_preview.beside(request.scope, about.park, about.parameter, row=about.row)}
    return render(request, "enterprises/override_form.html", context, status=form.status)


def _preview_of_end(request: ScopedRequest, about: About, form: EndForm) -> rule_preview.Preview | None:
    if not form.is_bound or form.errors:
        return None
    last: date = form.cleaned_data["last_day"]
    return rule_preview.preview(
        request.scope, about.park, about.parameter, instead_of=about.row, day=last + timedelta(days=1)
    )
