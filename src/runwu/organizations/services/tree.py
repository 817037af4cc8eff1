"""The tree over time: dated edges are the truth, paths follow them here and nowhere else."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import transaction

from runwu.accounts.models import User
from runwu.core import audit
from runwu.organizations import paths
from runwu.organizations.models import Organization, OrganizationEdge, OrganizationPath


@transaction.atomic
def establish(*, organization: Organization, parent: Organization | None, on: date, by: User | None) -> Organization:
    """Set up an organisation below another from a day on (成立).

    Raises ValidationError when its fields are not valid.
    """
    organization.full_clean(exclude=["path"])
    organization.save()
    place_all(places=[(organization, parent)], on=on)
    audit.log(
        by, "organizations.organization.established", organization, place=park_id(organization), path=organization.path
    )
    return organization


def place_all(*, places: Iterable[tuple[Organization, Organization | None]], on: date) -> None:
    """Place new organisations below their parents, parents first; four statements whatever the number."""
    ordered = list(places)
    for organization, parent in ordered:
        organization.path = paths.below(parent.path if parent else "", organization.pk)
    OrganizationEdge.objects.bulk_create(
        OrganizationEdge(child=organization, parent=parent, valid_from=on) for organization, parent in ordered
    )
    OrganizationPath.objects.bulk_create(
        OrganizationPath(organization=organization, path=organization.path, valid_from=on)
        for organization, _parent in ordered
    )
    Organization.objects.bulk_update([organization for organization, _parent in ordered], ["path"], batch_size=500)


def park_id(organization: Organization) -> UUID | None:
    """Return the public id of an organisation's park, for the audit log."""
    return organization.park.public_id if organization.park else None
