"""Compute the three alternatives of a plan around what was carried over, and write them down together (测算)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from runwu.core.jobs import Progress
from runwu.coverage.choices import Profile
from runwu.coverage.models import FormationPlan, PlanAlternative
from runwu.coverage.services.carrying import Carried
from runwu.coverage.services.decisions import PROFILE_NAMES, Lettered, given_problem, problem_under
from runwu.coverage.services.letters import lettered, letters_before, letters_for
from runwu.coverage.services.reports import Document, report_of_plan
from runwu.coverage.services.solving import limits, solved, standing
from runwu.coverage.services.stopping import Stop, is_enough
from runwu.planning.joint_branches.errors import ContradictionError
from runwu.planning.joint_branches.index import Index
from runwu.planning.joint_branches.legality import units_by_host
from runwu.planning.joint_branches.limits import Progress as Step
from runwu.planning.joint_branches.plan import Plan

SEED = 1  # one seed for everybody, so that the same facts give the same suggestion


@dataclass(frozen=True, slots=True)
class Computed:
    """One alternative as the solver left it, with what it was asked to leave as it is."""

    plan: Plan
    carried: Carried


def compute_alternatives(row: FormationPlan, progress: Progress) -> dict[Profile, Computed]:
    """Compute the three alternatives, telling where each stands.

    Where somebody asks to stop with the best so far, the one that runs ends so, and those after it with their first plan.
    Raises JobCancelled when somebody cancels meanwhile.
    """
    stop = Stop(progress, lambda: is_enough(row))
    found: dict[Profile, Computed] = {}
    for number, profile in enumerate(PROFILE_NAMES):
        progress.report(number, len(PROFILE_NAMES), _("正在测算“%(name)s”") % {"name": profile.label})
        progress.check_cancelled()
        found[profile] = _computed(row, profile, stop, partial(_tell, progress, number, profile))
        stop.raise_if_cancelled()
    progress.report(len(PROFILE_NAMES), len(PROFILE_NAMES), _("正在保存"))
    return found


def _tell(progress: Progress, number: int, profile: Profile, step: Step) -> None:
    words = _("正在测算“%(name)s”：%(standing)s") % {"name": profile.label, "standing": standing(step)}
    progress.report(number, len(PROFILE_NAMES), words)


def _computed(row: FormationPlan, profile: Profile, stop: Stop, tell: Callable[[Step], None]) -> Computed:
    """Solve one alternative; a fixed place that nobody can be found for is given up, and told."""
    carried = carried_of(row, profile)
    while True:
        problem = problem_under(row, profile, carried.decisions)
        around: dict[str, Any] = {"locked": carried.decisions.wishes.locked, "forced": carried.decisions.forced}
        try:
            plan = solved(problem, seed=SEED, limits=limits(), progress=tell, cancelled=stop, **around)
        except ContradictionError as error:
            stop.raise_if_cancelled()
            early = _("测算提前结束，还没有找到能与它成立支部的单位") if stop.cut_short else ""
            carried = carried.without(error, Index(given_problem(row, profile)), early)
        else:
            return Computed(plan, carried)


def carried_of(row: FormationPlan, profile: Profile) -> Carried:
    """Return what an alternative was asked to take over from the plan before."""
    return Carried.of(row.notes.get("carried", {}).get("profiles", {}).get(str(profile), {}))


def write_alternatives(row: FormationPlan, found: Mapping[Profile, Computed]) -> None:
    """Write the alternatives of a plan; a group of two of them, or of the plan before as well, carries one letter."""
    row.alternatives.all().delete()
    before = letters_before(row)
    reserved = frozenset(letter for one in before.values() for letter in one)
    known: Lettered = {}
    for profile, computed in found.items():
        report = _report(row, profile, computed, {**before.get(profile, {}), **known}, reserved)
        known = {**known, **lettered(report)}
        _write(row, profile, computed, report)


def _report(
    row: FormationPlan, profile: Profile, computed: Computed, known: Lettered, reserved: frozenset[str]
) -> Document:
    decisions = computed.carried.decisions
    index = Index(problem_under(row, profile, decisions))
    groups = units_by_host(index, dict(computed.plan.assignment))
    given = letters_for(groups, known, reserved) if known or reserved else {}
    return report_of_plan(index, computed.plan, by_person=frozenset(decisions.caught), letters=given)


def _write(row: FormationPlan, profile: Profile, computed: Computed, report: Document) -> None:
    decisions, assignment = computed.carried.decisions, dict(computed.plan.assignment)
    under = {"left_out": sorted(decisions.left_out), "under": sorted(decisions.restrictions)}
    told = {"as_of": row.notes.get("carried", {}).get("as_of", ""), "kept": computed.carried.kept}
    PlanAlternative.objects.create(
        plan=row,
        profile=profile,
        computed={
            "assignment": assignment,
            "report": report,
            **under,
            "carried": {**told, "dropped": list(computed.carried.dropped)},
        },
        assignment=assignment,
        report=report,
        decided=decisions.document() if computed.carried.kept else {},
    )
