"""Take a restructuring back on the day it was recorded (撤回组织调整): row by row as it was."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from runwu.accounts.models import User
from runwu.organizations.choices import OrganizationState, RestructuringKind
from runwu.organizations.handover import Handover, followers
from runwu.organizations.models import (
    Approval,
    Organization,
    OrganizationEdge,
    OrganizationPath,
    OrganizationRelation,
    Restructuring,
    Succession,
)
from runwu.organizations.services import refusals
from runwu.organizations.services.moving import take_line_back
from runwu.organizations.services.renaming import take_back_name
from runwu.organizations.services.restructuring import locked, log, set_form
from runwu.organizations.services.setting_up import empty_again


@transaction.atomic
def take_back(*, restructuring: Restructuring, by: User) -> Restructuring:
    """Take back what was recorded today; the approval stays, marked as withdrawn (撤回操作).

    Raises Conflict on another day, for what was taken back already, and where others have built on it.
    """
    rows = Restructuring.objects.select_for_update(of=("self",), no_key=True)
    restructuring = rows.select_related("organization__park", "approval").get(pk=restructuring.pk)
    if not restructuring.stands or restructuring.recorded_on != timezone.localdate():
        raise refusals.not_undoable()
    steps = list(restructuring.successions.order_by("-id"))
    known = locked([one for step in steps for one in (step.source, step.target)])
    for step in steps:
        _step_back(step, known[step.source_id], known[step.target_id], restructuring, by)
    if restructuring.kind == RestructuringKind.RENAME:
        take_back_name(restructuring, by)
    if restructuring.kind == RestructuringKind.MOVE:
        take_line_back(restructuring, by)
        restructuring.organization.refresh_from_db(fields=["path", "park"])
    if restructuring.kind == RestructuringKind.SET_UP:
        empty_again(restructuring, by)
        _never_founded(restructuring.organization)
    if restructuring.form_before:
        one = known.get(restructuring.organization_id, restructuring.organization)
        set_form(one, restructuring.form_before, restructuring.approval.number, restructuring.on, by)
    restructuring.undone_at, restructuring.undone_by = timezone.now(), by.public_id
    restructuring.save(update_fields=["undone_at", "undone_by"])
    Approval.objects.filter(pk=restructuring.approval_id).update(withdrawn_at=restructuring.undone_at)
    log(restructuring, "restructuring_taken_back", by)
    return restructuring


def _step_back(
    step: Succession, source: Organization, target: Organization, restructuring: Restructuring, by: User
) -> None:
    handover = Handover(
        source=source, target=target, on=restructuring.on, document=restructuring.approval.number, by=by, ends=step.ends
    )
    if step.ends:
        _stand_again(source, restructuring)
    for one in step.kept.get("form", ()):
        set_form(target, one["was"], handover.document, handover.on, by)
    for one in step.kept.get("source_form", ()):
        set_form(source, one["was"], handover.document, handover.on, by)
    for follower in reversed(list(followers)):
        follower.take_back(handover, step.kept.get(follower.key, []))
    if step.founds:
        _never_founded(target)


def _stand_again(one: Organization, restructuring: Restructuring) -> None:
    one.state, one.dissolved_on = OrganizationState.ACTIVE, None
    one.save(update_fields=["state", "dissolved_on"])
    OrganizationEdge.objects.filter(child=one, valid_to=restructuring.on).update(valid_to=None)
    places = OrganizationPath.objects.filter(organization=one)
    if not places.open().exists():
        places.filter(valid_to=restructuring.on).update(valid_to=None)


def _never_founded(one: Organization) -> None:
    """Withdraw an organisation that was founded; refuse when somebody has built on it."""
    relations = OrganizationRelation.objects.open().filter(Q(source=one) | Q(target=one))
    built = {
        _("覆盖企业"): one.units.open().exists(),
        _("任职"): one.posts.open().exists(),
        _("届次"): one.terms.exists(),
        _("条线和联建关系"): relations.exists(),
        _("下级组织"): OrganizationEdge.objects.open().filter(parent=one).exists(),
    }
    found = [what for what, there in built.items() if there]
    found += [what for follower in followers for what in follower.holds(one)]
    if found:
        raise refusals.built_on(one, found)
    for follower in followers:
        follower.undone(one)
    one.state, one.established_on = OrganizationState.WITHDRAWN, None
    one.save(update_fields=["state", "established_on"])
