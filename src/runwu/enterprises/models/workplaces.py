"""Workplaces (工作单位): which person works at which enterprise, from when to when."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from runwu.core.models.base import DatedModel, DatedQuerySet, PublicModel, ends_after_start
from runwu.enterprises.models.enterprises import Enterprise
from runwu.people.models import Person


class ManagementLevel(models.TextChoices):
    OWNER = "owner", _("出资人")
    SENIOR = "senior", _("高层管理")
    MIDDLE = "middle", _("中层管理")
    STAFF = "staff", _("员工")


class Workplace(PublicModel, DatedModel):
    """A person at an enterprise for a time. A person placed without employer has no such row."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="workplaces")
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="workplaces")
    position = models.CharField(_("职务"), max_length=50, blank=True)
    level = models.CharField(_("管理层级"), max_length=8, choices=ManagementLevel.choices, blank=True)

    objects = DatedQuerySet["Workplace"].as_manager()

    class Meta:
        constraints = [
            ends_after_start("workplace_ends_after_start"),
            models.UniqueConstraint(
                fields=["person", "enterprise"], condition=models.Q(valid_to__isnull=True), name="workplace_one_open"
            ),
        ]
        indexes = [models.Index(fields=["enterprise", "valid_from"])]
