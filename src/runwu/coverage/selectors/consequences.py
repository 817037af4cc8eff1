"""What changed facts mean for a plan (事实变化的影响), in words: what holds, what breaks, who would go where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from runwu.core.errors import UserError
from runwu.coverage.choices import Profile
from runwu.coverage.models import Adoption, FormationPlan
from runwu.coverage.services import refusals
from runwu.coverage.services.decisions import PROFILE_NAMES
from runwu.coverage.services.differences import differences
from runwu.coverage.services.edits import Desk
from runwu.coverage.services.instances import PlanFacts, read_facts
from runwu.planning.joint_branches.desk import Consequence, facts_changed, person_joins, person_leaves
from runwu.planning.joint_branches.errors import ContradictionError, InstanceError
from runwu.planning.joint_branches.index import Index
from runwu.planning.joint_branches.problem import with_profile

LEAVES, JOINS = "leaves", "joins"


@dataclass(frozen=True, slots=True)
class Effect:
    """What follows: whether the groups still hold, what they would break, who would move, who reaches or loses three."""

    holds: bool
    broken: Sequence[str]
    moves: Sequence[tuple[str, str, str]]
    thresholds: Sequence[str]


@dataclass(frozen=True, slots=True)
class FactsSince:
    """What changed since a plan's facts were taken, and what it does to the plan; no effect where nothing changed."""

    changes: Sequence[str]
    effect: Effect | None
    problem: str = ""


def what_if(desk: Desk, unit: str, change: str) -> Effect:
    """Say what one full member leaving or joining an enterprise does; only the neighbourhood is planned anew.

    Raises UserError where nobody can leave.
    """
    ask = person_joins if change == JOINS else person_leaves
    try:
        found = ask(desk.given, desk.assignment, unit, wishes=desk.decisions.around)
    except ContradictionError as error:
        raise refusals.contradiction(error, desk.index) from error
    except InstanceError as error:
        raise UserError(refusals.named(str(error), desk.index)) from error
    return _effect(found, desk)


def is_outdated(plan: FormationPlan, *, on: date) -> bool:
    """Tell whether any fact of a plan is another one on a day (请重新测算). Nine queries.

    It says so for every change alike and never which: who sees it must not learn that somebody is 限组织内知悉 now.
    """
    now = read_facts(park=plan.park, on=on, keeps_joint_branches=plan.keeps_joint_branches)
    return now.digest != plan.facts_digest


def facts_since(desk: Desk, *, on: date, adoption: Adoption | None = None) -> FactsSince:
    """Compare a plan's facts with those of a day, and say what the difference does to the plan. Ten queries at most.

    What the plan's own `adoption` brought about is no change.
    """
    keeps = desk.plan.keeps_joint_branches
    now = read_facts(park=desk.plan.park, on=on, keeps_joint_branches=keeps, without=adoption)
    if now.digest == desk.plan.facts_digest:
        return FactsSince((), None)
    changes = differences(desk.plan.instance, now.document())
    try:
        return FactsSince(changes, _effect(_consequence(desk, now), desk))
    except InstanceError as error:
        words = refusals.named(refusals.named(str(error), desk.index), Index(now.problem))
        return FactsSince(changes, None, words)


def _consequence(desk: Desk, now: PlanFacts) -> Consequence:
    after = with_profile(now.problem, PROFILE_NAMES[Profile(desk.alternative.profile)])
    return facts_changed(desk.given, desk.assignment, after, wishes=desk.decisions.around)


def _effect(found: Consequence, desk: Desk) -> Effect:
    index = Index(found.problem)
    names = {key: host.name for one in (desk.index, index) for key, host in one.hosts.items()}
    return Effect(
        holds=found.holds,
        broken=[one.text for one in found.broken],
        moves=[
            (names.get(one.unit, "—"), _place(one.before, names, desk), _place(one.after, names, desk))
            for one in found.moved
        ],
        thresholds=[
            (_("%(name)s 的正式党员由 %(old)s 名到 %(new)s 名，应当单独成立党支部") if one.reached
             else _("%(name)s 的正式党员由 %(old)s 名到 %(new)s 名，不足单独成立的人数"))
            % {"name": names.get(one.unit, "—"), "old": one.before, "new": one.after}
            for one in found.thresholds
        ],
    )  # fmt: skip


def _place(host: str | None, names: Mapping[str, str], desk: Desk) -> str:
    if host is None:
        return _("大党委兜底")
    letter = desk.letter(host)
    name = names.get(host, "—")
    return _("%(letter)s 组 %(name)s") % {"letter": letter, "name": name} if letter else name
