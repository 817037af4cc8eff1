"""Stations and platforms (站点、平台): where new employment groups work who have no employer in the park (新就业群体)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from runwu.core.crypto.fields import EncryptedTextField
from runwu.core.models.base import DatedModel, DatedQuerySet, PublicModel, choice_constraint, ends_after_start
from runwu.enterprises.choices import AgreedBy, StationKind
from runwu.enterprises.models.places import GridCell, Park
from runwu.people.models import Person


class Station(PublicModel, DatedModel):
    """A station of a platform in a park: open from `valid_from` on. How many work there is a number, never a list."""

    park = models.ForeignKey(Park, on_delete=models.PROTECT, related_name="stations")
    grid = models.ForeignKey(GridCell, null=True, blank=True, on_delete=models.SET_NULL, related_name="stations")
    name = models.CharField(_("站点名称"), max_length=100)
    kind = models.CharField(_("类型"), max_length=16, choices=StationKind.choices)
    platform = models.CharField(_("平台或企业"), max_length=100, blank=True)
    place = models.CharField(_("地点"), max_length=100, blank=True)
    workers = models.PositiveIntegerField(_("从业人数"), null=True, blank=True)
    source = models.CharField(_("来源"), max_length=100)
    recorded_by = models.UUIDField()

    objects = DatedQuerySet["Station"].as_manager()

    class Meta:
        constraints = [
            ends_after_start("station_ends_after_start"),
            choice_constraint("kind", StationKind, "station_known_kind"),
            models.UniqueConstraint(
                fields=["park", "name"],
                condition=models.Q(valid_to__isnull=True),
                name="station_name_once",
                violation_error_message=_("本园区已有叫这个名字的站点。请核对名称。"),
            ),
        ]
        indexes = [models.Index(fields=["park", "name", "id"])]

    def __str__(self) -> str:
        return self.name


class StationContact(PublicModel, DatedModel):
    """Who agreed to be contacted at a station (联系人, 经本人同意); name and phone go the moment the consent is withdrawn."""

    station = models.ForeignKey(Station, on_delete=models.CASCADE, related_name="contacts")
    name = EncryptedTextField(_("姓名"), blank=True, default="")
    phone = EncryptedTextField(_("电话"), blank=True, default="")
    duty = models.CharField(_("身份"), max_length=50, blank=True)
    purpose = models.CharField(_("同意联系的事"), max_length=100)
    agreed_by = models.CharField(_("怎样表示同意"), max_length=16, choices=AgreedBy.choices)
    recorded_by = models.UUIDField()

    objects = DatedQuerySet["StationContact"].as_manager()

    class Meta:
        ordering = ["-valid_from", "-pk"]
        constraints = [
            choice_constraint("agreed_by", AgreedBy, "stationcontact_known_way"),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="stationcontact_ends_after_start",
            ),
        ]


class StationWork(PublicModel, DatedModel):
    """A person at a station for a time: the place of work of who has no employer here (从业站点)."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="station_work")
    station = models.ForeignKey(Station, on_delete=models.PROTECT, related_name="work")
    recorded_by = models.UUIDField()

    objects = DatedQuerySet["StationWork"].as_manager()

    class Meta:
        constraints = [
            ends_after_start("stationwork_ends_after_start"),
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(valid_to__isnull=True), name="stationwork_one_open"
            ),
        ]
        indexes = [models.Index(fields=["station", "valid_from"])]
