"""Up to which month a member's dues are paid (党费交至), as the app above that keeps dues knows it."""

from collections.abc import Callable
from datetime import date

from runwu.core.registries import Registry
from runwu.core.scope import Scope
from runwu.members.models import PartyMember

PaidUntil = Callable[[Scope, PartyMember], date | None]

paid_until_providers: Registry[PaidUntil] = Registry()  # asked with scope and member; the first day of the month


def paid_until(*, scope: Scope, member: PartyMember) -> date | None:
    """Return the last month up to which dues are paid; None where nobody knows, or the viewer isn't told."""
    found = (provider(scope, member) for provider in paid_until_providers)
    return next((month for month in found if month is not None), None)
