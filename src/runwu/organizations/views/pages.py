"""The tree of organisations, and the page of one."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, render

from runwu.core import registries
from runwu.core.guards import ScopedRequest, day_shown, require
from runwu.core.scope import Capability
from runwu.organizations import history, names, relations, selectors, terms
from runwu.organizations.choices import BRANCH_FORMS, FORMS_BELOW, STANDING, OrganizationState
from runwu.organizations.models import Organization
from runwu.organizations.post_work import words_of_work
from runwu.organizations.services.restructuring import NO_AFFILIATIONS
from runwu.organizations.services.terms import may_withdraw_term
from runwu.organizations.tree_page import tree_rows


@require(Capability.SEE_ORGANIZATIONS)
def organization_tree(request: ScopedRequest) -> HttpResponseBase:
    """Show the tree in reach, as of today or a past day."""
    on = day_shown(request)
    at = _at(request)
    rows = tree_rows(scope=request.scope, on=on, at=at)
    if on != request.on:
        history.show_forms_of(organizations=[row.organization for row in rows], on=on)
        names.show_names_of(organizations=[row.organization for row in rows], on=on)
    context = {"rows": rows, "on": on, "past": on != request.on, "keep": _keep(request, on), "at": at}
    context["then"] = "" if on == request.on else f"&on={on.isoformat()}"
    context["sees_posts"] = request.scope.may(Capability.SEE_MEMBERS)
    return render(request, "organizations/organization_tree.html", context)


def _at(request: ScopedRequest) -> Organization | None:
    """Return the organisation of `?at=`, below which the tree is shown; out of reach is not found."""
    if not request.GET.get("at"):
        return None
    try:
        public_id = UUID(request.GET["at"])
    except ValueError:
        raise Http404 from None
    return get_object_or_404(selectors.visible(scope=request.scope), public_id=public_id)


def _keep(request: ScopedRequest, on: date) -> str:
    """Return what links to further pages carry, so that the past day stays."""
    return "" if on == request.on else f"?on={on.isoformat()}"


def _term(request: ScopedRequest, organization: Organization, on: date) -> dict[str, Any]:
    """Return the term of an organisation on a day, and what this person may do about it; none once it has ended."""
    if (organization.dissolved_on is not None and organization.dissolved_on <= on) or _never_was(organization):
        return {"term_state": None, "may_edit": False}
    state = terms.state_on(organization=organization, on=on)
    may_edit = (
        on == request.on
        and organization.state == OrganizationState.ACTIVE
        and request.scope.reaches_path(Capability.EDIT_ORGANIZATIONS, organization.path)
    )
    return {
        "term_state": state,
        "term_label": terms.label_of(state.term) if state else "",
        "may_edit": may_edit,
        "term_withdrawable": may_edit and state is not None and may_withdraw_term(state.term, on),
    }


def _never_was(organization: Organization) -> bool:
    return organization.state == OrganizationState.WITHDRAWN


def _relations(request: ScopedRequest, organization: Organization, on: date) -> dict[str, Any]:
    """Return the relations of an organisation beside the tree, and what was entered about them today."""
    may = on == request.on and request.scope.reaches_path(Capability.EDIT_ORGANIZATIONS, organization.path)
    return {
        "relations": relations.relations_of(organization=organization, scope=request.scope, on=on),
        "may_relate": may,
        "relations_entered": relations.relations_entered(organization=organization, on=on) if may else (),
    }


@require(Capability.SEE_ORGANIZATIONS)
def organization_page(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Show one organisation: its place, its enterprises, its posts, and the panels other apps bring."""
    organization = get_object_or_404(selectors.visible(scope=request.scope), public_id=public_id)
    on = day_shown(request)
    panels = ((panel, panel.context(request.scope, organization, on)) for panel in registries.organization_panels)
    reaches, place = request.scope.reaches_path, organization.path
    may_change = on == request.on and reaches(Capability.EDIT_ORGANIZATIONS, place)
    may_record = (
        may_change and organization.state == OrganizationState.ACTIVE and reaches(Capability.SEE_MEMBERS, place)
    )
    posts = selectors.posts_on(organization=organization, scope=request.scope, on=on)
    former = selectors.posts_before(organization=organization, scope=request.scope, on=on)
    context = {
        "organization": organization,
        "on": on,
        "past": on != request.on,
        "keep": _keep(request, on),
        "above": selectors.line_above(organization=organization, scope=request.scope, on=on),
        "below": selectors.below(organization=organization, scope=request.scope, on=on),
        "units": selectors.units_of(organization=organization, on=on),
        "posts": [(post, words_of_work(post)) for post in posts],
        "former": former[: selectors.SHOWN_BEFORE],
        "more_former": len(former) > selectors.SHOWN_BEFORE,
        "ended_today": any(post.end_recorded_on == request.on for post in former),
        **_term(request, organization, on),
        **_relations(request, organization, on),
        "may_print": reaches(Capability.SEE_MEMBERS, place),
        "may_record": may_record,
        "withdrawable": selectors.posts_entered(organization=organization, on=on) if may_record else (),
        "may_move": may_change,
        "stands": organization.state in STANDING,
        "may_set_up": organization.form in FORMS_BELOW,
        "may_split": organization.form in BRANCH_FORMS and organization.form not in NO_AFFILIATIONS,
        "form_then": history.form_on(organization=organization, on=on),
        "history": history.history_of(organization=organization, scope=request.scope),
        "restructured": history.restructured_today(organization=organization, on=request.on),
        "panels": [{"panel": panel, **found} for panel, found in panels if found is not None],
    }
    if on != request.on:
        shown = [organization, *context["above"], *context["below"]]
        names.show_names_of(organizations=shown, on=on)
    return render(request, "organizations/organization_page.html", context)
