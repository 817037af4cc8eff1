"""Duplicates: the pairs that may be one person, side by side, merged, and taken back the same day (合并重复)."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from runwu.core.errors import UserError
from runwu.core.guards import ScopedRequest, require
from runwu.core.scope import Capability
from runwu.members import duplicates, merging, proposals, standings
from runwu.members.models import MemberMerge, PartyMember
from runwu.members.services import merging as services
from runwu.members.services.merge_periods import in_words


class MergeForm(forms.Form):
    """On what it rests that two rows are about one person."""

    basis = forms.CharField(
        label=gettext_lazy("核对依据"), max_length=200, min_length=2,
        help_text=gettext_lazy("例如“对照党员档案，是同一个人”。不要填身份证号和电话。"),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Compared:
    """One thing that both rows may hold, and what holds after the merge."""

    label: str
    kept: str
    other: str
    after: str


@require(Capability.EDIT_MEMBERS, Capability.SEE_MEMBER_CONTACTS)
def duplicate_list(request: ScopedRequest) -> HttpResponseBase:
    """Show the pairs that may be one person, and the merges of today that can be taken back."""
    waiting = proposals.waiting(scope=request.scope)
    known = {frozenset((one.row.kept, one.row.absorbed)) for one in waiting}
    across = [
        pair for pair in proposals.across(scope=request.scope) if frozenset(one.public_id for one in pair) not in known
    ]
    context = {
        "pairs": duplicates.likely(scope=request.scope), "merges": _merges(request)[:50], "today": request.on,
        "across": across, "waiting": waiting,
    }  # fmt: skip
    return render(request, "members/duplicates.html", context)


@require(Capability.EDIT_MEMBERS, Capability.SEE_MEMBER_CONTACTS)
def merge_members(request: ScopedRequest, public_id: UUID, other: UUID) -> HttpResponseBase:
    """Show two rows side by side with what each brings, and merge them once that is confirmed."""
    reach = standings.mergeable(scope=request.scope)
    kept, absorbed = (get_object_or_404(reach, public_id=one) for one in (public_id, other))
    if not standings.may_merge(scope=request.scope, rows=(kept, absorbed)):
        raise Http404
    form = MergeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.merge_members(kept=kept, absorbed=absorbed, basis=form.cleaned_data["basis"], by=request.user)
        messages.success(request, _("已合并，今天内可以撤回。"))
        return redirect("members:page", public_id=kept.public_id)
    refused, gives_way = None, []
    try:
        plan = services.check_merge(kept=kept, absorbed=absorbed)
        gives_way = [in_words(one) for one in plan if not one.moves_whole]
    except UserError as error:
        refused = error.message
    context = {
        "kept": kept, "other": absorbed, "form": form, "refused": refused, "gives_way": gives_way,
        "facts": list(_facts(kept, absorbed)), "rows": list(_rows(kept, absorbed)),
    }  # fmt: skip
    return render(request, "members/merge.html", context, status=422 if form.errors else 200)


@require(Capability.EDIT_MEMBERS, Capability.SEE_MEMBER_CONTACTS)
@require_POST
def undo_merge(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Take back a merge of today."""
    merge = get_object_or_404(_merges(request), public_id=public_id)
    back = services.undo_merge(merge=merge, by=request.user)
    messages.success(request, _("已撤回合并，两行各自恢复。"))
    return redirect("members:page", public_id=back.public_id)


def _merges(request: ScopedRequest) -> QuerySet[MemberMerge]:
    return MemberMerge.objects.filter(standings.decided_by(request.scope, "kept__")).select_related(
        "kept__person", "kept__organization"
    )


def _facts(kept: PartyMember, other: PartyMember) -> Iterator[Compared]:
    """Yield what each row holds; numbers and birth dates only as held, alike or different."""
    yield Compared(_("姓名"), kept.person.full_name, other.person.full_name, kept.person.full_name)
    for label, name in (
        (_("党员类别"), "get_standing_display"), (_("党籍"), "get_membership_display"),
        (_("组织关系"), "get_belonging_display"),
    ):  # fmt: skip
        first, second = (str(getattr(one, name)()) for one in (kept, other))
        yield Compared(label, first, second, first)
    branch = [one.organization.name if one.organization else "" for one in (kept, other)]
    yield Compared(_("所在支部"), branch[0], branch[1], branch[0] or branch[1])
    for label, name in ((_("入党日期"), "admitted_on"), (_("转正日期"), "converted_on")):
        days = [f"{getattr(one, name) or ''}" for one in (kept, other)]
        yield Compared(label, days[0], days[1], days[0] or days[1])
    yield from _personal(kept, other)
    first, second = (_("是") if one.restricted else _("否") for one in (kept, other))
    yield Compared(_("限组织内知悉"), first, second, _("是") if kept.restricted or other.restricted else _("否"))


def _personal(kept: PartyMember, other: PartyMember) -> Iterator[Compared]:
    for label, name in (
        (_("性别"), "gender"), (_("出生日期"), "birth_date"), (_("手机"), "phone"), (_("学历"), "education"),
        (_("公民身份号码"), "identity_index"), (_("账号"), "user_id"),
    ):  # fmt: skip
        one, two = getattr(kept.person, name), getattr(other.person, name)
        said = [_("有") if one else "—", (_("有，不同") if one and one != two else _("有")) if two else "—"]
        after = _("保留行的") if one else (_("由另一行补上") if two else "—")
        yield Compared(label, said[0], said[1], after)


def _rows(kept: PartyMember, other: PartyMember) -> Iterator[Compared]:
    here, there = merging.counted(kept), merging.counted(other)
    for label in sorted({*here, *there}):
        one, two = here.get(label, 0), there.get(label, 0)
        if one or two:
            yield Compared(label, str(one), str(two), str(one + two))
