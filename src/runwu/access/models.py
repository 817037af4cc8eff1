"""Role assignments (授权): which account has which role where, from when to when."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from runwu.access.choices import Role
from runwu.core.models.base import DatedModel, DatedQuerySet, PublicModel, choice_constraint, ends_after_start
from runwu.enterprises.models import Enterprise, Park
from runwu.organizations.models import Organization


class RoleAssignment(PublicModel, DatedModel):
    """A role over an organisation (alone or with what is below it), a park or an enterprise."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="assignments")
    role = models.CharField(_("角色"), max_length=32, choices=Role.choices)
    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="assignments"
    )
    with_below = models.BooleanField(_("含下级"), default=False)
    park = models.ForeignKey(Park, null=True, blank=True, on_delete=models.PROTECT, related_name="assignments")
    enterprise = models.ForeignKey(
        Enterprise, null=True, blank=True, on_delete=models.PROTECT, related_name="assignments"
    )
    granted_by = models.UUIDField(null=True)

    objects = DatedQuerySet["RoleAssignment"].as_manager()

    class Meta:
        constraints = [
            ends_after_start("roleassignment_ends_after_start"),
            choice_constraint("role", Role, "roleassignment_known_role"),
        ]
