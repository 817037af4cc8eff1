"""Duplicates that two people check: proposed by the officer, agreed by the secretary of the restricted row's branch."""

from typing import cast
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from runwu.accounts.models import User
from runwu.core.errors import UserError
from runwu.core.guards import ScopedRequest, require
from runwu.core.scope import Capability
from runwu.members import proposals
from runwu.members.services import merge_proposals as services
from runwu.members.services.merging import check_merge


class ProposalForm(forms.Form):
    """On what it rests that two rows are one person."""

    basis = forms.CharField(
        label=gettext_lazy("核对依据"), max_length=200, min_length=2,
        help_text=gettext_lazy("例如“两个支部的名册同名，请对照档案”。支部书记会看到。不要填身份证号和电话。"),
    )  # fmt: skip


class AnswerForm(forms.Form):
    """Whether the branch agrees."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("核对结果"), widget=forms.RadioSelect,
        choices=[
            ("agree", gettext_lazy("是同一个人，同意合并")), ("refuse", gettext_lazy("不是同一个人，或者不合并")),
        ],
    )  # fmt: skip
    answer = forms.CharField(label=gettext_lazy("说明"), max_length=200, required=False)


@require(Capability.SEE_RESTRICTED)
@require_http_methods(["GET", "POST"])
def propose(request: ScopedRequest, public_id: UUID, other: UUID) -> HttpResponseBase:
    """Show two rows by name and branch, and ask the branch of the restricted one."""
    if not request.scope.may(Capability.EDIT_MEMBERS):
        raise Http404
    rows = proposals.proposable(scope=request.scope)
    kept, absorbed = (get_object_or_404(rows, public_id=one) for one in (public_id, other))
    if not (kept.restricted or absorbed.restricted) or kept.person.full_name != absorbed.person.full_name:
        raise Http404
    form, status = ProposalForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        try:
            services.propose_merge(
                kept=kept, absorbed=absorbed, basis=form.cleaned_data["basis"], by=cast("User", request.user)
            )
        except UserError as error:
            form.add_error(None, str(error))
            status = error.status
        else:
            messages.success(request, _("已请支部书记核对。书记同意以后合并，你在“疑似重复”里能看到结果。"))
            return redirect("members:duplicates")
    context = {"kept": kept, "other": absorbed, "form": form}
    return render(
        request, "members/merge_propose.html", context, status=422 if form.errors and status == 200 else status
    )


@require(Capability.SEE_MEMBER_CONTACTS, Capability.SEE_RESTRICTED)
@require_http_methods(["GET", "POST"])
def answer_proposal(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Show what both rows have in common, and agree or refuse for the own branch; who proposed it takes it back here."""
    found = {one.row.public_id: one for one in proposals.waiting(scope=request.scope)}
    if public_id not in found:
        raise Http404
    one, own = found[public_id], found[public_id].row.proposed_by == request.scope.user_id
    form, status = AnswerForm(request.POST or None), 200
    if own:
        del form.fields["outcome"]
    if request.method == "POST" and form.is_valid():
        try:
            message = _answered(request, one, form)
        except UserError as error:
            form.add_error(None, str(error))
            status = error.status
        else:
            messages.success(request, message)
            return redirect("members:duplicates")
    common = [] if own else proposals.in_common(one.kept, one.absorbed)
    context = {"found": one, "form": form, "own": own, "common": common, "refused": None if own else _refused(one)}
    return render(
        request, "members/merge_answer.html", context, status=422 if form.errors and status == 200 else status
    )


def _answered(request: ScopedRequest, one: proposals.Proposed, form: AnswerForm) -> str:
    by = cast("User", request.user)
    if form.cleaned_data.get("outcome") != "agree":
        answer = form.cleaned_data["answer"]
        services.refuse_merge(proposal=one.row, scope=request.scope, answer=answer, by=by)
        return _("已答复，两行都不变。")
    merge = services.agree_to_merge(proposal=one.row, scope=request.scope, by=by)
    return _("已合并，今天内可以撤回。") if merge else _("已同意，另一个支部同意以后合并。")


def _refused(one: proposals.Proposed) -> object:
    try:
        check_merge(kept=one.kept, absorbed=one.absorbed)
    except UserError as error:
        return error.message
    return None
