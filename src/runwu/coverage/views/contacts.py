"""Instructors and liaisons of a park (指导员、联络员): their loads, what is known of them, and the start of a proposal."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from runwu.core.errors import UserError
from runwu.core.guards import ScopedRequest, require
from runwu.core.scope import Capability
from runwu.coverage.choices import ContactKind
from runwu.coverage.contact_forms import ContactProfileForm, ContactRequestForm, LanguageForm
from runwu.coverage.models import ContactProfile
from runwu.coverage.selectors.contact_plans import contact_plans, people_today
from runwu.coverage.selectors.plans import parks_to_plan
from runwu.coverage.services.contact_facts import contact_people
from runwu.coverage.services.contact_plans import request_contact_plan
from runwu.coverage.services.contact_profiles import record_languages, record_profile
from runwu.coverage.views.duties import park_asked
from runwu.coverage.views.lookup import acting
from runwu.enterprises import selectors as enterprises
from runwu.enterprises.models import Chain, GridCell, Park
from runwu.people.models import Person


@require(Capability.PLAN)
@require_GET
def contact_home(request: ScopedRequest) -> HttpResponseBase:
    """Show everybody's load today, the proposals, and the form that starts one."""
    park, parks = park_asked(request)
    kind = _kind(request)
    form = ContactRequestForm(parks=parks_to_plan(scope=request.scope), initial={"park": park.public_id, "kind": kind})
    return render(request, "coverage/contact_home.html", _home(request, park, parks, kind, form))


def _kind(request: ScopedRequest) -> ContactKind:
    asked = request.GET.get("kind", "")
    return ContactKind(asked) if asked in ContactKind.values else ContactKind.INSTRUCTOR


def _home(
    request: ScopedRequest, park: Park, parks: list[Park], kind: ContactKind, form: ContactRequestForm
) -> dict[str, object]:
    people = people_today(park=park, kind=kind, on=request.on)
    plans = contact_plans(scope=request.scope).filter(park=park, kind=kind)[:10]
    return {
        "park": park,
        "parks": parks,
        "kind": kind,
        "kinds": ContactKind,
        "people": people,
        "total": sum(one.load for one in people),
        "plans": plans,
        "form": form,
    }


@require(Capability.PLAN)
@require_POST
def contact_request(request: ScopedRequest) -> HttpResponseBase:
    """Compute a proposal, at once or in the worker."""
    form = ContactRequestForm(request.POST, parks=parks_to_plan(scope=request.scope))
    if form.is_valid():
        park = form.cleaned_data["park"]
        try:
            plan = request_contact_plan(park=park, wanted=form.wanted(), on=request.on, by=acting(request))
        except UserError as error:
            form.add_error(None, str(error))
        else:
            return redirect("coverage:contact-plan", public_id=plan.public_id)
    park, parks = park_asked(request)
    return render(request, "coverage/contact_home.html", _home(request, park, parks, _kind(request), form), status=422)


@require(Capability.PLAN)
@require_http_methods(["GET", "POST"])
def contact_profile(request: ScopedRequest, park: UUID, public_id: UUID) -> HttpResponseBase:
    """Show and write down what is known of one instructor or liaison."""
    place = get_object_or_404(parks_to_plan(scope=request.scope), public_id=park)
    person = _person(request, place, public_id)
    row = ContactProfile.objects.filter(person=person).select_related("grid").first()
    known = (
        {"grid": row.grid.public_id if row.grid else None, "most": row.most, "languages": row.languages} if row else {}
    )
    form = ContactProfileForm(
        request.POST if request.method == "POST" else None,
        grids=GridCell.objects.filter(park=place),
        chains=Chain.objects.all(),
        initial={**known, "chains": [one.name for one in row.chains.all()] if row else []},
    )
    if request.method == "POST" and form.is_valid():
        record_profile(person=person, park=place, by=acting(request), **form.cleaned_data)
        messages.success(request, _("已保存，下次测算起采用。"))
        return redirect(f"{reverse('coverage:contacts')}?park={place.public_id}")
    context = {"person": person, "park": place, "form": form}
    return render(request, "coverage/contact_profile.html", context, status=422 if form.errors else 200)


def _person(request: ScopedRequest, park: Park, public_id: UUID) -> Person:
    for kind in ContactKind:
        for person in contact_people(park=park, kind=kind, on=request.on):
            if person.public_id == public_id:
                return person
    raise Http404


@require(Capability.PLAN)
@require_POST
def contact_languages(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Write down in which languages an enterprise works."""
    firms = enterprises.visible(scope=request.scope, capability=Capability.PLAN)
    firm = get_object_or_404(firms, public_id=public_id)
    form = LanguageForm(request.POST)
    if not form.is_valid():
        raise UserError(_("有一种语言不认识。"), now=_("请刷新页面，在列出的语言里勾选。"))
    record_languages(enterprise=firm, languages=form.cleaned_data["languages"], by=acting(request))
    messages.success(request, _("已保存%s的工作语言。") % firm.label)
    return redirect("coverage:duty-firm", public_id=public_id)
