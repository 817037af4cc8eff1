"""Into which parks an account may import, and what it reaches (导入范围)."""

from datetime import date
from uuid import UUID

from runwu.access.selectors import scope_of
from runwu.accounts.models import User
from runwu.core.imports import Place
from runwu.core.scope import Capability, Scope
from runwu.enterprises.selectors import parks


def park_places(scope: Scope) -> list[Place]:
    """Return the parks into which a scope may import."""
    found = parks(scope=scope, capability=Capability.IMPORT)
    return [Place(public_id, name) for public_id, name in found.order_by("name").values_list("public_id", "name")]


def account_scope(public_id: UUID, on: date) -> Scope:
    """Return what an account reaches on a day."""
    return scope_of(User.objects.get(public_id=public_id), on)
