"""Which stations somebody keeps (站点): those of the parks whose enterprises they record."""

from django.db.models import QuerySet

from runwu.core.scope import Capability, Scope
from runwu.enterprises.models import GridCell, Park, Station, StationContact


def stations(*, scope: Scope) -> QuerySet[Station]:
    """List the stations in reach, closed ones included."""
    rows = Station.objects.filter(scope.parks(Capability.EDIT_ENTERPRISES))
    return rows.select_related("park", "grid")


def contacts(*, scope: Scope) -> QuerySet[StationContact]:
    """List the contacts of those stations."""
    rows = StationContact.objects.filter(scope.parks(Capability.EDIT_ENTERPRISES, "station__park_id"))
    return rows.select_related("station__park")


def parks(*, scope: Scope) -> QuerySet[Park]:
    """List the parks in which somebody may record a station."""
    return Park.objects.filter(scope.parks(Capability.EDIT_ENTERPRISES, "pk")).order_by("name")


def grids(*, scope: Scope) -> QuerySet[GridCell]:
    """List the grid cells of those parks."""
    rows = GridCell.objects.filter(scope.parks(Capability.EDIT_ENTERPRISES))
    return rows.select_related("park").order_by("park__name", "name")
