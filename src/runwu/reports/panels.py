"""What reports add to pages of other apps."""

from datetime import date

from django.urls import reverse

from runwu.core.registries import Panel, reconciliation_panels
from runwu.core.scope import Capability, Scope
from runwu.members.models import Reconciliation
from runwu.organizations import selectors as organizations
from runwu.reports.frozen.comparing import comparisons
from runwu.reports.frozen.counting import MANY_REASONS
from runwu.reports.frozen.services import closing_days


def frozen_panel(scope: Scope, made: Reconciliation, on: date) -> dict[str, object] | None:
    """Return how an export compares with frozen figures, or where to freeze them if its day closed one. Six queries at most."""
    found = comparisons(scope=scope, made=made, on=on)
    same = any(one.same_day for one in found)
    freeze = "" if same else _where_to_freeze(scope, made, on)
    return {"found": found, "made": made, "freeze": freeze, "reasons": MANY_REASONS} if found or freeze else None


def _where_to_freeze(scope: Scope, made: Reconciliation, on: date) -> str:
    """Return the address where the day of an export is frozen, "" where it closed nothing or somebody else freezes."""
    if made.as_of not in closing_days(on=on):
        return ""
    mine = organizations.visible(scope=scope, capability=Capability.EDIT_MEMBERS).filter(park=made.park_id)
    top = mine.order_by("path").first()
    return reverse("reports:frozen-make", query={"organization": top.public_id}) if top else ""


def register() -> None:
    """Register the panels."""
    reconciliation_panels.register(
        Panel(key="frozen", template="reports/_reconciliation_panel.html", context=frozen_panel)
    )
