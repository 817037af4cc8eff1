"""The fallback duties (兜底事项) of a park: what they are, who answers for them at each enterprise, by which entry."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from runwu.core.models.base import (
    DatedModel,
    DatedQuerySet,
    PublicModel,
    choice_constraint,
    ends_after_start,
    in_force,
)
from runwu.coverage.choices import DutyAct
from runwu.enterprises.models import Enterprise, Park
from runwu.organizations.models import Organization
from runwu.people.models import Person


class FallbackDuty(PublicModel, DatedModel):
    """How a park words one of its fallback duties; without a row the template's words hold."""

    park = models.ForeignKey(Park, on_delete=models.CASCADE, related_name="fallback_duties")
    code = models.SlugField(max_length=16)
    name = models.CharField(_("名称"), max_length=20)
    details = models.CharField(_("内容"), max_length=120, blank=True)
    follows = models.JSONField(_("由哪些事实派生"), default=list, blank=True)
    recorded_by = models.UUIDField()

    objects = DatedQuerySet["FallbackDuty"].as_manager()

    class Meta:
        constraints = [
            ends_after_start("fallbackduty_ends_after_start"),
            models.UniqueConstraint(
                fields=["park", "code"], condition=models.Q(valid_to__isnull=True), name="fallbackduty_one_open"
            ),
        ]


class DutyEntry(PublicModel):
    """One entry for many enterprises at once (登记): which duty goes to whom from which day, by which document."""

    park = models.ForeignKey(Park, on_delete=models.CASCADE, related_name="duty_entries")
    code = models.SlugField(max_length=16)
    act = models.CharField(_("操作"), max_length=16, choices=DutyAct.choices)
    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="duty_entries"
    )
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="duty_entries")
    document = models.CharField(_("文件"), max_length=100)
    since = models.DateField(_("起"))
    enterprises = models.PositiveIntegerField(_("企业数"), default=0)
    recorded_by = models.UUIDField()
    recorded_on = models.DateField(_("登记日期"))
    recorded_at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-recorded_at", "-id"]
        constraints = [
            choice_constraint("act", DutyAct, "dutyentry_known_act"),
            models.CheckConstraint(
                condition=models.Q(act=DutyAct.END) | models.Q(organization__isnull=False),
                name="dutyentry_has_a_holder",
            ),
        ]
        indexes = [models.Index(fields=["park", "-recorded_at"])]


class DutyHolderQuerySet(DatedQuerySet["DutyHolder"]):
    """Rows that hold: those taken back were never true."""

    def standing(self) -> "DutyHolderQuerySet":
        """Keep the rows that nobody took back."""
        return self.filter(withdrawn_by__isnull=True)


def standing_on(day: Any, prefix: str = "") -> models.Q:
    """Return the condition “in force on this day and not taken back”."""
    return in_force(day, prefix) & models.Q(**{f"{prefix}withdrawn_by__isnull": True})


class DutyHolder(PublicModel, DatedModel):
    """Who answers for a duty at an enterprise: holder and document stand in the entry."""

    enterprise = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="duty_holders")
    code = models.SlugField(max_length=16)
    entry = models.ForeignKey(DutyEntry, on_delete=models.CASCADE, related_name="holders")
    ended_by = models.ForeignKey(DutyEntry, null=True, blank=True, on_delete=models.PROTECT, related_name="ended")
    withdrawn_by = models.ForeignKey(
        DutyEntry, null=True, blank=True, on_delete=models.PROTECT, related_name="withdrawn"
    )

    objects = DutyHolderQuerySet.as_manager()

    class Meta:
        constraints = [
            ends_after_start("dutyholder_ends_after_start"),
            models.UniqueConstraint(
                fields=["enterprise", "code"],
                condition=models.Q(valid_to__isnull=True, withdrawn_by__isnull=True),
                name="dutyholder_one_open",
            ),
        ]
        indexes = [models.Index(fields=["enterprise", "code", "valid_from"])]
