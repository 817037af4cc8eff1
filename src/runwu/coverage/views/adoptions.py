"""What was sent up: its state, the approval, the members who move, the steps, taking it back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from runwu.core.errors import UserError
from runwu.core.guards import ScopedRequest, require
from runwu.core.journeys import tick, withdraw_tick
from runwu.core.scope import Capability
from runwu.coverage.forms import ApprovalForm, TickForm
from runwu.coverage.models import Adoption
from runwu.coverage.selectors import plans as selectors
from runwu.coverage.selectors.progress import AdoptionProgress
from runwu.coverage.selectors.yearly import review_lines
from runwu.coverage.services.approvals import record_approval, record_decline
from runwu.coverage.services.member_lists import review_moves
from runwu.coverage.services.withdrawals import built_since, withdraw, withdraw_approval
from runwu.coverage.views.lookup import acting, adoption_or_404, version_of

APPROVAL, TICK = "approval", "tick"


@require(Capability.PLAN)
@require_GET
def adoption_page(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Show what was sent up."""
    return _page(request, adoption_or_404(request, public_id))


def _page(request: ScopedRequest, adoption: Adoption, **forms: Form) -> HttpResponseBase:
    progress = AdoptionProgress(adoption, request.on)
    may_adopt = request.scope.reaches_park(Capability.ADOPT, adoption.plan.park_id)
    above = adoption.paper.get("addressee", {})
    context: dict[str, Any] = {
        "adoption": adoption,
        "plan": adoption.plan,
        "progress": progress,
        "moves": selectors.moves_known_to(scope=request.scope, adoption=adoption),
        "may_adopt": may_adopt,
        "reviews": review_lines(adoption),
        "today": request.on,
        "approval_form": ApprovalForm(initial={"authority": "" if above.get("hole") else above.get("words", "")}),
        "tick_form": _tick_form(progress, None),
        **forms,
    }
    return render(request, "coverage/adoption.html", context, status=422 if forms else 200)


def _tick_form(progress: AdoptionProgress, data: Any) -> TickForm:
    return TickForm(
        data,
        steps=progress.open_steps,
        groups=progress.adoption.groups.filter(is_new=True).select_related("organization"),
    )


@require(Capability.ADOPT)
@require_POST
def adoption_approve(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Record the approval, or that there was none."""
    adoption = adoption_or_404(request, public_id, Capability.ADOPT)
    form = ApprovalForm(request.POST)
    if not form.is_valid():
        return _page(request, adoption, approval_form=form)
    paper = {**form.cleaned_data, "expected_version": version_of(request), "on": request.on, "by": acting(request)}
    try:
        message = (
            _declined(adoption, paper) if request.POST.get("outcome") == "declined" else _approved(adoption, paper)
        )
    except UserError as error:
        return _with_error(request, adoption, form, error, "approval_form")
    messages.success(request, message)
    return redirect("coverage:adoption", public_id=public_id)


def _approved(adoption: Adoption, paper: dict[str, Any]) -> str:
    applied = record_approval(adoption=adoption, **paper)
    words = _("批复已登记，自批复之日起生效。随文调整 %(moved)s 名，待转接 %(transfers)s 名。")
    also = _("另有 %(skipped)s 名在上报后另有变动，没有调整，请逐名核对。") if applied.skipped else ""
    return (words + also) % {"moved": applied.moved, "transfers": applied.transfers, "skipped": applied.skipped}


def _declined(adoption: Adoption, paper: dict[str, Any]) -> str:
    record_decline(adoption=adoption, **paper)
    return _("已登记“未获批准”，待批复的支部已撤回。")


def _with_error(
    request: ScopedRequest, adoption: Adoption, form: Form, error: UserError, name: str
) -> HttpResponseBase:
    """Show what a person can mend beside the form with what was typed; everything else has a page of its own."""
    if error.status != 422:
        raise error
    form.add_error(None, str(error))
    return _page(request, adoption, **{name: form})


@require(Capability.PLAN)
@require_POST
def adoption_moves(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Keep which members of the list somebody has checked."""
    adoption = adoption_or_404(request, public_id)
    ticked = set(request.POST.getlist("move"))
    known = selectors.moves_known_to(scope=request.scope, adoption=adoption)
    confirmed = [move.member.public_id for move in known if str(move.member.public_id) in ticked]
    review_moves(adoption=adoption, confirmed=confirmed, expected_version=version_of(request), by=acting(request))
    messages.success(request, _("名单已保存。"))
    return redirect("coverage:adoption", public_id=public_id)


@require(Capability.PLAN)
@require_POST
def adoption_tick(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Record a step of the process for one or several branches."""
    adoption = adoption_or_404(request, public_id)
    progress = AdoptionProgress(adoption, request.on)
    form = _tick_form(progress, request.POST)
    if not form.is_valid():
        return _page(request, adoption, tick_form=form)
    try:
        _tick_all(request, progress, form)
    except UserError as error:
        return _with_error(request, adoption, form, error, "tick_form")
    messages.success(request, _("已登记。"))
    return redirect("coverage:adoption", public_id=public_id)


def _tick_all(request: ScopedRequest, progress: AdoptionProgress, form: TickForm) -> None:
    from django.db import transaction

    data = form.cleaned_data
    with transaction.atomic():
        for group in data["groups"]:
            tick(
                journey=progress.journeys[group.public_id], step=data["step"], done_on=data["done_on"],
                document=data["document"], on=request.on, by=acting(request),
            )  # fmt: skip


@require(Capability.PLAN)
@require_POST
def adoption_untick(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Withdraw the record of one step of one branch."""
    adoption = adoption_or_404(request, public_id)
    group = get_object_or_404(adoption.groups.filter(is_new=True), public_id=_uuid(request.POST.get("group", "")))
    journey = AdoptionProgress(adoption, request.on).journeys[group.public_id]
    withdraw_tick(journey=journey, step=request.POST.get("step", ""), by=acting(request))
    messages.success(request, _("已撤回这一步的登记。"))
    return redirect("coverage:adoption", public_id=public_id)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)


@require(Capability.ADOPT)
@require_http_methods(["GET", "POST"])
def adoption_withdraw(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Ask before what was sent up is taken back, then take it back."""
    adoption = adoption_or_404(request, public_id, Capability.ADOPT)
    only_approval = (request.POST or request.GET).get("what") == APPROVAL
    if request.method == "GET":
        context = {"adoption": adoption, "only_approval": only_approval, "built": list(built_since(adoption))}
        return render(request, "coverage/adoption_withdraw.html", context)
    act = withdraw_approval if only_approval else withdraw
    act(adoption=adoption, expected_version=version_of(request), on=request.on, by=acting(request))
    messages.success(
        request, _("已撤回批复登记，恢复为待批复。") if only_approval else _("已撤回上报，建议恢复为待审阅。")
    )
    return redirect("coverage:adoption", public_id=public_id)
