"""Role assignments (授权): which account has which role where, from when to when."""

from itertools import combinations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from runwu.access.choices import Role
from runwu.core.models.base import DatedModel, DatedQuerySet, PublicModel, choice_constraint, ends_after_start
from runwu.enterprises.models import Enterprise, GridCell, Park
from runwu.organizations.models import Organization


def _at_most_one(*fields: str) -> models.Q:
    """Return the condition that at most one of the columns is filled."""
    condition = models.Q()
    for first, second in combinations(fields, 2):
        condition &= models.Q(**{f"{first}__isnull": True}) | models.Q(**{f"{second}__isnull": True})
    return condition


class RoleAssignment(PublicModel, DatedModel):
    """A role over an organisation (alone or with what is below it), a park, a grid cell or an enterprise."""

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
    grid = models.ForeignKey(GridCell, null=True, blank=True, on_delete=models.PROTECT, related_name="assignments")
    granted_by = models.UUIDField(null=True)
    granted_at = models.DateTimeField(default=timezone.now)

    objects = DatedQuerySet["RoleAssignment"].as_manager()

    class Meta:
        constraints = [
            ends_after_start("roleassignment_ends_after_start"),
            choice_constraint("role", Role, "roleassignment_known_role"),
            models.CheckConstraint(
                condition=_at_most_one("organization", "park", "grid", "enterprise"),
                name="roleassignment_one_place",
                violation_error_message=_("一次授权只能指定一个范围：组织、园区、网格或企业。请只填一项。"),
            ),
        ]
        indexes = [models.Index(fields=["user", "valid_from"])]

    @property
    def names_no_place(self) -> bool:
        """Tell whether the assignment names no place at all."""
        return not any((self.organization_id, self.park_id, self.grid_id, self.enterprise_id))

    @property
    def place_label(self) -> str:
        """The name of the place, or nothing."""
        place = self.organization or self.enterprise
        return place.label if place else str(self.park or self.grid or "")
