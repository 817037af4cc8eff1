"""Work coverage (工作覆盖): instructors, liaisons and mass organisations at enterprises."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from runwu.core.models.base import DatedModel, DatedQuerySet, PublicModel, ends_after_start
from runwu.coverage.choices import ContactKind, MassKind
from runwu.enterprises.models import Enterprise
from runwu.people.models import Person


class CoverageContact(PublicModel, DatedModel):
    """An instructor (党建指导员) or liaison (企业联络员) for an enterprise."""

    enterprise = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="coverage_contacts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="coverage_contacts")
    kind = models.CharField(_("身份"), max_length=16, choices=ContactKind.choices)

    objects = DatedQuerySet["CoverageContact"].as_manager()

    class Meta:
        constraints = [
            ends_after_start("coveragecontact_ends_after_start"),
            models.UniqueConstraint(
                fields=["enterprise", "person", "kind"],
                condition=models.Q(valid_to__isnull=True),
                name="coveragecontact_one_open",
            ),
        ]


class MassOrganization(PublicModel, DatedModel):
    """A mass organisation (群团组织) at an enterprise."""

    enterprise = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="mass_organizations")
    kind = models.CharField(_("类别"), max_length=16, choices=MassKind.choices)
    source = models.CharField(_("来源"), max_length=100, blank=True)

    objects = DatedQuerySet["MassOrganization"].as_manager()

    class Meta:
        constraints = [
            ends_after_start("massorganization_ends_after_start"),
            models.UniqueConstraint(
                fields=["enterprise", "kind"],
                condition=models.Q(valid_to__isnull=True),
                name="massorganization_one_open",
            ),
        ]
