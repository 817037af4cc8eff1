"""Whose role needs a second factor (须二次验证的角色): asked before every page, and before a code replaces a password."""

from django.conf import settings
from django.utils import timezone

from runwu.access.models import RoleAssignment
from runwu.accounts.models import User


def needs_second_factor(user: User) -> bool:
    """Tell whether a role of an account, in force today, needs a second factor."""
    today = timezone.localdate()
    return RoleAssignment.objects.filter(user=user, role__in=settings.RUNWU_SECOND_FACTOR).on(today).exists()
