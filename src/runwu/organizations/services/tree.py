"""The tree over time: dated edges are the truth, paths follow them here and nowhere else."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.errors import UserError
from runwu.organizations import paths
from runwu.organizations.models import Organization, OrganizationEdge, OrganizationPath
from runwu.organizations.signals import organizations_placed


@transaction.atomic
def establish(*, organization: Organization, parent: Organization | None, on: date, by: User | None) -> Organization:
    """Set up an organisation below another from a day on (成立).

    Raises ValidationError when its fields are not valid.
    """
    organization.full_clean(exclude=["path"])
    organization.save()
    place_all(places=[(organization, parent)], on=on)
    audit.log(
        by, "organizations.organization.established", organization, place=_park_id(organization), path=organization.path
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


@transaction.atomic
def move(*, organization: Organization, parent: Organization, on: date, by: User | None) -> Organization:
    """Move an organisation with everything below it under another parent from a day on (调整隶属).

    Raises UserError when the new parent is the organisation itself or lies below it.
    """
    organization = Organization.objects.select_for_update().get(pk=organization.pk)
    parent = Organization.objects.select_for_update().get(pk=parent.pk)
    _refuse_cycle(organization, parent)
    edge = OrganizationEdge.objects.select_for_update().open().get(child=organization)
    if edge.parent_id == parent.pk:
        return organization
    _replace_edge(edge, parent, on)
    _rewrite_paths(organization, paths.below(parent.path, organization.pk), on)
    organization.refresh_from_db()
    audit.log(
        by, "organizations.organization.moved", organization, place=_park_id(organization), path=organization.path
    )
    return organization


def _park_id(organization: Organization) -> UUID | None:
    return organization.park.public_id if organization.park else None


def _refuse_cycle(organization: Organization, parent: Organization) -> None:
    if parent.path.startswith(organization.path):
        raise UserError(
            _("“%(parent)s”在“%(child)s”之下，不能反过来做它的上级。")
            % {"parent": parent.label, "child": organization.label},
            rule=_("隶属关系是一棵树，不能成环。"),
            now=_("请另选一个不在它下面的上级组织。"),
        )


def _replace_edge(edge: OrganizationEdge, parent: Organization, on: date) -> None:
    if edge.valid_from >= on:
        edge.parent = parent
        edge.save(update_fields=["parent"])
        return
    edge.valid_to = on
    edge.save(update_fields=["valid_to"])
    OrganizationEdge.objects.create(child=edge.child, parent=parent, valid_from=on)


def _rewrite_paths(organization: Organization, new_path: str, on: date) -> None:
    old_path = organization.path
    subtree = list(Organization.objects.filter(path__gte=old_path, path__lt=old_path + "~"))
    for node in subtree:
        node.path = new_path + node.path[len(old_path) :]
    Organization.objects.bulk_update(subtree, ["path"], batch_size=500)
    open_rows = OrganizationPath.objects.open().filter(organization__in=subtree)
    open_rows.filter(valid_from__gte=on).delete()
    open_rows.update(valid_to=on)
    OrganizationPath.objects.bulk_create(
        OrganizationPath(organization=node, path=node.path, valid_from=on) for node in subtree
    )
    organizations_placed.send(Organization, paths={node.pk: node.path for node in subtree})
