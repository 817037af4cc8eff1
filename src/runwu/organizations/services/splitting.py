"""Splitting and upgrading (拆分、升格): branches are founded, and a part of the members and enterprises goes there."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from django.db import transaction

from runwu.accounts.models import User
from runwu.core.errors import RuleRefused
from runwu.organizations import paths
from runwu.organizations.choices import BRANCH_FORMS, Form, OrganizationState, RestructuringKind, may_stand_below
from runwu.organizations.handover import Handover, followers
from runwu.organizations.models import Organization, OrganizationEdge, Restructuring
from runwu.organizations.services import refusals
from runwu.organizations.services.moves import refuse_absent
from runwu.organizations.services.passing_below import edges_below
from runwu.organizations.services.restructuring import (
    NO_AFFILIATIONS,
    Paper,
    carry_out,
    check_day,
    check_paper,
    check_stands,
    locked,
    log,
    record,
    set_form,
)
from runwu.organizations.services.setting_up_refusals import wrong_place
from runwu.organizations.services.tree import establish
from runwu.rules.branch_size import may_form_general_branch, may_form_primary_committee
from runwu.rules.counts import MemberCounts
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Verdict

_NOBODY_YET = 0  # in the path of an organisation that is only looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A branch that is founded: its name, and what goes there; with `rest`, all that nobody else got."""

    name: str
    short_name: str = ""
    rest: bool = False
    enterprises: frozenset[int] = field(default_factory=frozenset)
    members: frozenset[UUID] = field(default_factory=frozenset)


@transaction.atomic
def split(*, organization: Organization, part: Part, paper: Paper, by: User) -> Restructuring:
    """Split a branch off another, beside it in the tree (拆分).

    Raises UserError when the paper or a day can't be, the name is taken, nothing would go along, or something open
    speaks against it; RuleRefused when the rules do not let a branch be formed of those who go along.
    """
    organization = locked([organization])[organization.pk]
    check_parts(organization, [part], paper, by)
    act = record(RestructuringKind.SPLIT, organization, paper, by)
    _found(act, organization, part, _parent_of(organization), paper, by)
    log(act, "restructured", by)
    return act


@transaction.atomic
def upgrade(
    *,
    organization: Organization,
    form: Form,
    parts: Sequence[Part],
    members: MemberCounts,
    paper: Paper,
    by: User,
    book: Rulebook,
) -> Restructuring:
    """Make a branch a general branch or a committee, with branches below that take its members (升格).

    `members` are those of the organisation and below it. A general branch becomes a committee without parts. Raises as
    `split` does, and RuleRefused when the rules do not allow the form.
    """
    organization = locked([organization])[organization.pk]
    check_upgrade(organization, form, parts, paper, by)
    verdict = may_become(organization, form, parts, members, book)
    if verdict.refused:
        raise RuleRefused(verdict)
    act = record(RestructuringKind.UPGRADE, organization, paper, by)
    act.form_before, act.form_after = organization.form, form
    act.save(update_fields=["form_before", "form_after"])
    set_form(organization, form, paper.number.strip(), paper.on, by)
    for part in sorted(parts, key=lambda one: one.rest):
        _found(act, organization, part, organization, paper, by)
    log(act, "restructured", by)
    return act


def may_become(
    organization: Organization, form: Form, parts: Sequence[Part], members: MemberCounts, book: Rulebook
) -> Verdict:
    """Ask the rules whether an organisation may be upgraded. One query."""
    if form == Form.COMMITTEE:
        return may_form_primary_committee(members, book=book)
    below = OrganizationEdge.objects.open().filter(
        parent=organization, child__form__in=BRANCH_FORMS, child__state=OrganizationState.ACTIVE
    )
    return may_form_general_branch(members, branches=len(parts) + below.count(), book=book)


def handovers_of(
    organization: Organization, parts: Sequence[Part], paper: Paper, by: User, *, below: bool = False
) -> list[Handover]:
    """Return what would pass on to branches that are not founded yet (for the preview)."""
    parent = organization if below else _parent_of(organization)
    place = paths.below(parent.path if parent else "", _NOBODY_YET)
    found = [_handover(organization, _unfounded(organization, part, place), part, paper, by) for part in parts]
    before = tuple(one for one in found if not one.rest)
    return [replace(one, after=before) if one.rest else one for one in found]


def _unfounded(organization: Organization, part: Part, place: str) -> Organization:
    return Organization(
        name=part.name, short_name=part.short_name, form=Form.BRANCH, park=organization.park,
        sector=organization.sector, path=place,
    )  # fmt: skip


def _handover(source: Organization, target: Organization, part: Part, paper: Paper, by: User) -> Handover:
    return Handover(
        source=source, target=target, on=paper.on, document=paper.number.strip(), by=by, rest=part.rest,
        enterprises=part.enterprises, members=part.members,
    )  # fmt: skip


def check_parts(
    organization: Organization, parts: Sequence[Part], paper: Paper, by: User, *, below: bool = False
) -> None:
    """Raise what founding these branches would, without changing anything."""
    check_paper(paper)
    check_stands(organization)
    if organization.form not in BRANCH_FORMS or organization.form in NO_AFFILIATIONS:
        raise refusals.not_a_branch(organization)
    check_day(organization, paper.on)
    if parent := _parent_of(organization):
        refuse_absent(parent, paper.on)
    _check_names(organization, [part.name for part in parts])
    for part, handover in zip(parts, handovers_of(organization, parts, paper, by, below=below), strict=True):
        if not (part.rest or part.enterprises or part.members):
            raise refusals.nothing_passes()
        for follower in followers:
            follower.check(handover)


def check_upgrade(organization: Organization, form: Form, parts: Sequence[Part], paper: Paper, by: User) -> None:
    """Raise what an upgrade would, but for the rules, without changing anything."""
    _check_new_form(organization, form)
    if organization.form == Form.GENERAL_BRANCH and form == Form.COMMITTEE and not parts:
        check_paper(paper)
        check_stands(organization)
        return check_day(organization, paper.on)
    return check_parts(organization, parts, paper, by, below=True)


def _check_new_form(organization: Organization, form: Form) -> None:
    """Refuse a form that may not stand where the organisation does, or above what stands below it. Two queries."""
    parent = _parent_of(organization)
    if parent is not None and not may_stand_below(form, parent.form):
        raise wrong_place(form, parent)
    misfits = [edge.child for edge in edges_below(organization) if not may_stand_below(edge.child.form, form)]
    if misfits:
        raise refusals.leads_already(organization, str(form.label), misfits)


def _check_names(organization: Organization, names: Sequence[str]) -> None:
    standing = (OrganizationState.ACTIVE, OrganizationState.PENDING)
    taken = Organization.objects.filter(park=organization.park, name__in=names, state__in=standing)
    for name in names:
        if names.count(name) > 1 or taken.filter(name=name).exists():
            raise refusals.name_taken(name)


def _parent_of(organization: Organization) -> Organization | None:
    edge = OrganizationEdge.objects.open().filter(child=organization).select_related("parent").first()
    return edge.parent if edge else None


def _found(  # noqa: PLR0917
    act: Restructuring, source: Organization, part: Part, parent: Organization | None, paper: Paper, by: User
) -> None:
    """Found one branch and move what goes there."""
    branch = _unfounded(source, part, "")
    branch.established_on, branch.approval = paper.on, act.approval
    establish(organization=branch, parent=parent, on=paper.on, by=by)
    carry_out(act, _handover(source, branch, part, paper, by), founds=True)
