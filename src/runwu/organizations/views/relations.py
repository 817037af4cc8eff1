"""Relations beside the tree: choose, fill in, see who gains sight, confirm; end; take back the same day."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from runwu.core.guards import ScopedRequest, require
from runwu.core.scope import Capability
from runwu.organizations import relations, selectors
from runwu.organizations.choices import RelationKind
from runwu.organizations.models import Organization, OrganizationRelation
from runwu.organizations.relation_forms import KINDS, ChooseOtherForm, EndRelationForm, RelationForm
from runwu.organizations.relation_rights import told_in_form
from runwu.organizations.services import relations as services
from runwu.organizations.views.finding import found


@require(Capability.EDIT_ORGANIZATIONS)
def record_relation(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Ask which relation and with whom, then for its paper; show who gains sight, and record it once confirmed."""
    organization = found(request, public_id)
    other, what = _other(request), request.GET.get("what", "")
    if other is None or what not in dict(KINDS):
        return _choose(request, organization)
    led = request.GET.get("side") == "there" and not what.endswith(":none")
    source, target = (other, organization) if led else (organization, other)
    form = RelationForm(request.POST or None, initial={"since": request.on.isoformat()})
    context = {
        "organization": organization, "other": other, "what": dict(KINDS)[what], "form": form,
        "source": source, "led": not what.endswith(":none"), "rights": told_in_form(RelationKind(what.split(":")[0])),
    }  # fmt: skip
    if request.method != "POST" or not form.is_valid():
        return render(request, "organizations/relation_record.html", context, status=422 if form.errors else 200)
    entry = form.entry(what)
    if "confirmed" in request.POST:
        services.record_relation(source=source, target=target, entry=entry, by=request.user)
        messages.success(request, _("已登记关系。今天内可以撤回。"))
        return redirect("organizations:page", public_id=organization.public_id)
    services.check_relation(source=source, target=target, entry=entry)
    told = relations.consequences(scope=request.scope, source=source, target=target, kind=entry.kind)
    lines = told if not entry.until else []
    return render(request, "organizations/relation_record.html", {**context, "entry": entry, "lines": lines})


def _other(request: ScopedRequest) -> Organization | None:
    """Return the organisation that was chosen, in reach, or 404; nothing before the choice."""
    try:
        public_id = UUID(request.GET.get("other", ""))
    except ValueError:
        return None
    one = selectors.visible(scope=request.scope).filter(public_id=public_id).first()
    if one is None:
        raise Http404
    return one


def _choose(request: ScopedRequest, organization: Organization) -> HttpResponseBase:
    form = ChooseOtherForm(request.GET if "what" in request.GET else None)
    context = {
        "organization": organization, "form": form,
        "kinds": [(kind.label, told_in_form(kind)) for kind in RelationKind],
    }  # fmt: skip
    if form.is_valid():
        words = form.cleaned_data["q"].strip()
        context["found"] = relations.possible_others(organization=organization, scope=request.scope, words=words)
        context |= {"what": form.cleaned_data["what"], "side": form.cleaned_data["side"]}
    return render(request, "organizations/relation_other.html", context)


@require(Capability.EDIT_ORGANIZATIONS)
def end_relation(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Ask from which day on and by which paper a relation ends, show who loses sight, and end it once confirmed."""
    relation = found_relation(request, public_id)
    refuse_untold(request, relation)
    here = own_end(request, relation)
    form = EndRelationForm(request.POST or None, initial={"on": request.on.isoformat()})
    context = {"organization": here, "relation": relation, "form": form}
    if request.method != "POST" or not form.is_valid():
        return render(request, "organizations/relation_end.html", context, status=422 if form.errors else 200)
    given = form.cleaned_data
    if "confirmed" in request.POST:
        services.end_relation(relation=relation, on=given["on"], document=given["document"], by=request.user)
        messages.success(request, _("已登记终止。今天内可以撤回。"))
        return redirect("organizations:page", public_id=here.public_id)
    services.check_end(relation=relation, on=given["on"], document=given["document"])
    lines = relations.consequences(
        scope=request.scope, source=relation.source, target=relation.target, relation=relation
    )
    return render(request, "organizations/relation_end.html", {**context, "lines": lines, "given": given})


@require(Capability.EDIT_ORGANIZATIONS)
@require_POST
def withdraw_relation(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Take back what was entered about a relation today."""
    relation = found_relation(request, public_id)
    here = own_end(request, relation)
    left = services.withdraw_relation(relation=relation, by=request.user)
    messages.success(request, _("已撤回终止登记，关系继续。") if left else _("已撤回关系登记。"))
    return redirect("organizations:page", public_id=here.public_id)


def found_relation(request: ScopedRequest, public_id: UUID) -> OrganizationRelation:
    """Return a relation of an organisation that this person may edit, or 404."""
    reach = relations.relations_in_reach(scope=request.scope, capability=Capability.EDIT_ORGANIZATIONS)
    rows = OrganizationRelation.objects.filter(reach).select_related("source__park", "target__park")
    return get_object_or_404(rows, public_id=public_id)


def refuse_untold(request: ScopedRequest, relation: OrganizationRelation) -> None:
    """Answer 404 where a relation has ended and its other end may no longer be named."""
    ends, reaches = (relation.source, relation.target), request.scope.reaches_path
    if not relation.holds_on(request.on) and not all(reaches(Capability.SEE_ORGANIZATIONS, one.path) for one in ends):
        raise Http404


def own_end(request: ScopedRequest, relation: OrganizationRelation) -> Organization:
    """Return the end of a relation that this person may edit."""
    here = request.scope.reaches_path(Capability.EDIT_ORGANIZATIONS, relation.source.path)
    return relation.source if here else relation.target
