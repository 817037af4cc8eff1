"""Party groups of a branch: one page for the secretary, all members at once (党小组编组)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from runwu.core.guards import ScopedRequest, require
from runwu.core.meanwhile import ChangedMeanwhile, require_unchanged
from runwu.core.rulebooks import rulebook
from runwu.core.scope import Capability
from runwu.members import groups as selected
from runwu.members.group_forms import GROUNDS, WAYS, GroupsForm
from runwu.members.services.groups import arrange_groups
from runwu.members.services.sizes import place_of
from runwu.organizations import selectors
from runwu.organizations.choices import BRANCH_FORMS
from runwu.rules.orglife import may_divide_into_groups
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Outcome


@require(Capability.TRANSFER_MEMBERS)
def arrange(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Show who belongs to which group, propose places for those without one, and keep what the branch decided."""
    reach = selectors.visible(scope=request.scope, capability=Capability.TRANSFER_MEMBERS)
    branch = get_object_or_404(reach, public_id=public_id, form__in=BRANCH_FORMS)
    rows = selected.assignable(branch=branch, scope=request.scope)
    members, groups = list(rows), selected.groups_of(branch)
    held = selected.group_by_member(rows, branch)
    leaders = selected.leaders_of(groups, request.on)
    by_person = {one.person_id: one for one in members}
    proposes = "propose" in request.GET
    proposed = selected.proposed(members, held, groups, request.on) if proposes else {}
    book = rulebook(on=request.on, **place_of(branch))
    form = GroupsForm(
        request.POST or None, book=book, members=members, groups=groups, held=held, proposed=proposed,
        leaders={pk: by_person[one.person_id] for pk, one in leaders.items() if one.person_id in by_person},
        initial={"on": request.on.isoformat()},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            require_unchanged(form.seen_values, form.shown)
            arrange_groups(branch=branch, arrangement=form.arrangement, by=request.user)
        except ChangedMeanwhile as changed:
            form.keep_for_another_look(changed)
        else:
            _say(request, form, book)
            return redirect("members:groups", public_id=branch.public_id)
    context = {
        "branch": branch, "form": form, "proposes": proposes, "proposed": len(proposed),
        "rows": selected.rows_of(branch=branch, scope=request.scope, on=request.on),
        "clauses": [book.reason(GROUNDS), book.reason(WAYS)],
        "without": sum(one.pk not in held for one in members),
    }  # fmt: skip
    return render(request, "members/groups.html", context, status=form.status)


def _say(request: ScopedRequest, form: GroupsForm, book: Rulebook) -> None:
    """Say that it is kept; a new group without a usual ground is kept, too, and told so (一般)."""
    messages.success(request, _("已保存编组。"))
    if form.cleaned_data["new_group"]:
        verdict = may_divide_into_groups(form.grounds, book=book)
        if verdict.outcome is Outcome.ADVISED:
            messages.warning(request, f"{verdict.title}：{verdict.reasons[0].text}")
