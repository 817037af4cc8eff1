"""Seedlings: proposed and left on the own page, decided in the branch, read by its committee (苗子)."""

from collections.abc import Callable
from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from runwu.accounts.models import User
from runwu.core.errors import UserError
from runwu.core.guards import ScopedRequest, require, signed_in
from runwu.core.scope import Capability
from runwu.members import seedlings as selectors
from runwu.members.choices import SEEDLINGS_OPEN, Membership
from runwu.members.models import Seedling
from runwu.members.services import seedlings as services
from runwu.members.views.own import own_member


@require(Capability.SEE_MEMBER_CONTACTS, Capability.KEEP_RESERVES)
@require_http_methods(["GET", "POST"])
def seedling_list(request: ScopedRequest) -> HttpResponseBase:
    """Show the branch its proposals and the committee whom its branches train; a secretary proposes somebody."""
    keeps = request.scope.may(Capability.SEE_MEMBER_CONTACTS)
    form = selectors.SeedlingForm(request.POST or None, scope=request.scope) if keeps else None
    status = 200
    if form is not None and request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                services.propose_seedling(
                    organization=form.cleaned_data["organization"], member=form.cleaned_data["member"],
                    entry=form.entry, by=cast("User", request.user), on=request.on,
                )  # fmt: skip
            except UserError as error:
                form.add_error(None, str(error))
                status = error.status
            else:
                messages.success(request, _("已登记提名，等支部研究。"))
                return redirect("members:seedlings")
    rows = list(selectors.of_branch(scope=request.scope)[:200]) if keeps else []
    context = {
        "form": form, "rows": rows, "keeps": keeps,
        "trained": list(selectors.in_training(scope=request.scope)[:200]),
        "committee": request.scope.may(Capability.KEEP_RESERVES),
    }  # fmt: skip
    return render(request, "members/seedlings.html", context, status=status)


@require(Capability.SEE_MEMBER_CONTACTS)
@require_http_methods(["GET", "POST"])
def seedling_page(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Show a proposal to the secretary, who records what the branch decided."""
    row = _found(request, public_id)
    form = selectors.DecisionForm(request.POST or None, initial={"decided_on": request.on.isoformat()})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                services.decide_seedling(
                    seedling=row, decision=form.decision, by=cast("User", request.user), on=request.on
                )
            except UserError as error:
                form.add_error(None, str(error))
                status = error.status
            else:
                messages.success(request, _("已登记支部意见。"))
                return redirect("members:seedlings")
    context = {
        "row": row, "form": form, "open": row.state in SEEDLINGS_OPEN,
        "by": selectors.proposers([row]).get(row.proposed_by, ""),
        "find": selectors.FindForm(scope=request.scope, auto_id="find_%s"),
    }  # fmt: skip
    return render(request, "members/seedling.html", context, status=status)


@require(Capability.SEE_MEMBER_CONTACTS)
@require_POST
def seedling_find(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Say which member of the branch a proposal is about."""
    row = _found(request, public_id)
    form = selectors.FindForm(request.POST, scope=request.scope)
    if not form.is_valid():
        messages.error(request, _("没有选择党员。请从名册里选择。"))
        return redirect("members:seedling", row.public_id)
    member, by = form.cleaned_data["member"], cast("User", request.user)
    said = _("已对应名册。本人在“培养提名”里看得到，可以不同意。")
    _done(request, lambda: services.find_seedling_in_register(seedling=row, member=member, by=by), said)
    return redirect("members:seedling", row.public_id)


@require(Capability.SEE_MEMBER_CONTACTS)
@require_POST
def seedling_end(request: ScopedRequest, public_id: UUID, act: str) -> HttpResponseBase:
    """End a training, or write down that the person said no to the branch."""
    row = _found(request, public_id)
    if act not in {"end", "object"}:
        raise Http404
    reason, by = request.POST.get("reason", "")[:200], cast("User", request.user)
    objects = act == "object"

    def end() -> None:
        services.end_seedling(seedling=row, by=by, on=request.on, reason=reason, objects=objects)

    _done(request, end, _("已登记，立即生效。"))
    return redirect("members:seedling", row.public_id)


def _found(request: ScopedRequest, public_id: UUID) -> Seedling:
    return get_object_or_404(selectors.of_branch(scope=request.scope), public_id=public_id)


def _done(request: ScopedRequest, act: Callable[[], object], said: str) -> None:
    try:
        act()
    except UserError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, said)


@signed_in
def own_seedlings(request: ScopedRequest) -> HttpResponseBase:
    """Show a member the proposals about oneself and one's own, and propose somebody of whom one has the consent."""
    member, by = own_member(request), cast("User", request.user)
    belongs = member.membership == Membership.ACTIVE and member.organization is not None
    form = selectors.OwnSeedlingForm(request.POST or None) if belongs else None
    status = 200
    if form is not None and member.organization is not None and request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                services.propose_seedling(organization=member.organization, entry=form.entry, by=by, on=request.on)
            except UserError as error:
                form.add_error(None, str(error))
                status = error.status
            else:
                messages.success(request, _("已提名，由支部研究。研究以前可以撤回。"))
                return redirect("me:seedlings")
    context = {
        "form": form, "member": member, "about": list(selectors.about(member=member)),
        "own": selectors.own_proposals(account=by.public_id),
    }  # fmt: skip
    return render(request, "members/own_seedlings.html", context, status=status)


@signed_in
@require_POST
def own_seedling_object(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Say no to being proposed or trained; it works at once."""
    row = get_object_or_404(selectors.about(member=own_member(request)), public_id=public_id)
    reason, by = request.POST.get("reason", "")[:200], cast("User", request.user)

    def leave() -> None:
        services.end_seedling(seedling=row, by=by, on=request.on, reason=reason, objects=True)

    _done(request, leave, _("已退出，立即生效。"))
    return redirect("me:seedlings")


@signed_in
@require_POST
def own_seedling_withdraw(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Take an own proposal back."""
    by = cast("User", request.user)
    row = get_object_or_404(selectors.made_by(account=by.public_id), public_id=public_id)
    _done(request, lambda: services.withdraw_seedling(seedling=row, by=by, on=request.on), _("已撤回提名。"))
    return redirect("me:seedlings")
