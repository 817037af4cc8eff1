"""Frozen figures: the list, one set with what the register says now, the rows behind, freezing and correcting (时点数)."""

import tempfile
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from runwu.core import audit
from runwu.core.downloads import XLSX, handed_out
from runwu.core.guards import ScopedRequest, require
from runwu.core.listing import Empty, ListPage, list_response
from runwu.core.listing.export import EXPORTED
from runwu.core.listing.sheet import INTERNAL, SheetColumn, SheetKind, write_sheet
from runwu.core.scope import Capability
from runwu.members.services.provisions import noting_export
from runwu.members.tables import MemberTable
from runwu.members.telling import listed, note_for
from runwu.organizations import selectors as organizations
from runwu.reports.frozen import selectors, services
from runwu.reports.frozen.comparing import exports_of_the_day
from runwu.reports.frozen.counting import MANY_REASONS
from runwu.reports.frozen.forms import CorrectionForm, FreezeForm
from runwu.reports.frozen.tables import FrozenTable
from runwu.reports.models import FrozenFigure, FrozenSet
from runwu.reports.views.reach import asked_id

_SHOW = {
    "": gettext_lazy("冻结时计入的"),
    "now": gettext_lazy("按现在的登记计入的"),
    "added": gettext_lazy("冻结以后补登的"),
    "gone": gettext_lazy("现在不再计入的"),
}


@require(Capability.SEE_MEMBERS)
def frozen_list(request: ScopedRequest) -> HttpResponseBase:
    """List the frozen sets of organisations in reach."""
    freezes = request.scope.may(Capability.EDIT_MEMBERS)
    empty = Empty(
        why=_("还没有冻结过时点数。"),
        next_label=_("冻结时点数") if freezes else "",
        next_url=reverse("reports:frozen-make") if freezes else "",
    )
    page = ListPage(
        name="frozen-sets", title=_("时点数"), queryset=selectors.frozen_sets(scope=request.scope), table=FrozenTable,
        default_sort="-on", unit=_("份"), as_values=False, may_export=True, empty=empty,
    )  # fmt: skip
    return list_response(request, page, template="reports/frozen_list.html", context={"freezes": freezes})


@require(Capability.EDIT_MEMBERS)
def frozen_make(request: ScopedRequest) -> HttpResponseBase:
    """Freeze the figures of an organisation's line on a closing day."""
    mine = organizations.visible(scope=request.scope, capability=Capability.EDIT_MEMBERS).order_by("path")
    asked = (
        get_object_or_404(mine, public_id=asked_id(request, "organization")) if "organization" in request.GET else None
    )
    at = asked or mine.first()
    near = at and organizations.near(
        organization=at, scope=request.scope, capability=Capability.EDIT_MEMBERS, on=request.on
    )
    form = FreezeForm(
        request.POST or None, organizations=mine, near=near or (), days=services.closing_days(on=request.on),
        initial={"organization": at and at.public_id},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        made = services.freeze_figures(by=request.user, **form.cleaned_data)
        messages.success(request, _("已冻结，今天内可以撤回。"))
        return redirect("reports:frozen-set", public_id=made.public_id)
    context = {"form": form, "near": near or ()}
    return render(request, "reports/frozen_make.html", context, status=422 if form.errors else 200)


def _set(request: ScopedRequest, public_id: UUID) -> FrozenSet:
    return get_object_or_404(selectors.frozen_sets(scope=request.scope), public_id=public_id)


def _figure(request: ScopedRequest, public_id: UUID) -> FrozenFigure:
    return get_object_or_404(selectors.figures(scope=request.scope), public_id=public_id)


def _edits(request: ScopedRequest, frozen: FrozenSet) -> bool:
    return request.scope.reaches_path(Capability.EDIT_MEMBERS, frozen.organization.path)


@require(Capability.SEE_MEMBERS)
def frozen_set(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Show the figures of a set beside corrections and what the register says now; `?export=xlsx` as a workbook."""
    frozen = _set(request, public_id)
    allowed = services.released(organization=frozen.organization, on=request.on)
    shown = selectors.shown(scope=request.scope, frozen=frozen) if allowed else []
    if request.GET.get("export") == "xlsx" and allowed:
        return _workbook(request, frozen, shown)
    edits, named = _edits(request, frozen), selectors.names_on(frozen, shown)
    context = {
        "frozen": frozen, "shown": shown, "allowed": allowed, "edits": edits,
        "corrected": [(one.row.label, rows) for one in shown if (rows := selectors.corrected(one, named))],
        "exports": exports_of_the_day(scope=request.scope, shown=shown),
        "named": selectors.counted_in_total_alone(shown),
        "reasons": MANY_REASONS, "by": named.get(frozen.frozen_by, ""), "withdrawable": edits and frozen.frozen_on == request.on,
    }  # fmt: skip
    return render(request, "reports/frozen_set.html", context)


def _workbook(request: ScopedRequest, frozen: FrozenSet, shown: list[selectors.Shown]) -> HttpResponseBase:
    number = SheetKind.NUMBER
    columns = [
        SheetColumn(_("指标")), SheetColumn(_("冻结数"), number), SheetColumn(_("更正为"), number),
        SheetColumn(_("按现在的登记重算"), number), SheetColumn(_("差"), number),
        SheetColumn(_("怎么算的"), width=48), SheetColumn(_("依据"), width=32), SheetColumn(_("更正原因"), width=32),
    ]  # fmt: skip
    title = f"{frozen.organization.name}-{_('时点数')}-{frozen.on:%Y%m%d}"
    file = tempfile.TemporaryFile()  # noqa: SIM115 -- FileResponse closes it
    named = selectors.names_on(frozen, shown)
    note = _("%(line)s；%(by)s于%(day)s冻结") % {
        "line": frozen.line, "by": named.get(frozen.frozen_by, ""), "day": frozen.frozen_on.isoformat(),
    }  # fmt: skip
    write_sheet(file, columns, _cells(shown, named), title=title, mark=str(INTERNAL), note=note)
    audit.log(request.user, EXPORTED, name="frozen-figures", filters=[], order="")
    return handed_out(file, f"{title}.xlsx", XLSX)


def _cells(shown: list[selectors.Shown], named: Mapping[UUID, str]) -> Iterator[list[Any]]:
    for one in shown:
        row, last = one.row, one.corrections[-1] if one.corrections else None
        why = "；".join(
            f"{each.row.reason}（{each.row.document}，{each.by} {each.row.recorded_on:%Y-%m-%d}）"
            for each in selectors.corrected(one, named)
        )
        yield [
            row.label, one.number, last.number if last else "", one.now, one.difference, row.formula, row.basis, why,
        ]  # fmt: skip


@require(Capability.SEE_MEMBERS)
def frozen_rows(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """List the members behind a figure: then, now, and what differs."""
    figure, show = _figure(request, public_id), request.GET.get("show", "")
    if show not in _SHOW or not services.released(organization=figure.frozen.organization, on=request.on):
        raise Http404
    page = ListPage(
        name="frozen-rows", title=f"{figure.label} · {figure.frozen.on:%Y-%m-%d} · {_SHOW[show]}",
        queryset=listed(
            selectors.people_behind(scope=request.scope, figure=figure, show=show), scope=request.scope,
            asked=request.GET.dict(),
        ), table=MemberTable,
        default_sort="name", unit=_("名"), as_values=False, may_export=True, on_export=noting_export(),
        exclude=() if request.scope.may(Capability.SEE_RESTRICTED) else ("restricted",),
        note=f"{_('类别和支部是今天的，合并过的列保留的一行。')}{MANY_REASONS}{note_for(request.scope)}",
        empty=Empty(why=_("没有你能看到的党员。")),
    )  # fmt: skip
    return list_response(request, page)


@require(Capability.EDIT_MEMBERS)
def frozen_correct(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Record a correction beside a figure."""
    figure = _figure(request, public_id)
    if not _edits(request, figure.frozen):
        raise Http404
    form = CorrectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        complete = selectors.sees_all(scope=request.scope, figure=figure)
        services.correct_figure(figure=figure, complete=complete, by=request.user, **form.cleaned_data)
        messages.success(request, _("已登记更正，冻结数不变。"))
        return redirect("reports:frozen-set", public_id=figure.frozen.public_id)
    context = {"form": form, "figure": figure}
    return render(request, "reports/frozen_correct.html", context, status=422 if form.errors else 200)


@require(Capability.EDIT_MEMBERS)
@require_POST
def frozen_withdraw(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Take a freeze of today back."""
    frozen = _set(request, public_id)
    if not _edits(request, frozen):
        raise Http404
    own = request.scope.reaches_path(Capability.SEE_RESTRICTED, frozen.organization.path)
    services.withdraw_frozen(frozen=frozen, complete=own, by=request.user)
    messages.success(request, _("已撤回冻结。"))
    return redirect("reports:frozen")
