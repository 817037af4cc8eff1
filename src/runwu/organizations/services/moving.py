"""Moving an organisation by an approval (调整隶属): dated also earlier, taken back on the day it was recorded."""

from django.db import transaction
from django.utils.translation import gettext as _

from runwu.accounts.models import User
from runwu.core.errors import UserError
from runwu.organizations.choices import RestructuringKind
from runwu.organizations.models import Organization, OrganizationEdge, OrganizationPath, Restructuring
from runwu.organizations.paths import in_subtree
from runwu.organizations.services import refusals
from runwu.organizations.services.moves import carry_park, check_move, hang_back, park_back, refuse_namesake, rehang
from runwu.organizations.services.restructuring import Paper, check_paper, locked, log, record


@transaction.atomic
def move_by_approval(*, organization: Organization, parent: Organization, paper: Paper, by: User) -> Restructuring:
    """Move an organisation with everything below it under another parent from a day on (调整隶属).

    Raises UserError when the paper or the day can't be, or when the parent is the present one, lies below, or is the
    organisation itself.
    """
    known = locked([organization, parent])
    organization, parent = known[organization.pk], known[parent.pk]
    check_moving(organization=organization, parent=parent, paper=paper)
    edge = OrganizationEdge.objects.select_for_update().open().get(child=organization)
    act = record(RestructuringKind.MOVE, organization, paper, by)
    parks = carry_park(organization, parent, on=paper.on, document=act.approval.number, by=by)
    kept = rehang(edge, parent, on=paper.on, document=act.approval.number, approval=act.approval)
    act.stated = {**kept, "under": parent.pk, "parks": parks}
    act.save(update_fields=["stated"])
    organization.refresh_from_db(fields=["path", "park"])
    log(act, "moved", by)
    return act


def check_moving(*, organization: Organization, parent: Organization, paper: Paper) -> None:
    """Raise what a move by an approval would, without moving anything (for its preview). Two queries."""
    check_paper(paper)
    check_move(organization=organization, parent=parent, on=paper.on)
    refuse_namesake(organization, parent)
    if OrganizationEdge.objects.open().filter(child=organization, parent=parent).exists():
        raise UserError(
            _("“%(child)s”现在就由“%(parent)s”领导。") % {"child": organization.label, "parent": parent.label},
            rule=_("调整隶属是改由另一个组织领导。"),
            now=_("请另选上级组织。"),
        )


def take_line_back(act: Restructuring, by: User) -> None:
    """Give an organisation its former line back (撤回调整隶属).

    Raises Conflict when it was moved again, or when something came below it or left it since.
    """
    child = act.organization
    below = OrganizationPath.objects.filter(in_subtree(child.path))
    came, left = (
        below.open().filter(valid_from__lt=act.on),
        below.filter(valid_from__gte=act.on, valid_to__isnull=False),
    )
    if came.exists() or left.exists():
        raise refusals.built_on_line(child)
    hang_back(act.stated, under=Organization.objects.get(pk=act.stated["under"]), on=act.on)
    park_back(act.stated.get("parks", {}), on=act.on, document=act.approval.number, by=by)
