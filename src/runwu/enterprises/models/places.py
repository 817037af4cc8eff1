"""Parks (园区), buildings (厂房), grid cells (网格) and industrial chains (产业链)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from runwu.core.models.base import PublicModel
from runwu.enterprises.choices import CoordinateSystem, ParkKind


class Park(PublicModel):
    """An industrial park (园区)."""

    name = models.CharField(_("名称"), max_length=100, unique=True)
    kind = models.CharField(_("管理体制"), max_length=16, choices=ParkKind.choices)
    region = models.CharField(_("行政区划代码"), max_length=6)
    latitude = models.FloatField(_("纬度"), null=True, blank=True)
    longitude = models.FloatField(_("经度"), null=True, blank=True)
    radius_m = models.PositiveIntegerField(_("半径（米）"), default=3000)
    coordinate_system = models.CharField(
        _("坐标系"), max_length=8, choices=CoordinateSystem.choices, default=CoordinateSystem.WGS84
    )

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class GridCell(PublicModel):
    """A grid cell (网格) of a park; its centre stands in for members without coordinates."""

    park = models.ForeignKey(Park, on_delete=models.CASCADE, related_name="grid_cells")
    name = models.CharField(_("名称"), max_length=50)
    latitude = models.FloatField(_("纬度"), null=True, blank=True)
    longitude = models.FloatField(_("经度"), null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["park", "name"], name="gridcell_name_once")]

    def __str__(self) -> str:
        return self.name


class Building(PublicModel):
    """A building (厂房) of a park; row and column place it on the schematic map."""

    park = models.ForeignKey(Park, on_delete=models.CASCADE, related_name="buildings")
    grid = models.ForeignKey(GridCell, null=True, blank=True, on_delete=models.SET_NULL, related_name="buildings")
    name = models.CharField(_("名称"), max_length=50)
    latitude = models.FloatField(_("纬度"), null=True, blank=True)
    longitude = models.FloatField(_("经度"), null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["park", "name"], name="building_name_once")]

    def __str__(self) -> str:
        return self.name


class Chain(PublicModel):
    """An industrial chain (产业链)."""

    name = models.CharField(_("名称"), max_length=50, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
