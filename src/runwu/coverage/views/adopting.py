"""Adopting a plan: everything it will do on one page, then the act."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from runwu.core.errors import UserError
from runwu.core.guards import ScopedRequest, require
from runwu.core.scope import Capability
from runwu.coverage.choices import Profile
from runwu.coverage.models import FormationPlan
from runwu.coverage.services.adoptions import adopt
from runwu.coverage.services.drafts import Draft, draft_adoption
from runwu.coverage.services.member_moves import DraftMove
from runwu.coverage.views.lookup import acting, plan_or_404, profile_of, version_of
from runwu.members import selectors as members

CHECKED = "checked"  # the tick “I have looked through the list”
NAME = "name-"  # the fields with the names of new branches, by host


@require(Capability.ADOPT)
@require_http_methods(["GET", "POST"])
def plan_adopt(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Show what adopting will do, with the list of members to look through; a POST adopts and sends up."""
    plan = plan_or_404(request, public_id, Capability.ADOPT)
    profile = profile_of(request, plan)
    if request.method == "POST" and request.POST.get(CHECKED):
        return _adopt(request, plan, profile)
    draft = draft_adoption(plan=plan, profile=profile, on=request.on)
    return _page(request, draft, profile, unchecked=request.method == "POST")


def _page(
    request: ScopedRequest, draft: Draft, profile: Profile, *, unchecked: bool = False, error: UserError | None = None
) -> HttpResponseBase:
    typed = _names(request)
    context = {
        "plan": draft.plan,
        "profile": profile,
        "draft": draft,
        "groups": [(group, typed.get(group.host, group.name)) for group in draft.groups],
        "moves": _shown(request, draft),
        "chosen": set(request.POST.getlist("move")) if request.method == "POST" else None,
        "unchecked": unchecked,
        "error": error.message if error else None,
    }
    status = 422 if unchecked or error else 200
    return render(request, "coverage/plan_adopt.html", context, status=status)


def _names(request: ScopedRequest) -> dict[str, str]:
    """Return the names that somebody typed for new branches, by host."""
    return {key.removeprefix(NAME): str(value) for key, value in request.POST.items() if key.startswith(NAME)}


def _shown(request: ScopedRequest, draft: Draft) -> list[DraftMove]:
    """Return the members of the list whom this viewer may know of."""
    wanted = [move.member.pk for move in draft.moves]
    known = set(members.visible(scope=request.scope).filter(pk__in=wanted).values_list("pk", flat=True))
    return [move for move in draft.moves if move.member.pk in known]


def _adopt(request: ScopedRequest, plan: FormationPlan, profile: Profile) -> HttpResponseBase:
    draft = draft_adoption(plan=plan, profile=profile, on=request.on)
    ticked = set(request.POST.getlist("move"))
    confirmed = [move.member.public_id for move in _shown(request, draft) if str(move.member.public_id) in ticked]
    try:
        adoption = adopt(
            plan=plan, profile=profile, expected_version=version_of(request), on=request.on, by=acting(request),
            confirmed=confirmed, names=_names(request),
        )  # fmt: skip
    except UserError as error:
        if error.status != 422:
            raise
        return _page(request, draft, profile, error=error)
    messages.success(request, _("已采纳并上报，各支部待批复。今天之内可以整体撤回。"))
    return redirect("coverage:adoption", public_id=adoption.public_id)
