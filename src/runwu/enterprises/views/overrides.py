"""Pages on which a park administrator sets a park's own value of a rule: preview, save, correct, end, undo."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from runwu.accounts.models import User
from runwu.core import attachments
from runwu.core.errors import RuleRefused, UserError
from runwu.core.guards import ScopedRequest, require
from runwu.core.meanwhile import ChangedMeanwhile
from runwu.core.models import RulebookOverride
from runwu.core.rulebooks import parameters, rulebook
from runwu.core.scope import Capability
from runwu.enterprises import rule_preview
from runwu.enterprises.models import Park
from runwu.enterprises.rule_forms import EndForm, OverrideForm, PaperForm
from runwu.enterprises.selectors import parks
from runwu.enterprises.services.overrides import (
    check_end,
    check_input,
    correct_override,
    end_override,
    record_override,
    standing_version,
    undo_override,
)
from runwu.rules.overrides import Override, may_list
from runwu.rules.parameters import DatedValue, Parameter
from runwu.rules.sources import Sure
from runwu.rules.verdict import refuse

ACT = require(Capability.SET_RULES)


@dataclass(frozen=True, slots=True)
class _About:
    """What a request is about: a rule of a park, and the recorded value where there is one."""

    park: Park
    parameter: Parameter
    dated: DatedValue
    row: RulebookOverride | None = None

    @property
    def address(self) -> str:
        """The page of the rule, for this park."""
        return reverse("rules:one", args=[self.parameter.key], query={"park": str(self.park.public_id)})


def _about(request: ScopedRequest, park: Park, key: str, row: RulebookOverride | None = None) -> _About:
    parameter = parameters().find(key)
    if parameter is None:
        raise Http404
    return _About(park, parameter, parameter.in_force(request.on) or parameter.values[-1], row)


def _of_row(request: ScopedRequest, public_id: UUID, capability: Capability = Capability.SET_RULES) -> _About:
    row = get_object_or_404(RulebookOverride, public_id=public_id)
    park = get_object_or_404(parks(scope=request.scope, capability=capability), public_id=row.place)
    return _about(request, park, row.key, row)


def _acting(request: ScopedRequest) -> User:
    return cast("User", request.user)


@ACT
@require_http_methods(["GET", "POST"])
def override_record(request: ScopedRequest, park: UUID, key: str) -> HttpResponseBase:
    """Record a park's own value: first a preview of what changes, then the value."""
    found = get_object_or_404(parks(scope=request.scope, capability=Capability.SET_RULES), public_id=park)
    about = _about(request, found, key)
    _refuse_hard(request, about)
    return _value_page(request, about, _("已登记本园区取值。今天还可以撤销。"))


@ACT
@require_http_methods(["GET", "POST"])
def override_correct(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Correct a recorded value; the old version stays readable."""
    return _value_page(request, _of_row(request, public_id), _("已更正本园区取值。今天还可以撤销。"))


def _refuse_hard(request: ScopedRequest, about: _About) -> None:
    if not about.dated.is_open_to_override:
        book = rulebook(on=request.on, place=about.park.public_id, region=about.park.region)
        raise RuleRefused(
            refuse(
                _("这项规则不能另设本园区取值"),
                happened=_why_hard(about),
                reasons=[book.reason(about.parameter.key)],
                now=[_("按现行规定执行"), _("对规定有疑问的，向上级组织部门请示")],
            )
        )
    if not may_list(about.parameter, about.dated):
        raise UserError(
            _("“%s”是一张表，不能在页面上另设。") % about.parameter.title,
            rule=_("表里的写法有固定格式，写错一处会影响所有企业。"),
            now=_("需要调整的，请系统管理员修改参数文件。"),
        )


def _why_hard(about: _About) -> str:
    if about.dated.source.sure is Sure.LOCAL:
        return _("“%s”是本系统的承诺。") % about.parameter.title
    return _("“%s”是已核对的规定，不是“一般”。") % about.parameter.title


def _value_page(request: ScopedRequest, about: _About, done: str) -> HttpResponseBase:
    form = OverrideForm(
        request.POST or None, parameter=about.parameter, dated=about.dated, today=request.on, row=about.row
    )
    if request.method != "POST" or not _passes(form, lambda: _check(form, about)):
        return _page(request, about, form)
    if not _is_saving(request, form):
        _say_changed(request)
        form.carry_mark()
        return _page(request, about, form, after=form.asked().override())
    return _saved(request, about, form, done)


def _check(form: OverrideForm, about: _About) -> None:
    instead_of = standing_version(about.row) if about.row else None
    check_input(park=about.park, asked=form.asked(), instead_of=instead_of or about.row)


def _saved(request: ScopedRequest, about: _About, form: OverrideForm, done: str) -> HttpResponseBase:
    if about.row is None:
        record_override(park=about.park, asked=form.asked(), by=_acting(request))
    else:
        try:
            correct_override(
                row=about.row, park=about.park, asked=form.asked(), by=_acting(request), seen=form.seen_values
            )
        except ChangedMeanwhile as changed:
            form.keep_for_another_look(changed)
            return _page(request, about, form)
    messages.success(request, done)
    return redirect(about.address)


def _say_changed(request: ScopedRequest) -> None:
    """Tell who pressed save that what was typed is not what the preview showed."""
    if "save" in request.POST:
        messages.warning(request, _("还没有保存：预览之后内容改过。看过新的预览再点“保存”。"))


def _is_saving(request: ScopedRequest, form: OverrideForm | EndForm) -> bool:
    return "save" in request.POST and form.is_as_previewed


def _passes(form: OverrideForm | EndForm, check: Callable[[], None]) -> bool:
    if not form.is_valid():
        return False
    try:
        check()
    except UserError as error:
        form.add_error(None, str(error))
    return not form.errors


def _page(
    request: ScopedRequest, about: _About, form: OverrideForm | EndForm, after: Override | None = None
) -> HttpResponseBase:
    shown = None
    if isinstance(form, EndForm):
        shown = _preview_of_end(request, about, form)
    elif after is not None:
        shown = rule_preview.preview(request.scope, about.park, about.parameter, after=after, instead_of=about.row)
    context: dict[str, object] = {"form": form, "about": about, "preview": shown, "ending": isinstance(form, EndForm)}
    context = {**context, **rule_preview.beside(request.scope, about.park, about.parameter, row=about.row)}
    return render(request, "enterprises/override_form.html", context, status=form.status)


@ACT
@require_http_methods(["GET", "POST"])
def override_end(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Let a recorded value end."""
    about = _of_row(request, public_id)
    row = cast("RulebookOverride", about.row)
    form = EndForm(request.POST or None, today=max(request.on, row.valid_from))
    if request.method != "POST" or not _passes(form, lambda: check_end(row, form.cleaned_data["last_day"])):
        return _page(request, about, form)
    if not _is_saving(request, form):
        _say_changed(request)
        form.carry_mark()
        return _page(request, about, form)
    return _ended(request, about, form)


def _ended(request: ScopedRequest, about: _About, form: EndForm) -> HttpResponseBase:
    data, row = form.cleaned_data, cast("RulebookOverride", about.row)
    try:
        end_override(row=row, park=about.park, last_day=data["last_day"], reason=data["reason"], by=_acting(request))
    except UserError as error:
        form.add_error(None, str(error))
        return _page(request, about, form)
    messages.success(request, _("已终止本园区取值。今天还可以撤销。"))
    return redirect(about.address)


def _preview_of_end(request: ScopedRequest, about: _About, form: EndForm) -> rule_preview.Preview | None:
    if not form.is_bound or form.errors:
        return None
    last: date = form.cleaned_data["last_day"]
    return rule_preview.preview(
        request.scope, about.park, about.parameter, instead_of=about.row, day=last + timedelta(days=1)
    )


@ACT
@require_POST
def override_undo(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Take back the last act on a value, on the same day."""
    about = _of_row(request, public_id)
    row = cast("RulebookOverride", about.row)
    undo_override(row=row, park=about.park, on=request.on, by=_acting(request))
    messages.success(request, _("已撤销，恢复到办理之前。"))
    return redirect(about.address)


@ACT
@require_http_methods(["GET", "POST"])
def override_paper(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Add the document itself to a recorded value."""
    about = _of_row(request, public_id)
    form = PaperForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file, row = form.cleaned_data["file"], cast("RulebookOverride", about.row)
        attachments.store(
            file,
            owner=row,
            name=file.name,
            kind="rules.override",
            uploaded_by=_acting(request).public_id,
            place=about.park.public_id,
        )
        messages.success(request, _("已附上文件。"))
        return redirect(about.address)
    context = {"form": form, "about": about}
    return render(request, "enterprises/override_paper.html", context, status=422 if form.errors else 200)


@require(Capability.SEE_ENTERPRISES, Capability.SEE_COVERAGE)
def override_file(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Download the document of a recorded value, for whoever sees the park."""
    row = get_object_or_404(RulebookOverride, public_id=public_id)
    if str(row.place) not in {str(place.public_id) for place in rule_preview.places(request.scope)}:
        raise Http404
    file = attachments.attachments_of(row).first()
    if file is None:
        raise Http404
    return attachments.serve(request, file)
