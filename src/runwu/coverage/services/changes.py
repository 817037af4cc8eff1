"""Change a plan by hand: one enterprise to another branch, tried first, kept or refused, undone (人工调整)."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.errors import Conflict, RuleRefused, UserError
from runwu.core.rulebooks import rulebook
from runwu.coverage.choices import Profile
from runwu.coverage.models import FormationPlan, PlanAlternative
from runwu.coverage.services.locks import locked_plan
from runwu.coverage.services.plans import PROFILE_NAMES
from runwu.coverage.services.reports import report_of
from runwu.coverage.services.verdicts import refusal_of, warning_of
from runwu.planning.joint_branches.errors import InstanceError
from runwu.planning.joint_branches.index import Index
from runwu.planning.joint_branches.instance import problem_from_document
from runwu.planning.joint_branches.moves import Move, Trial
from runwu.planning.joint_branches.problem import Problem, with_profile
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Tried:
    """What a move would do, and what the rules say: a refusal, a warning, or nothing."""

    move: Move
    verdict: Verdict | None


def problem_of(plan: FormationPlan, profile: Profile) -> Problem:
    """Return a plan's facts as a problem judged by one of the three profiles."""
    return with_profile(problem_from_document(plan.instance), PROFILE_NAMES[profile])


def try_move(*, plan: FormationPlan, alternative: PlanAlternative, unit: str, target: str | None) -> Tried:
    """Say what moving an enterprise would do, without keeping it (试移).

    `target` is a host, the unit itself for a branch of its own, or None for the catch-all branch.
    Raises UserError for an enterprise or target that the plan does not know.
    """
    trial = Trial(problem_of(plan, Profile(alternative.profile)), alternative.assignment)
    return _tried(trial, unit, target, _book(plan))


def possible_moves(*, plan: FormationPlan, alternative: PlanAlternative, unit: str) -> Sequence[Tried]:
    """List where an enterprise could go instead, the best first; those that the rules refuse come last."""
    trial, book = Trial(problem_of(plan, Profile(alternative.profile)), alternative.assignment), _book(plan)
    if unit not in trial.index.units or not trial.index.is_small(unit):
        raise _unknown()
    found = [_tried(trial, unit, target, book) for target in trial.targets(unit)]
    return sorted(found, key=lambda tried: (not tried.move.allowed, tried.move.delta, tried.move.host or "~"))


def _tried(trial: Trial, unit: str, target: str | None, book: Rulebook) -> Tried:
    try:
        move = trial.move(unit, target)
    except InstanceError as error:
        raise _unknown() from error
    if not move.allowed:
        return Tried(move, refusal_of([broken for broken in move.broken if not broken.soft], book))
    return Tried(move, warning_of(move.broken, book) if move.broken else None)


def _unknown() -> UserError:
    return UserError(
        _("这家企业或这个去处不在本次建议里。"),
        rule=_("只能在参加测算的企业和支部之间调整。"),
        now=_("请刷新页面，从列表中选择。"),
    )


def _book(plan: FormationPlan) -> Rulebook:
    return rulebook(on=plan.as_of, place=plan.park.public_id, region=plan.park.region)


@transaction.atomic
def move_unit(
    *, plan: FormationPlan, profile: Profile, unit: str, target: str | None, expected_version: int, by: User
) -> Tried:
    """Move an enterprise to another branch and keep it (调整分组).

    What is only unusual (一般) is kept with its warning. Raises RuleRefused when a rule says no, Conflict when
    somebody changed the plan in the meantime.
    """
    plan = locked_plan(plan, expected_version)
    alternative = plan.alternatives.select_for_update().get(profile=profile)
    tried = try_move(plan=plan, alternative=alternative, unit=unit, target=target)
    if tried.verdict is not None and tried.verdict.refused:
        raise RuleRefused(tried.verdict)
    before = alternative.assignment
    if tried.move.assignment == before:
        raise UserError(_("这家企业已经在这个组里。"), now=_("请另选一个去处。"))
    alternative.moves = [*alternative.moves, _entry(tried.move, before, by)]
    _keep(plan, alternative, dict(tried.move.assignment))
    audit.log(
        by, "coverage.plan.unit_moved", plan, place=plan.park.public_id, profile=str(profile), unit=unit,
        target=target or "left", delta=tried.move.delta,
    )  # fmt: skip
    return tried


def _entry(move: Move, before: dict[str, str | None], by: User) -> dict[str, Any]:
    return {
        "unit": move.unit,
        "from": before[move.unit],
        "to": move.host,
        "delta": move.delta,
        "warnings": [asdict(broken)["text"] for broken in move.broken],
        "by": str(by.public_id),
        "at": timezone.now().isoformat(),
        "before": before,
    }


@transaction.atomic
def undo_move(*, plan: FormationPlan, profile: Profile, expected_version: int, by: User) -> PlanAlternative:
    """Undo the last change of an alternative (撤回调整)."""
    plan = locked_plan(plan, expected_version)
    alternative = plan.alternatives.select_for_update().get(profile=profile)
    if not alternative.moves:
        raise Conflict(_("没有可以撤回的调整。"), now=_("请刷新页面，查看现在的分组。"))
    *kept, last = alternative.moves
    alternative.moves = kept
    _keep(plan, alternative, last["before"])
    audit.log(by, "coverage.plan.move_undone", plan, place=plan.park.public_id, profile=str(profile), unit=last["unit"])
    return alternative


def _keep(plan: FormationPlan, alternative: PlanAlternative, assignment: dict[str, str | None]) -> None:
    alternative.assignment = assignment
    alternative.report = _report(plan, alternative)
    alternative.save(update_fields=["assignment", "report", "moves"])
    plan.version += 1
    plan.save(update_fields=["version"])


def _report(plan: FormationPlan, alternative: PlanAlternative) -> dict[str, Any]:
    computed = alternative.computed["report"]
    if not alternative.moves:
        report: dict[str, Any] = computed
        return report
    moved = frozenset(entry["unit"] for entry in alternative.moves)
    return report_of(
        Index(problem_of(plan, Profile(alternative.profile))),
        alternative.assignment,
        proof={key: computed[key] for key in ("bound", "ended", "seconds")},
        baseline=computed["baseline"],
        by_person=moved,
    )
