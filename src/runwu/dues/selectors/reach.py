"""Whose dues somebody sees (who.md, row “dues”): paid or unpaid for the secretary, amounts for who keeps them."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from runwu.core.scope import Capability, Scope
from runwu.members.models import PartyMember
from runwu.members.transfers import HOLDING_FORMS
from runwu.organizations.choices import OrganizationState
from runwu.organizations.models import Organization


def branches(*, scope: Scope, capability: Capability = Capability.SEE_DUES) -> QuerySet[Organization]:
    """List the organisations whose dues are in reach, by name. One query."""
    rows = Organization.objects.filter(scope.paths(capability), form__in=HOLDING_FORMS)
    return rows.exclude(state=OrganizationState.PENDING).select_related("park").order_by("name", "pk")


def keeps(*, scope: Scope, organization: Organization) -> bool:
    """Tell whether somebody keeps the dues of a branch, and so sees amounts."""
    return scope.reaches_path(Capability.KEEP_DUES, organization.path)


def is_told(member: PartyMember, organization_id: int) -> bool:
    """Tell whether a branch may still name a member: its own always, one who left unless restricted meanwhile."""
    return member.organization_id == organization_id or not member.restricted


def shown_name(member: PartyMember, organization_id: int) -> str:
    """Return the name as a branch may read it in its old receipts."""
    return member.person.full_name if is_told(member, organization_id) else _("（已转出的党员）")
