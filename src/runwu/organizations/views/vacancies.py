"""Skills in reach, vacant posts, and who could move (技能、空缺岗位、人员匹配)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from runwu.core.guards import ScopedRequest, require
from runwu.core.listing import Empty, ListPage, list_response
from runwu.core.scope import Capability
from runwu.organizations import cadres
from runwu.organizations import skill_map as skill_maps
from runwu.organizations.cadre_forms import SkillMapForm, VacancyForm
from runwu.organizations.cadre_tables import SkillFilter, SkillTable
from runwu.organizations.choices import OrganizationState
from runwu.organizations.models import Organization, Vacancy
from runwu.organizations.services import cadres as services
from runwu.people.handing import noting_people
from runwu.people.models import Person


@require(Capability.SEE_MEMBERS)
def skill_list(request: ScopedRequest) -> HttpResponseBase:
    """Show trade, Party and language skills of persons in reach side by side; records, no scores, no ranking."""
    page = ListPage(
        name="skills",
        title=gettext_lazy("行业技能和党务技能"),
        queryset=cadres.skilled(scope=request.scope),
        table=SkillTable,
        default_sort="name",
        filterset=SkillFilter,
        unit=gettext_lazy("名"),
        as_values=False,
        may_export=True,
        on_export=noting_people(Person, "pk"),
        note=gettext_lazy("按姓名排列，不打分、不排名。限组织内知悉的党员不在此列。"),
        empty=Empty(why=gettext_lazy("你的权限范围内还没有登记技能。技能由本人填写，或者告知本人以后登记。")),
    )
    return list_response(request, page, template="organizations/skill_list.html")


@require(Capability.SEE_MEMBERS)
def skill_map(request: ScopedRequest) -> HttpResponseBase:
    """Show how many persons in reach have which trade and Party skills on record; each number opens its list."""
    names = skill_maps.names_in_reach(scope=request.scope)
    form = SkillMapForm(request.GET or None, names=names)
    if form.is_bound and not form.is_valid():
        return render(request, "organizations/skill_map.html", {"form": form}, status=422)
    asked = form.cleaned_data if form.is_bound else {}
    rows = skill_maps.skill_map(scope=request.scope, **asked)
    context = {
        "form": form, "rows": rows, "levels": [label for _code, label in skill_maps.LEVELS],
        "total": sum(cell.number for row in rows for cell in row.cells), "narrowed": any(asked.values()),
    }  # fmt: skip
    return render(request, "organizations/skill_map.html", context)


@require(Capability.SEE_MEMBERS)
def vacancy_list(request: ScopedRequest) -> HttpResponseBase:
    """Show the posts that wait for somebody; who keeps organisations records another."""
    rows = Organization.objects.filter(
        request.scope.paths(Capability.EDIT_ORGANIZATIONS),
        request.scope.paths(Capability.SEE_MEMBERS),
        state=OrganizationState.ACTIVE,
    )
    choices = {str(one.public_id): one for one in rows.select_related("park").order_by("path", "pk")}
    names = [(key, one.name) for key, one in choices.items()]
    form = VacancyForm(request.POST or None, choices=names) if names else None
    if request.method == "POST" and form is not None and form.is_valid():
        given = form.cleaned_data
        services.open_vacancy(**{**given, "organization": choices[given["organization"]]}, by=request.user)
        messages.success(request, _("已登记空缺岗位。"))
        return redirect("organizations:vacancies")
    context = {"rows": cadres.vacancies(scope=request.scope), "form": form}
    status = 422 if form is not None and form.errors else 200
    return render(request, "organizations/vacancy_list.html", context, status=status)


@require(Capability.SEE_MEMBERS)
def vacancy_page(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Show who has what a vacant post asks for."""
    vacancy = get_object_or_404(cadres.vacancies(scope=request.scope), public_id=public_id)
    context = {
        "vacancy": vacancy,
        "found": cadres.who_could_move(vacancy=vacancy, scope=request.scope, on=request.on),
        "edits": request.scope.reaches_path(Capability.EDIT_ORGANIZATIONS, vacancy.organization.path),
    }
    return render(request, "organizations/vacancy.html", context)


@require(Capability.EDIT_ORGANIZATIONS)
@require_POST
def close_vacancy(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Close a vacancy."""
    reach = request.scope.paths(Capability.EDIT_ORGANIZATIONS, "organization__path")
    vacancy = get_object_or_404(Vacancy.objects.filter(reach), public_id=public_id)
    services.close_vacancy(vacancy=vacancy, by=request.user)
    messages.success(request, _("已关闭空缺岗位。"))
    return redirect("organizations:vacancies")
