"""The legend of the map: signs with counts, each opening its rows."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from runwu.coverage.selectors.statuses import ParkCoverage
from runwu.reports.schematic import KINDS
from runwu.rules.coverage import CoverageStatus


@dataclass(frozen=True, slots=True)
class LegendItem:
    """One sign of the map."""

    kind: str
    label: str
    count: int
    url: str


def legend(coverage: ParkCoverage) -> list[LegendItem]:
    """Return the signs in use, strongest form first."""
    park = str(coverage.park.public_id)
    return [
        LegendItem(
            KINDS[status],
            status.label,
            coverage.by_status[status],
            f"{reverse('reports:covered')}?{urlencode({'park': park, 'show': status.value})}",
        )
        for status in CoverageStatus
    ]
