"""What coverage adds to the file of an enterprise and to the page of an organisation."""

from datetime import date

from runwu.core.registries import Panel, enterprise_panels
from runwu.core.scope import Capability, Scope
from runwu.coverage.models import CoverageContact, MassOrganization
from runwu.coverage.selectors.light_plans import light_lines
from runwu.coverage.selectors.statuses import enterprise_coverage
from runwu.coverage.selectors.triggers import trigger_at
from runwu.coverage.selectors.visits import in_reach, quarter_of
from runwu.enterprises.choices import Operating
from runwu.enterprises.models import Enterprise


def verdict_panel(scope: Scope, enterprise: Enterprise, on: date) -> dict[str, object] | None:
    """Return how the enterprise is covered and what comes next; the verdict only for who is entitled."""
    row = enterprise_coverage(scope=scope, enterprise=enterprise, on=on)
    if row is None:
        return None
    entitled = scope.reaches_park(Capability.SEE_MEMBERS, enterprise.park_id)
    drafts = entitled and on == scope.on and scope.reaches_park(Capability.PLAN, enterprise.park_id)
    return {"row": row, "entitled": entitled, "petition": drafts and trigger_at(row) is not None}


def contacts_panel(scope: Scope, enterprise: Enterprise, on: date) -> dict[str, object] | None:
    """Return who looks after the enterprise: instructor, liaison, mass organisations."""
    if not scope.reaches_park(Capability.SEE_COVERAGE, enterprise.park_id):
        return None
    contacts = CoverageContact.objects.on(on).filter(enterprise=enterprise, person__sealed=False)
    mass = MassOrganization.objects.on(on).filter(enterprise=enterprise).order_by("kind")
    return {"contacts": contacts.select_related("person").order_by("kind", "pk"), "mass": mass}


def light_panel(scope: Scope, enterprise: Enterprise, on: date) -> dict[str, object] | None:
    """Return the light plan of an enterprise without a branch, and whether the viewer may write parts of it down.

    Who is not told of coverage sees it beside every enterprise: where it is missing, a branch would show through.
    """
    if not scope.may(Capability.VISIT) or enterprise.operating != Operating.YES:
        return None
    knows = scope.reaches_park(Capability.SEE_COVERAGE, enterprise.park_id)
    lines = light_lines(enterprise=enterprise, on=on, covered_too=not knows)
    if lines is None:
        return None
    may = on == scope.on and in_reach(scope=scope).filter(pk=enterprise.pk).exists()
    return {"lines": lines, "may": may, "on": on, "quarter": quarter_of(on)}


enterprise_panels.register(Panel(key="coverage", template="coverage/_verdict_panel.html", context=verdict_panel))
enterprise_panels.register(
    Panel(key="contacts", template="coverage/_contacts_panel.html", context=contacts_panel, aside=True)
)
enterprise_panels.register(
    Panel(key="light-plan", template="coverage/_light_panel.html", context=light_panel, aside=True)
)
