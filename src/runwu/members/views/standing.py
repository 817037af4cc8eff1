"""Decisions about a standing: preview and record, take back the same day, their papers, and all of them (身份变动)."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from runwu.core import attachments
from runwu.core.guards import ScopedRequest, require
from runwu.core.listing import Empty, ListPage, list_response
from runwu.core.models import Attachment
from runwu.core.rulebooks import rulebook
from runwu.core.scope import Capability
from runwu.enterprises.rule_forms import PaperForm
from runwu.members import standings
from runwu.members.models import StandingDecision
from runwu.members.services import standing as services
from runwu.members.services.provisions import noting_export
from runwu.members.services.sizes import place_of
from runwu.members.standing_forms import StandingForm
from runwu.members.standing_preview import consequences
from runwu.members.standing_tables import StandingFilter, StandingTable


@require(Capability.EDIT_MEMBERS, Capability.SEE_MEMBER_CONTACTS)
def record_standing(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Ask for a decision, show what the rules say and what changes, and record it once that is confirmed."""
    member = get_object_or_404(standings.decidable(scope=request.scope), public_id=public_id)
    book = rulebook(on=request.on, **(place_of(member.organization) if member.organization else {}))
    acts = services.possible_acts(member, book)
    form = StandingForm(request.POST or None, member=member, acts=acts, scope=request.scope)
    context = {"member": member, "form": form, "acts": acts, "standing": standings.rule_standing(member)}
    if request.method != "POST" or not form.is_valid():
        return render(request, "members/standing_record.html", context, status=422 if form.errors else 200)
    entry = form.entry
    advice = services.check_standing(member=member, entry=entry)
    if "confirmed" in request.POST:
        services.record_standing(member=member, entry=entry, by=request.user)
        messages.success(request, _("已登记身份变动。今天内可以撤回；批复原件可以附在这件决定后面。"))
        return redirect("members:page", public_id=member.public_id)
    lines = consequences(scope=request.scope, member=member, entry=entry)
    return render(
        request, "members/standing_record.html", {**context, "entry": entry, "advice": advice, "lines": lines}
    )


@require(Capability.EDIT_MEMBERS, Capability.SEE_MEMBER_CONTACTS)
@require_POST
def withdraw_standing(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Take back a decision that was recorded today."""
    decision = _found(request, public_id)
    services.withdraw_standing(decision=decision, by=request.user)
    messages.success(request, _("已撤回，党员身份恢复为登记以前。"))
    return redirect("members:page", public_id=decision.member.public_id)


@require(Capability.EDIT_MEMBERS, Capability.SEE_MEMBER_CONTACTS)
def standing_paper(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Add the file of a decision."""
    decision = _found(request, public_id)
    form = PaperForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        services.attach_standing_paper(decision=decision, file=form.cleaned_data["file"], by=request.user)
        messages.success(request, _("已附上批复原件。"))
        return redirect("members:page", public_id=decision.member.public_id)
    context = {"decision": decision, "member": decision.member, "form": form}
    return render(request, "members/standing_paper.html", context, status=422 if form.errors else 200)


@require(Capability.EDIT_MEMBERS, Capability.SEE_MEMBER_CONTACTS)
def standing_file(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Download the file of a decision; who took it is logged."""
    decision = _found(request, public_id)
    file = Attachment.objects.filter(public_id=decision.attachment).first() if decision.attachment else None
    if file is None:
        raise Http404
    return attachments.serve(request, file)


@require(Capability.EDIT_MEMBERS, Capability.SEE_MEMBER_CONTACTS)
def standing_list(request: ScopedRequest) -> HttpResponseBase:
    """Show the decisions about members in reach, also about those who are members no more."""
    page = ListPage(
        name="standing",
        title=gettext_lazy("身份变动"),
        queryset=standings.decisions(scope=request.scope),
        table=StandingTable,
        default_sort="-on",
        filterset=StandingFilter,
        unit=gettext_lazy("件"),
        as_values=False,
        may_export=True,
        on_export=noting_export(StandingDecision, "member_id"),
        empty=Empty(why=_("你的权限范围内还没有登记过身份变动。"), next_label=_("打开党员名单"), next_url="/members/"),
        note=_("党员身份只由党组织的决定改变；到期只产生待办。登记从党员页面开始。"),
    )
    return list_response(request, page)


def _found(request: ScopedRequest, public_id: UUID) -> StandingDecision:
    """Return a decision about a member whom this person records decisions about, or 404."""
    rows = standings.decisions(scope=request.scope).filter(standings.decided_by(request.scope, "member__"))
    return get_object_or_404(rows, public_id=public_id)
