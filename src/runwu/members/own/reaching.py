"""Which assignments reach an organisation (授权范围): by name, from above, or through its park."""

from django.db.models import Q

from runwu.organizations.models import Organization
from runwu.organizations.paths import ancestors


def reach_of(organization: Organization | None) -> Q:
    """Return the condition under which an assignment reaches an organisation."""
    if organization is None:
        return Q(pk__in=[])
    above = Q(organization__path__in=ancestors(organization.path), with_below=True)
    reach = Q(organization=organization) | above
    return reach | Q(park=organization.park_id) if organization.park_id else reach
