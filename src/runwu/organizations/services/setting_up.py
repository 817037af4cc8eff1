"""Setting an organisation up by an approval (设立): founded below its superior, with who and what goes there."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.db import transaction

from runwu.accounts.models import User
from runwu.core.errors import RuleRefused, UserError
from runwu.core.pinyin import initials_of
from runwu.organizations import paths
from runwu.organizations.choices import (
    BRANCH_FORMS,
    Form,
    OrganizationState,
    RestructuringKind,
    UnitRole,
    may_stand_below,
)
from runwu.organizations.handover import Handover, followers, members_passing
from runwu.organizations.models import Organization, OrganizationEdge, OrganizationUnit, Restructuring
from runwu.organizations.services import refusals
from runwu.organizations.services import setting_up_refusals as against
from runwu.organizations.services.moves import hang_back, log_line, refuse_absent, rehang
from runwu.organizations.services.passing_units import units_to_pass
from runwu.organizations.services.restructuring import (
    Paper,
    carry_out,
    check_day,
    check_paper,
    check_stands,
    locked,
    log,
    record,
)
from runwu.organizations.services.setting_up_rules import Foundation, Strength, may_set_up
from runwu.organizations.services.tree import establish
from runwu.rules.counts import MemberCounts
from runwu.rules.errors import RuleInputError
from runwu.rules.rulebook import Rulebook

_NOBODY_YET = 0  # in the path of an organisation that is only looked at
_STANDING = (OrganizationState.ACTIVE, OrganizationState.PENDING)


@transaction.atomic
def set_up(*, foundation: Foundation, below: MemberCounts, paper: Paper, by: User, book: Rulebook) -> Restructuring:
    """Set up an organisation below its superior from a day on (设立); who and what goes there comes along.

    `below` are the members of what is placed below, as far as the viewer may know of them. Raises UserError when the
    paper, a day, the place or the name can't be, RuleRefused when the rules say no.
    """
    known = locked([foundation.parent, *foundation.sources, *foundation.below])
    foundation = replace(
        foundation, parent=known[foundation.parent.pk], sources=tuple(known[one.pk] for one in foundation.sources),
        below=tuple(known[one.pk] for one in foundation.below),
    )  # fmt: skip
    check_set_up(foundation, below=below, paper=paper, by=by, book=book)
    one = _unfounded(foundation)
    one.path, one.established_on = "", paper.on
    establish(organization=one, parent=foundation.parent, on=paper.on, by=by)
    act = record(RestructuringKind.SET_UP, one, paper, by)
    act.form_after, act.stated = foundation.form, _stated(foundation)
    act.save(update_fields=["form_after", "stated"])
    one.approval = act.approval
    one.save(update_fields=["approval"])
    _cover(one, foundation, act)
    for handover in coming(foundation, paper, by):
        carry_out(act, replace(handover, target=one))
    act.stated = {**act.stated, "below": _placed_below(one, foundation, act, by)}
    act.save(update_fields=["stated"])
    log(act, "restructured", by)
    return act


def _placed_below(one: Organization, foundation: Foundation, act: Restructuring, by: User) -> list[dict[str, Any]]:
    """Hang what was chosen below the new organisation; return how each stood."""
    rows = OrganizationEdge.objects.select_for_update(of=("self",)).open().filter(child__in=foundation.below)
    edges = list(rows.select_related("child__park").order_by("pk"))
    kept = [rehang(edge, one, on=act.on, document=act.approval.number, approval=act.approval) for edge in edges]
    for edge in edges:
        log_line(edge.child, "moved", by)
    return kept


def check_set_up(foundation: Foundation, *, below: MemberCounts, paper: Paper, by: User, book: Rulebook) -> Strength:
    """Raise what setting up would, without changing anything; return how many members it would have."""
    check_paper(paper)
    check_stands(foundation.parent)
    refuse_absent(foundation.parent, paper.on)
    _check_form(foundation, paper)
    _check_name(foundation)
    _check_firms(foundation)
    _check_below(foundation, paper.on)
    handovers = coming(foundation, paper, by)
    for handover in handovers:
        _check_source(handover)
        for follower in followers:
            follower.check(handover)
    strength = Strength(passing=members_passing(handovers), below=below, own=_with_own_branch(foundation))
    try:
        verdict = may_set_up(foundation, strength, book=book)
    except RuleInputError as error:
        raise UserError(error.happened, rule=error.rule, now=error.now) from error
    if verdict is not None and verdict.refused:
        raise RuleRefused(verdict)
    return strength


def coming(foundation: Foundation, paper: Paper, by: User) -> list[Handover]:
    """Return what passes to the new organisation, source by source; a source that gives nothing is left out."""
    target = _unfounded(foundation)
    found = [
        Handover(
            source=one, target=target, on=paper.on, document=paper.number.strip(), by=by, sets_up=True,
            enterprises=frozenset(firm.pk for firm in foundation.covered), members=foundation.members,
        )
        for one in foundation.sources
    ]  # fmt: skip
    return [one for one in found if units_to_pass(one).exists() or members_passing([one])]


def _unfounded(foundation: Foundation) -> Organization:
    park = foundation.parent.park or foundation.park
    return Organization(
        name=foundation.name, short_name=foundation.short_name, initials=initials_of(foundation.name, limit=100),
        form=foundation.form, sector=foundation.sector, park=park, ends_on=foundation.ends_on,
        path=paths.below(foundation.parent.path, _NOBODY_YET),
    )  # fmt: skip


def _stated(foundation: Foundation) -> dict[str, Any]:
    """Return what was stated and stands nowhere else."""
    found: dict[str, Any] = {
        "asked_on": foundation.asked_on.isoformat() if foundation.asked_on else "",
        "late_reason": foundation.late_reason,
        "host": foundation.host,
        "by_origin": foundation.by_origin,
    }
    return {name: value for name, value in found.items() if value}


def _check_form(foundation: Foundation, paper: Paper) -> None:
    form, number = foundation.form, len(foundation.covered)
    if not may_stand_below(form, foundation.parent.form):
        raise against.wrong_place(form, foundation.parent)
    if form == Form.BRANCH and number > 1:
        raise against.needs_one_firm(number)
    if form == Form.JOINT_BRANCH and number < 2:  # noqa: PLR2004 -- what “joint” means
        raise against.needs_several_firms(number)
    if form == Form.TEMPORARY_BRANCH and foundation.ends_on is None:
        raise against.no_end(form)
    if foundation.ends_on is not None and foundation.ends_on <= paper.on:
        raise against.ends_too_early(foundation.ends_on, paper.on)
    if foundation.asked_on is not None and foundation.asked_on > paper.issued_on:
        raise against.asked_too_late(foundation.asked_on, paper.issued_on)


def _check_name(foundation: Foundation) -> None:
    park = foundation.parent.park or foundation.park
    if Organization.objects.filter(park=park, name=foundation.name, state__in=_STANDING).exists():
        raise refusals.name_taken(foundation.name)


def _check_firms(foundation: Foundation) -> None:
    rows = OrganizationUnit.objects.open().filter(enterprise__in=foundation.firms)
    names = list(rows.order_by("enterprise__name").values_list("enterprise__name", flat=True))
    if names:
        raise against.firm_covered(names)


def _check_source(handover: Handover) -> None:
    check_stands(handover.source)
    if handover.source.park_id != handover.target.park_id:
        raise refusals.other_park(handover.source, handover.target)
    check_day(handover.source, handover.on)


def _check_below(foundation: Foundation, on: date) -> None:
    standing = OrganizationEdge.objects.open().filter(parent=foundation.parent, child__in=foundation.below)
    there = set(standing.values_list("child_id", flat=True))
    for one in foundation.below:
        if one.pk not in there:
            raise against.not_below(one, foundation.parent)
        if not may_stand_below(one.form, foundation.form):
            raise against.wrong_place(Form(one.form), _unfounded(foundation))
        check_stands(one)
        check_day(one, on)


def _with_own_branch(foundation: Foundation) -> frozenset[int]:
    rows = OrganizationUnit.objects.open().filter(
        enterprise__in=foundation.enterprises, role=UnitRole.OWN, organization__form__in=BRANCH_FORMS
    )
    return frozenset(rows.values_list("enterprise_id", flat=True))


def _cover(one: Organization, foundation: Foundation, act: Restructuring) -> None:
    """Cover the enterprises that nobody covered: its own, or the first leads and the others are members."""
    several = len(foundation.covered) > 1
    roles = [UnitRole.HOST if several else UnitRole.OWN, *[UnitRole.MEMBER] * len(foundation.firms)]
    OrganizationUnit.objects.bulk_create(
        OrganizationUnit(organization=one, enterprise=firm, role=role, valid_from=act.on, approval=act.approval)
        for firm, role in zip(foundation.firms, roles, strict=False)
    )


def empty_again(act: Restructuring, by: User) -> None:
    """Give back what an organisation that was set up covers and leads, so that it never was (撤回设立)."""
    one = act.organization
    for kept in act.stated.get("below", ()):
        log_line(hang_back(kept, under=one, on=act.on), "move_taken_back", by)
    OrganizationUnit.objects.open().filter(organization=one, approval=act.approval).delete()
