"""Find the organisation that a page is about (按编号查找)."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from runwu.core.guards import ScopedRequest
from runwu.core.scope import Capability
from runwu.organizations import selectors
from runwu.organizations.models import Organization


def found(request: ScopedRequest, public_id: UUID) -> Organization:
    """Return an organisation that this person may move or restructure, or 404."""
    reach = selectors.visible(scope=request.scope, capability=Capability.EDIT_ORGANIZATIONS)
    return get_object_or_404(reach, public_id=public_id)
