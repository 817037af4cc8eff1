"""Lists by consent: opened, members asked, closed; and the member's own answers (自愿名单)."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from runwu.accounts.models import User
from runwu.core.errors import UserError
from runwu.core.guards import ScopedRequest, require, signed_in
from runwu.core.listing import Empty, ListPage, list_response
from runwu.core.scope import Capability
from runwu.members import lists as selectors
from runwu.members.choices import InvitationState, ListKind
from runwu.members.models import ListInvitation, VoluntaryList
from runwu.members.services import lists as services
from runwu.members.services.provisions import noting_export
from runwu.members.views.own import own_member

_KEEPS = (Capability.EDIT_MEMBERS, Capability.SEE_MEMBER_CONTACTS)
_ACTS = {
    "agree": InvitationState.AGREED, "decline": InvitationState.DECLINED, "withdraw": InvitationState.WITHDRAWN,
}  # fmt: skip


@require(*_KEEPS)
@require_http_methods(["GET", "POST"])
def list_of_lists(request: ScopedRequest) -> HttpResponseBase:
    """Show the lists in reach, and open a new one."""
    form = selectors.ListForm(request.POST or None, scope=request.scope)
    if request.method == "POST" and form.is_valid():
        said, by = dict(form.cleaned_data), cast("User", request.user)
        row = services.open_list(**{**said, "kind": ListKind(said["kind"])}, by=by, on=request.on)
        messages.success(request, _("已建立。逐个征求本人意见，同意的才在名单上。"))
        return redirect("members:voluntary-list", row.public_id)
    context = {"form": form, "rows": selectors.lists(scope=request.scope)[:100]}
    return render(request, "members/voluntary_lists.html", context, status=422 if form.errors else 200)


@require(*_KEEPS)
@require_http_methods(["GET", "POST"])
def voluntary_list(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Show who has agreed, and ask further members."""
    row = _found(request, public_id)
    form = selectors.AskForm(
        request.POST or None,
        possible=selectors.askable(scope=request.scope, voluntary_list=row),
        own_branch=request.scope.may(Capability.SEE_MEMBER_CONTACTS),
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            own = request.scope.reaches_path(Capability.SEE_MEMBER_CONTACTS, said["member"].path)
            asked = services.ask_member(
                voluntary_list=row, member=said["member"], by_word=own and said.get("by_word", False),
                by=cast("User", request.user), on=request.on,
            )  # fmt: skip
        except UserError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("已登记本人同意。") if asked.by_word else _("已征求意见。同意以后才在名单上。"))
            return redirect("members:voluntary-list", row.public_id)
    page = ListPage(
        name="voluntary_list",
        title=row.name,
        queryset=selectors.agreed(scope=request.scope, voluntary_list=row),
        table=selectors.AgreedTable,
        default_sort="name",
        unit=_("名"),
        as_values=False,
        may_export=True,
        on_export=noting_export(ListInvitation, "member_id"),
        empty=Empty(why=_("还没有同意列入的党员。没有答复和不同意的不显示，也不催。")),
        note=_("只列本人同意的；本人随时可以退出，立即生效。没有答复、不同意和退出的不列。"),
    )
    context = {"voluntary": row, "form": form, "keeps": selectors.keeps(scope=request.scope, voluntary_list=row)}
    answer = list_response(request, page, template="members/voluntary_list.html", context=context)
    if form.errors:
        answer.status_code = 422
    return answer


@require(*_KEEPS)
@require_POST
def voluntary_list_close(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Close a list."""
    row = _found(request, public_id)
    if not selectors.keeps(scope=request.scope, voluntary_list=row):
        raise Http404
    services.close_list(voluntary_list=row, by=cast("User", request.user), on=request.on)
    messages.success(request, _("名单已停用。"))
    return redirect("members:voluntary-lists")


@require(Capability.SEE_MEMBER_CONTACTS)
@require_POST
def voluntary_list_leave(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Take a member without account off, as the person said to the branch."""
    reach = request.scope.paths(Capability.SEE_MEMBER_CONTACTS, "member__path")
    rows = ListInvitation.objects.filter(reach, state=InvitationState.AGREED).select_related(
        "member__person", "voluntary_list"
    )
    row = get_object_or_404(rows, public_id=public_id)
    try:
        services.withdraw_by_word(invitation=row, by=cast("User", request.user), on=request.on)
    except UserError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("已按本人意见退出名单。"))
    return redirect("members:page", row.member.public_id)


def _found(request: ScopedRequest, public_id: UUID) -> VoluntaryList:
    return get_object_or_404(selectors.lists(scope=request.scope), public_id=public_id)


@signed_in
def own_lists(request: ScopedRequest) -> HttpResponseBase:
    """Show a member what lists they were asked about."""
    rows: QuerySet[ListInvitation] = selectors.own(member=own_member(request))
    return render(request, "members/own_lists.html", {"rows": list(rows)})


@signed_in
@require_POST
def own_list_answer(request: ScopedRequest, public_id: UUID, act: str) -> HttpResponseBase:
    """Agree, decline, or leave."""
    row = get_object_or_404(selectors.own(member=own_member(request)), public_id=public_id)
    if act not in _ACTS:
        raise Http404
    try:
        services.answer_invitation(invitation=row, state=_ACTS[act], by=cast("User", request.user), on=request.on)
    except UserError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("已记下，立即生效。"))
    return redirect("me:lists")
