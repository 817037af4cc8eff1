"""Edits of a plan: locks, pairs, who takes no part, undo and redo, the computation of the rest."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from runwu.core.errors import UserError
from runwu.core.guards import ScopedRequest, polled, require, send_to
from runwu.core.scope import Capability
from runwu.coverage.choices import EditKind
from runwu.coverage.selectors import plans as selectors
from runwu.coverage.services.edit_kinds import Edit
from runwu.coverage.services.editing import keep_edit, redo_edit, undo_edit
from runwu.coverage.services.resolving import request_rest
from runwu.coverage.views.changes import SOLVE, back, compute_around
from runwu.coverage.views.lookup import acting, alternative_or_404, plan_or_404, profile_of, version_of

BY_FORM = frozenset(EditKind) - {EditKind.SOLVED}
_DONE = {
    EditKind.LOCKED: "已锁定，重算时这一组不动。",
    EditKind.UNLOCKED: "已解锁。",
}


@require(Capability.PLAN)
@require_POST
def plan_edit(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Keep one edit; the button `solve` keeps it and computes the rest around it."""
    plan = plan_or_404(request, public_id)
    profile, edit, solve = profile_of(request, plan), _edit(request), request.POST.get("act") == SOLVE
    keep_edit(
        plan=plan,
        profile=profile,
        edit=edit,
        expected_version=version_of(request),
        by=acting(request),
        unfinished=solve,
    )
    if solve:
        compute_around(request, plan, profile)
    else:
        messages.success(request, _(_DONE.get(edit.kind, "已调整，各组的说明已重新计算。")))
    return back(plan, profile, at=edit.other if edit.kind in _DONE else "")


def _edit(request: ScopedRequest) -> Edit:
    asked = request.POST.get("kind", "")
    if asked not in BY_FORM:
        raise UserError(_("页面内容不完整。"), now=_("请刷新页面后重试。"))
    sent = {name: request.POST.get(name, "")[:36] for name in ("unit", "other")}
    return Edit(EditKind(asked), reason=request.POST.get("reason", ""), **sent)


@require(Capability.PLAN)
@require_POST
def edit_undo(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Undo the last edit of an alternative."""
    plan = plan_or_404(request, public_id)
    profile = profile_of(request, plan)
    undo_edit(plan=plan, profile=profile, expected_version=version_of(request), by=acting(request))
    messages.success(request, _("已撤回上一次调整。"))
    return back(plan, profile)


@require(Capability.PLAN)
@require_POST
def edit_redo(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Make the edit again that was undone last."""
    plan = plan_or_404(request, public_id)
    profile = profile_of(request, plan)
    redo_edit(plan=plan, profile=profile, expected_version=version_of(request), by=acting(request))
    messages.success(request, _("已重做。"))
    return back(plan, profile)


@require(Capability.PLAN)
@require_POST
def plan_rest(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Start the computation of the rest around what people settled."""
    plan = plan_or_404(request, public_id)
    profile = profile_of(request, plan)
    request_rest(plan=plan, profile=profile, expected_version=version_of(request), by=acting(request))
    return back(plan, profile)


@require(Capability.PLAN)
@polled
@require_GET
def rest_progress(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Answer how far the computation of the rest is; once it is done, the page of the plan."""
    plan = plan_or_404(request, public_id)
    alternative = alternative_or_404(request, plan)
    job = selectors.rest_of(alternative)
    if job is None or not job.active:
        # no “#…” behind it: going to another place of the same page loads nothing anew
        return send_to(request, reverse("coverage:plan", args=[plan.public_id], query={"profile": alternative.profile}))
    return render(request, "coverage/_plan_rest_job.html", {"plan": plan, "profile": alternative.profile, "rest": job})
