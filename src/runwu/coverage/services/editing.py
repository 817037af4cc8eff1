"""Edits that are kept, undone and made again (人工调整): who, when, why; the report written anew each time."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.errors import Conflict, RuleRefused, UserError
from runwu.coverage.choices import EditKind, EditState, Profile
from runwu.coverage.models import FormationPlan, PlanAlternative, PlanEdit
from runwu.coverage.services import refusals
from runwu.coverage.services.decisions import Decisions, decisions_of, problem_under, proof_under
from runwu.coverage.services.edit_kinds import NEEDS_REASON, Edit
from runwu.coverage.services.edits import Desk, Outcome
from runwu.coverage.services.letters import lettered, letters_for, remembered
from runwu.coverage.services.locks import locked_plan
from runwu.coverage.services.reports import report_of
from runwu.planning.joint_branches.index import Index
from runwu.planning.joint_branches.legality import units_by_host

Places = Mapping[str, str | None]


@transaction.atomic
def keep_edit(
    *, plan: FormationPlan, profile: Profile, edit: Edit, expected_version: int, by: User, unfinished: bool = False
) -> Outcome:
    """Keep an edit of an alternative (保存调整).

    What is only unusual (一般) is kept with its warning. With `unfinished` places that break a rule are kept as well,
    for a computation of the rest that follows; nobody can adopt them. Raises RuleRefused when a rule says no, Conflict
    when somebody changed the plan in the meantime, UserError for what cannot be asked for.
    """
    plan, alternative = lock(plan, profile, expected_version)
    edit = replace(edit, reason=edit.reason.strip()[:100])
    if edit.kind in NEEDS_REASON and not edit.reason:
        raise refusals.no_reason()
    outcome = Desk(alternative).try_edit(edit)
    if outcome.verdict is not None and outcome.verdict.refused and not unfinished:
        raise RuleRefused(outcome.verdict)
    if outcome.contradiction is not None:
        raise outcome.contradiction
    if (outcome.assignment, outcome.decisions) == (alternative.assignment, decisions_of(alternative)):
        raise UserError(_("这家企业已经在这个组里。"), now=_("请另选一个去处。"))
    write(
        alternative, edit, outcome.assignment, outcome.decisions, by=by, delta=outcome.delta,
        warnings=[one.text for one in outcome.broken],
    )  # fmt: skip
    audit.log(
        by, f"coverage.plan.{edit.kind}", plan, place=plan.park.public_id, profile=str(profile), unit=edit.unit,
        target=edit.other or "left", delta=outcome.delta,
    )  # fmt: skip
    return outcome


def lock(plan: FormationPlan, profile: Profile, expected_version: int) -> tuple[FormationPlan, PlanAlternative]:
    """Lock a plan that is still open, with one of its alternatives. Raises Conflict where it changed meanwhile."""
    plan = locked_plan(plan, expected_version)
    alternative = plan.alternatives.select_for_update().get(profile=profile)
    alternative.plan = plan
    return plan, alternative


def write(
    alternative: PlanAlternative,
    edit: Edit,
    assignment: Places,
    decisions: Decisions,
    *,
    by: User,
    delta: int | None,
    warnings: list[str],
) -> PlanEdit:
    """Write an edit and the alternative as it stands after it; edits undone before it cannot be made again."""
    alternative.edits.filter(state=EditState.UNDONE).update(state=EditState.REPLACED)
    last = alternative.edits.aggregate(last=Max("number"))["last"] or 0
    places, before = dict(alternative.assignment), alternative.decided
    show(alternative, dict(assignment), decisions)
    return PlanEdit.objects.create(
        alternative=alternative,
        number=last + 1,
        kind=edit.kind,
        unit=edit.unit,
        other=edit.other,
        reason=edit.reason,
        delta=delta,
        warnings=warnings,
        before=_only(places, alternative.assignment),
        after=_only(alternative.assignment, places),
        decided_before=before,
        decided_after=alternative.decided,
        made_by=by.public_id,
    )


def _only(places: Places, others: Places) -> dict[str, str | None]:
    """Return the places that are others elsewhere."""
    return {unit: host for unit, host in places.items() if unit not in others or others[unit] != host}


def show(alternative: PlanAlternative, assignment: dict[str, str | None], decisions: Decisions) -> None:
    """Save an alternative with these places: its report, its letters, and the plan's next version."""
    plan = alternative.plan
    index = Index(problem_under(plan, Profile(alternative.profile), decisions))
    groups = units_by_host(index, assignment)
    before = decisions.letters or lettered(alternative.report)
    given = letters_for(groups, before)
    decisions = replace(decisions, letters=remembered(groups, given, before))
    alternative.assignment, alternative.decided = assignment, decisions.document()
    alternative.report = _report(alternative, index, decisions, given)
    alternative.save(update_fields=["assignment", "decided", "report"])
    plan.version += 1
    plan.save(update_fields=["version"])


def _report(
    alternative: PlanAlternative, index: Index, decisions: Decisions, letters: Mapping[str, str]
) -> dict[str, Any]:
    return report_of(
        index,
        alternative.assignment,
        proof=proof_under(alternative, decisions),
        baseline=alternative.computed["report"]["baseline"],
        by_person=frozenset(decisions.caught),
        letters=letters,
    )


@transaction.atomic
def undo_edit(*, plan: FormationPlan, profile: Profile, expected_version: int, by: User) -> PlanEdit:
    """Undo the last edit of an alternative (撤回调整). Raises Conflict when there is none."""
    plan, alternative = lock(plan, profile, expected_version)
    edit = alternative.edits.filter(state=EditState.STANDING).order_by("-number").first()
    if edit is None:
        raise Conflict(_("没有可以撤回的调整。"), now=_("请刷新页面，查看现在的分组。"))
    places = _with(alternative.assignment, away=edit.after, back=edit.before)
    show(alternative, places, Decisions.of(edit.decided_before))
    return _mark(edit, EditState.UNDONE, "coverage.plan.edit_undone", plan, by)


@transaction.atomic
def redo_edit(*, plan: FormationPlan, profile: Profile, expected_version: int, by: User) -> PlanEdit:
    """Make the edit again that was undone last (重做). Raises Conflict when there is none."""
    plan, alternative = lock(plan, profile, expected_version)
    edit = alternative.edits.filter(state=EditState.UNDONE).order_by("number").first()
    if edit is None:
        raise Conflict(_("没有可以重做的调整。"), now=_("请刷新页面，查看现在的分组。"))
    places = _with(alternative.assignment, away=edit.before, back=edit.after)
    show(alternative, places, Decisions.of(edit.decided_after))
    return _mark(edit, EditState.STANDING, "coverage.plan.edit_redone", plan, by)


def _with(places: Places, *, away: Places, back: Places) -> dict[str, str | None]:
    """Return places without some and with others."""
    return {**{unit: host for unit, host in places.items() if unit not in away}, **back}


def _mark(edit: PlanEdit, state: EditState, action: str, plan: FormationPlan, by: User) -> PlanEdit:
    edit.state = state
    edit.save(update_fields=["state"])
    audit.log(by, action, plan, place=plan.park.public_id, profile=edit.alternative.profile, unit=edit.unit)
    return edit


def edited_by_hand(alternative: PlanAlternative) -> bool:
    """Tell whether an edit of an alternative stands."""
    return alternative.edits.filter(state=EditState.STANDING).exclude(kind=EditKind.SOLVED).exists()
