"""Which enterprises of a park take part in a plan, where they stand, and why the others do not."""

from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from runwu.core.models.base import in_force
from runwu.enterprises.choices import FactKind, Located, Operating
from runwu.enterprises.models import Enterprise, EnterpriseFact, Park, Workplace
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


_COLUMNS = (
    "pk", "public_id", "name", "short_name", "latitude", "longitude", "located", "chain__name",
    "grid__name", "grid__latitude", "grid__longitude",
    "building__name", "building__latitude", "building__longitude",
    "building__grid__name", "building__grid__latitude", "building__grid__longitude",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Spot:
    """A grid cell, a building or a chain by name, with its coordinates where it has any."""

    name: str
    latitude: float | None = None
    longitude: float | None = None
    grid: "_Spot | None" = None


@dataclass(frozen=True, slots=True)
class _Firm:
    """The columns of an enterprise that a plan needs; objects of the models cost a multiple for thousands of them."""

    pk: int
    public_id: UUID
    label: str
    latitude: float | None
    longitude: float | None
    located: str
    chain: _Spot | None
    grid: _Spot | None
    building: _Spot | None


def sites_of(park: Park, also: Collection[int], *, on: date) -> dict[int, Site]:
    """Return the enterprises of a park where anybody works, and some `also`, by their keys, each with its place and
    whether it operates. One query.

    Of a park's enterprises few have a member or a branch; the others say nothing to a plan.
    """
    peopled = Workplace.objects.filter(in_force(on), enterprise__park=park).values("enterprise_id")
    told = EnterpriseFact.objects.on(on).filter(enterprise=OuterRef("pk"), kind=FactKind.OPERATING).values("value")[:1]
    rows = Enterprise.objects.filter(Q(pk__in=peopled) | Q(pk__in=also), park=park).order_by()
    found = map(_firm, rows.values_list(Coalesce(Subquery(told), Value("")), *_COLUMNS))
    return {site.pk: site for site in sorted(found, key=lambda site: site.id)}


def _firm(row: tuple[Any, ...]) -> Site:
    operating, pk, public_id, name, short_name, latitude, longitude, located, chain, *places = row
    grid, building, around = (_spot(*places[start : start + 3]) for start in (0, 3, 6))
    firm = _Firm(
        pk=pk,
        public_id=public_id,
        label=short_name or name,
        latitude=latitude,
        longitude=longitude,
        located=located,
        chain=_spot(chain, None, None),
        grid=grid,
        building=replace(building, grid=around) if building and around else building,
    )
    return site_of(firm, operating or Operating.UNKNOWN)


def _spot(name: str | None, latitude: float | None, longitude: float | None) -> _Spot | None:
    return None if name is None else _Spot(name, latitude, longitude)


def site_of(firm: "Enterprise | _Firm", operating: str) -> Site:
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


def point_of(firm: "Enterprise | _Firm") -> Point | None:
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
