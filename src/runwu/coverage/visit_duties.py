"""The duty of who goes round: so many enterprises today (走访)."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from runwu.core.registries import Duty
from runwu.core.scope import Scope
from runwu.coverage.selectors import visits


def visit_duties(scope: Scope, on: date) -> Iterator[Duty]:
    """Ask grid workers, liaisons and instructors for what is left of today's visits. Three queries, for them alone."""
    if scope.user_id is None or on != scope.on or not visits.goes_round(scope):
        return
    done = visits.done_today(scope=scope, on=on, by=scope.user_id)
    left = visits.left_today(len(done))
    found = visits.stops(scope=scope, on=on, number=left) if left else []
    if not found:
        return
    yield Duty(
        key=f"coverage.visits:{scope.user_id}",
        title=_("走访 %(n)s 家企业") % {"n": len(found)},
        why=_("%(names)s：走访页写明去看什么、为什么。")
        % {"names": "、".join(stop.enterprise.label for stop in found)},
        url=reverse("coverage:visits"),
        action=_("去走访"),
        minutes=10,
    )
