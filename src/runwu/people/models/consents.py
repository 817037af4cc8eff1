"""Consents (公开范围): to whom a person opens what, from when, until when."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from runwu.core.models.base import DatedModel, DatedQuerySet, PublicModel, ends_after_start
from runwu.people.models.persons import Person


class Audience(models.TextChoices):
    """Who may come to know of a membership beyond those who must."""

    PARK = "park", _("园区党务工作人员")
    ENTERPRISE = "enterprise", _("所在企业")
    PUBLIC = "public", _("园区公开")


class Consent(PublicModel, DatedModel):
    """A dated consent of one person for one audience; closing it works at once."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="consents")
    audience = models.CharField(_("对象"), max_length=16, choices=Audience.choices)
    recorded_by = models.UUIDField()

    objects = DatedQuerySet["Consent"].as_manager()

    class Meta:
        constraints = [
            ends_after_start("consent_ends_after_start"),
            models.UniqueConstraint(
                fields=["person", "audience"], condition=models.Q(valid_to__isnull=True), name="consent_one_open"
            ),
        ]
