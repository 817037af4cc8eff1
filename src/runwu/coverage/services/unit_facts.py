"""Which enterprises of a park take part in a plan, where they stand, and why the others do not."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from runwu.enterprises.choices import FactKind, Located, Operating
from runwu.enterprises.models import Enterprise, Park
from runwu.members.selectors import MemberCount


class Why(StrEnum):
    """Why an enterprise with members is not in a plan (未列入测算的原因)."""

    NO_PLACE = "no_place"
    PENDING = "pending"
    PROBATIONARY_ONLY = "probationary_only"
    NOT_OPERATING = "not_operating"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """Say it in Chinese, with what to do."""
        return {
            Why.NO_PLACE: _("没有坐标，厂房和网格也没有坐标，算不出距离。请在企业档案中补充位置。"),
            Why.PENDING: _("已在另一份建议中上报，正待批复。批复登记后可重新测算。"),
            Why.PROBATIONARY_ONLY: _("只有预备党员，尚无正式党员。有一名转正后列入。"),
            Why.NOT_OPERATING: _("没有实际经营。登记为实际经营后列入。"),
            Why.UNKNOWN: _("是否实际经营未知。请先核实一次。"),
        }[self]

    @property
    def parameter(self) -> str:
        """Name the dated rule behind it; empty where the facts themselves are the reason."""
        return {
            Why.NO_PLACE: "formation.joint_max_way",
            Why.PROBATIONARY_ONLY: "formation.joint_min_full_members",
        }.get(self, "")


@dataclass(frozen=True, slots=True)
class Left:
    """An enterprise that a plan does not look at."""

    id: str
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Point:
    """A point in degrees and where it comes from."""

    lat: float
    lon: float
    located: str

    @property
    def approximate(self) -> bool:
        """Whether a building or a grid centre stands in for the enterprise's own coordinates."""
        return self.located != Located.COORDINATES


@dataclass(frozen=True, slots=True)
class Site:
    """An enterprise as the planner sees it."""

    pk: int
    id: str
    label: str
    operating: str
    building: str
    grid: str
    chain: str | None
    point: Point | None

    @property
    def place(self) -> Point:
        """The point of an enterprise that a plan looks at; those without one are left out before."""
        if self.point is None:
            raise ValueError(f"{self.id} has no place")
        return self.point


def sites_of(park: Park, known: Mapping[int, Mapping[FactKind, Any]]) -> dict[int, Site]:
    """Return every enterprise of a park by its key, with its place and whether it operates. One query."""
    rows = Enterprise.objects.filter(park=park).select_related("grid", "building__grid", "chain")
    found = (site_of(firm, known.get(firm.pk, {}).get(FactKind.OPERATING, Operating.UNKNOWN)) for firm in rows)
    return {site.pk: site for site in sorted(found, key=lambda site: site.id)}


def site_of(firm: Enterprise, operating: str) -> Site:
    """Return an enterprise as the planner sees it."""
    grid = firm.grid or (firm.building.grid if firm.building else None)
    return Site(
        pk=firm.pk,
        id=str(firm.public_id),
        label=firm.label,
        operating=operating,
        building=firm.building.name if firm.building else "",
        grid=grid.name if grid else "",
        chain=firm.chain.name if firm.chain else None,
        point=point_of(firm),
    )


def point_of(firm: Enterprise) -> Point | None:
    """Return where an enterprise stands: its coordinates, else its building's, else the centre of its grid cell."""
    places: Sequence[tuple[Any, str]] = (
        (firm, firm.located if firm.located != Located.NONE else Located.COORDINATES),
        (firm.building, Located.BUILDING),
        (firm.grid or (firm.building.grid if firm.building else None), Located.GRID),
    )
    for place, located in places:
        if place is not None and place.latitude is not None and place.longitude is not None:
            return Point(place.latitude, place.longitude, str(located))
    return None


def choose_units(
    sites: Mapping[int, Site], counts: Mapping[int, MemberCount], *, settled: Set[int], pending: Set[int]
) -> tuple[list[Site], list[Left]]:
    """Return the enterprises of a plan, and those with members that are left out, each with its reason."""
    chosen: list[Site] = []
    left: list[Left] = []
    for pk, site in sites.items():
        if pk in settled or not counts.get(pk, MemberCount()).total:
            continue
        why = _why_left(site, counts[pk], pk in pending)
        if why is None:
            chosen.append(site)
        else:
            left.append(Left(site.id, site.label, why))
    return chosen, left


def _why_left(site: Site, count: MemberCount, pending: bool) -> Why | None:
    if pending:
        return Why.PENDING
    if site.operating == Operating.NO:
        return Why.NOT_OPERATING
    if site.operating != Operating.YES:
        return Why.UNKNOWN
    if not count.full:
        return Why.PROBATIONARY_ONLY
    return None if site.point else Why.NO_PLACE
