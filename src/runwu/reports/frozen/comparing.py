"""How an export of a mandated system compares with what was frozen for the same line (和法定名册比)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from runwu.core.scope import Capability, Scope
from runwu.members import reconciliations
from runwu.members.models import Reconciliation
from runwu.organizations.models import Organization
from runwu.organizations.paths import ids_above
from runwu.reports.frozen.selectors import Shown, Told, figures, names, told
from runwu.reports.frozen.services import released
from runwu.reports.models import FrozenFigure, FrozenSet

KEY = "members"
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Comparison:
    """An export of `number` rows beside the number of members that was frozen, as one viewer is told it."""

    made: Reconciliation
    told: Told
    by: str

    @property
    def frozen(self) -> FrozenSet:
        """The frozen set."""
        return self.told.row.frozen

    @property
    def difference(self) -> int:
        """How many more the export holds than the number that holds."""
        return self.made.rows - self.told.valid

    @property
    def same_day(self) -> bool:
        """Whether both speak of the same day."""
        return self.made.as_of == self.frozen.on


def comparisons(*, scope: Scope, made: Reconciliation, on: date) -> list[Comparison]:
    """Return how an export compares with what was frozen for the whole park, of its day or the last before. Four queries.

    Only what the viewer may open is there, and each number is the one that its own page tells the viewer.
    """
    rows = figures(scope=scope).filter(key=KEY, frozen__organization__park=made.park_id, frozen__on__lte=made.as_of)
    last: dict[int, FrozenFigure] = {}
    for row in rows.order_by("-frozen__on", "-frozen__pk").defer("people").prefetch_related("corrections"):
        last.setdefault(row.frozen.organization_id, row)
    whole = [row for row in _whole(last.values()) if released(organization=row.frozen.organization, on=on)][:_SHOWN]
    named = names(row.frozen.frozen_by for row in whole)
    return [Comparison(made, told(scope=scope, figure=row), named.get(row.frozen.frozen_by, "")) for row in whole]


def _whole(rows: Iterable[FrozenFigure]) -> Iterator[FrozenFigure]:
    """Yield the figures of organisations above which no other of their park stands: an export is of the whole park."""
    held = list(rows)
    above = {row.pk: ids_above(row.frozen.organization.path) for row in held}
    parks = {row.frozen.organization.park_id for row in held}
    inside = Organization.objects.filter(park__in=parks, pk__in={pk for ids in above.values() for pk in ids})
    lower = set(inside.values_list("pk", flat=True))
    return (row for row in held if lower.isdisjoint(above[row.pk]))


def exports_of_the_day(*, scope: Scope, shown: Iterable[Shown]) -> list[Comparison]:
    """Return one's own reconciliations of the closing day of a set, where it is of a whole park. Two queries."""
    figure = next((one.told for one in shown if one.row.key == KEY), None)
    if figure is None or not scope.may(Capability.IMPORT) or not list(_whole([figure.row])):
        return []
    frozen = figure.row.frozen
    mine = reconciliations.own(scope=scope).filter(park=frozen.organization.park_id, as_of=frozen.on)
    return [Comparison(made, figure, "") for made in mine[:_SHOWN]]
