"""Dissolving and merging organisations (撤销、合并): everything passes to a named successor in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.facts import Change, record_changes
from runwu.organizations.choices import (
    BRANCH_FORMS,
    HOLDING_BRANCHES,
    Form,
    OrganizationState,
    RestructuringKind,
    UnitRole,
    may_succeed,
)
from runwu.organizations.handover import Handover, followers
from runwu.organizations.models import (
    Approval,
    Organization,
    OrganizationEdge,
    OrganizationPath,
    OrganizationUnit,
    Restructuring,
    Succession,
)
from runwu.organizations.services import refusals
from runwu.organizations.services.moves import refuse_absent
from runwu.organizations.services.tree import park_id
from runwu.rules.counts import MemberCounts

_STANDING = (OrganizationState.ACTIVE, OrganizationState.PENDING)
NO_AFFILIATIONS = tuple(form for form in BRANCH_FORMS if form not in HOLDING_BRANCHES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """The approval as it stands on the paper (批复), and from which day it takes effect."""

    number: str
    issued_on: date
    authority: str
    on: date


@transaction.atomic
def dissolve(*, organization: Organization, successor: Organization, paper: Paper, by: User) -> Restructuring:
    """Dissolve an organisation; members, enterprises, organisations below and open duties pass on (撤销).

    Raises UserError when the paper is incomplete, a day can't be, the successor is the organisation itself, lies
    below it, does not stand, is in another park or holds no affiliations, or when something open speaks against it.
    """
    return _restructure(RestructuringKind.DISSOLVE, [organization], successor, paper, by)


@transaction.atomic
def close(*, organization: Organization, members: MemberCounts, paper: Paper, by: User) -> Restructuring:
    """Dissolve an organisation that has nobody and nothing to pass on, without a successor (撤销空组织).

    `members` are those the viewer may know of. What they may not know of goes to the organisation above, so that nobody
    is left without one. Raises UserError as `dissolve` does, and where something is left.
    """
    known = locked([organization])[organization.pk]
    check_empty(known, members)
    return _restructure(RestructuringKind.CLOSE, [known], above(known), paper, by)


def check_empty(organization: Organization, members: MemberCounts) -> None:
    """Refuse while members, posts, enterprises or organisations below are left. Three queries."""
    left = {
        _("党员"): bool(members.full or members.probationary),
        _("任职"): organization.posts.open().filter(person__sealed=False).exists(),
        _("覆盖企业"): organization.units.open().exists(),
        _("下级组织"): OrganizationEdge.objects.open().filter(parent=organization, child__state__in=_STANDING).exists(),
    }
    if any(left.values()):
        raise refusals.not_empty(organization, [what for what, there in left.items() if there])


def above(organization: Organization) -> Organization:
    """Return the organisation above one that closes. Raises UserError for a root."""
    edge = OrganizationEdge.objects.open().filter(child=organization).select_related("parent__park").first()
    if edge is None or edge.parent is None:
        raise refusals.nobody_above(organization)
    return edge.parent


@transaction.atomic
def merge(*, sources: Sequence[Organization], into: Organization, paper: Paper, by: User) -> Restructuring:
    """Merge organisations into one that goes on (合并); the others end. Raises UserError as `dissolve` does."""
    return _restructure(RestructuringKind.MERGE, sources, into, paper, by)


def _restructure(
    kind: RestructuringKind,
    sources: Sequence[Organization],
    target: Organization,
    paper: Paper,
    by: User,
) -> Restructuring:
    known = locked([*sources, target])
    ending, target = [known[one.pk] for one in sources], known[target.pk]
    handovers = [handover_of(one, target, paper, by) for one in ending]
    check_ending(handovers, paper)
    about = target if kind == RestructuringKind.MERGE else ending[0]
    restructuring = record(kind, about, paper, by)
    for handover in handovers:
        carry_out(restructuring, handover)
    log(restructuring, "restructured", by)
    return restructuring


def locked(organizations: Sequence[Organization]) -> dict[int, Organization]:
    """Lock organisations in one order, so that two acts never wait for each other."""
    rows = Organization.objects.select_for_update(of=("self",), no_key=True).select_related("park")
    return {row.pk: row for row in rows.filter(pk__in=[one.pk for one in organizations]).order_by("pk")}


def handover_of(source: Organization, target: Organization, paper: Paper, by: User) -> Handover:
    """Return what passes on when an organisation ends."""
    return Handover(source=source, target=target, on=paper.on, document=paper.number.strip(), by=by, ends=True)


def check_ending(handovers: Sequence[Handover], paper: Paper) -> None:
    """Raise the UserError that ending these organisations would, without changing anything (for the preview)."""
    check_paper(paper)
    _check_apart([handover.source for handover in handovers])
    for handover in handovers:
        _check_places(handover.source, handover.target)
        if handover.target.pk is not None:
            refuse_absent(handover.target, handover.on)
        check_day(handover.source, handover.on)
        for follower in followers:
            follower.check(handover)


def _check_apart(sources: Sequence[Organization]) -> None:
    for one in sources:
        for other in sources:
            if other.pk != one.pk and other.path.startswith(one.path):
                raise refusals.below_itself(one, other)


def check_paper(paper: Paper) -> None:
    """Refuse an approval without number or authority, and days that can't be."""
    if not paper.number.strip() or not paper.authority.strip():
        raise refusals.no_paper()
    for day, what in ((paper.issued_on, "批复日期"), (paper.on, "生效日期")):
        if day > timezone.localdate():
            raise refusals.day_to_come(what)
    if paper.on < paper.issued_on:
        raise refusals.before_the_paper(paper.issued_on, paper.on)


def _check_places(source: Organization, target: Organization) -> None:
    if source.pk == target.pk:
        raise refusals.same_organization(source)
    for one in (source, target):
        check_stands(one)
    if target.path.startswith(source.path):
        raise refusals.below_itself(source, target)
    if source.park_id != target.park_id:
        raise refusals.other_park(source, target)
    if source.form == Form.GROUP and not (target.form in BRANCH_FORMS and source.path.startswith(target.path)):
        raise refusals.group_stays(source)
    if not may_succeed(source.form, target.form):
        raise refusals.holds_no_affiliations(target)


def check_stands(one: Organization) -> None:
    """Refuse what is pending, dissolved or withdrawn."""
    if one.state != OrganizationState.ACTIVE:
        raise refusals.not_standing(one)


def check_day(source: Organization, on: date) -> None:
    """Refuse a day on which the present line had not begun, or began."""
    since = OrganizationEdge.objects.open().filter(child=source).values_list("valid_from", flat=True).first()
    if since is not None and on <= since:
        raise refusals.not_before_founding(source, since)


def record(kind: RestructuringKind, about: Organization, paper: Paper, by: User) -> Restructuring:
    """Write the approval and the act."""
    approval = Approval.objects.create(
        number=paper.number.strip(),
        issued_on=paper.issued_on,
        authority=paper.authority.strip(),
        recorded_by=by.public_id,
    )
    return Restructuring.objects.create(
        kind=kind, organization=about, approval=approval, on=paper.on, recorded_on=timezone.localdate(),
        recorded_by=by.public_id,
    )  # fmt: skip


def carry_out(restructuring: Restructuring, handover: Handover, *, founds: bool = False) -> Succession:
    """Move what every app has on the source, end it where it ends, and keep how it was."""
    handover = replace(handover, approval=restructuring.approval)
    kept = {follower.key: follower.move(handover) for follower in followers}
    kept["form"] = _become_joint(handover)
    kept["source_form"] = _become_single(handover)
    if handover.ends:
        _end(handover.source, handover.on)
    return Succession.objects.create(
        restructuring=restructuring, source=handover.source, target=handover.target, ends=handover.ends,
        founds=founds, kept=kept,
    )  # fmt: skip


def _become_joint(handover: Handover) -> list[dict[str, str]]:
    """Make a branch a joint one (联合党支部) once it leads several enterprises."""
    target = handover.target
    leads = OrganizationUnit.objects.open().filter(organization=target, role=UnitRole.HOST).exists()
    if target.form != Form.BRANCH or not leads:
        return []
    set_form(target, Form.JOINT_BRANCH, handover.document, handover.on, handover.by)
    return [{"was": Form.BRANCH}]


def _become_single(handover: Handover) -> list[dict[str, str]]:
    """Make a joint branch a branch (党支部) once one enterprise is left that is its own."""
    source = handover.source
    own = OrganizationUnit.objects.open().filter(organization=source, role=UnitRole.OWN).exists()
    if handover.takes_all or source.form != Form.JOINT_BRANCH or not own:
        return []
    set_form(source, Form.BRANCH, handover.document, handover.on, handover.by)
    return [{"was": Form.JOINT_BRANCH}]


def set_form(one: Organization, form: str, document: str, on: date, by: User) -> None:
    """Give an organisation another form and put the change on record, with the day from which it holds."""
    change = Change(one, "form", one.form, form)
    record_changes([change], source=document, source_date=on, by=by.public_id)
    one.form = form
    one.save(update_fields=["form"])


def _end(one: Organization, on: date) -> None:
    one.state, one.dissolved_on = OrganizationState.DISSOLVED, on
    one.save(update_fields=["state", "dissolved_on"])
    OrganizationEdge.objects.open().filter(child=one).update(valid_to=on)
    # A place that began that very day, by a move further up, stays open: nobody asks for it once this one has ended.
    OrganizationPath.objects.open().filter(organization=one, valid_from__lt=on).update(valid_to=on)


def log(restructuring: Restructuring, act: str, by: User) -> None:
    """Put the act on record; whose people may read it follows from the organisation."""
    one = restructuring.organization
    audit.log(
        by, f"organizations.organization.{act}", one, place=park_id(one), path=one.path, kind=restructuring.kind,
        on=restructuring.on, approval=restructuring.approval.public_id, restructuring=restructuring.public_id,
    )  # fmt: skip
