"""The own skills, and the own entry in reserve (我的技能和培养): told, taken off, objected to by the person alone."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from runwu.core.errors import UserError
from runwu.core.guards import ScopedRequest, signed_in
from runwu.organizations.cadre_forms import OwnSkillForm
from runwu.organizations.models import Reserve
from runwu.organizations.services import cadres as services
from runwu.people.models import Person, Skill
from runwu.people.services import add_skill, remove_skill


@signed_in
def own_skills(request: ScopedRequest) -> HttpResponseBase:
    """Show a person the own skills and whether a committee keeps them in reserve."""
    person = get_object_or_404(Person, pk=request.scope.person_id)
    form = OwnSkillForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        add_skill(person=person, entry=form.entry, by=request.user, own=True)
        messages.success(request, _("已登记技能，随时可以去掉。"))
        return redirect("me:skills")
    reserves = Reserve.objects.filter(person=person).select_related("organization").order_by("-recorded_on", "-pk")
    context = {"form": form, "skills": person.skills.all(), "reserves": reserves}
    return render(request, "organizations/own_skills.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def remove_own_skill(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Take an own skill off, whoever entered it."""
    rows = Skill.objects.filter(person=request.scope.person_id).select_related("person")
    remove_skill(skill=get_object_or_404(rows, public_id=public_id), by=request.user)
    messages.success(request, _("已去掉这项技能，别人不再看得到。"))
    return redirect("me:skills")


@signed_in
@require_POST
def object_to_reserve(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Object to standing in reserve; it works at once."""
    reserve = get_object_or_404(Reserve, person=request.scope.person_id, public_id=public_id)
    try:
        services.end_reserve(
            reserve=reserve, reason=request.POST.get("reason", "")[:200], by=request.user, objects=True
        )
    except UserError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("已退出后备，立即生效。"))
    return redirect("me:skills")
