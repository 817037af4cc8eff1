"""What changed facts mean for a plan (事实变化的影响), in words: what holds, what breaks, who would go where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from runwu.core.errors import UserError
from runwu.core.rulebooks import rulebook
from runwu.coverage.choices import Profile
from runwu.coverage.models import Adoption, FormationPlan
from runwu.coverage.selectors.reason_lines import Clause, clauses_of
from runwu.coverage.services import refusals
from runwu.coverage.services.decisions import PROFILE_NAMES
from runwu.coverage.services.differences import differences
from runwu.coverage.services.edits import Desk
from runwu.coverage.services.instances import PlanFacts, read_facts
from runwu.planning.joint_branches.cost import cost_of
from runwu.planning.joint_branches.desk import Consequence, Threshold, facts_changed, person_joins, person_leaves
from runwu.planning.joint_branches.errors import ContradictionError, InstanceError
from runwu.planning.joint_branches.index import Index
from runwu.planning.joint_branches.limits import Ended
from runwu.planning.joint_branches.problem import Branch, Unit, with_profile
from runwu.rules.rulebook import Rulebook

LEAVES, JOINS = "leaves", "joins"
ONE_LEAVES, ONE_JOINS = "probationary-leaves", "probationary-joins"
ASKED = {
    LEAVES: gettext_lazy("如有一名正式党员离开"),
    JOINS: gettext_lazy("如有一名正式党员加入"),
    ONE_LEAVES: gettext_lazy("如有一名预备党员离开"),
    ONE_JOINS: gettext_lazy("如有一名预备党员加入"),
}
CAP = 60  # units that a page plans anew at most; more is a matter of a new computation


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of an effect with the clauses behind it."""

    words: str
    clauses: Sequence[Clause] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What follows: whether the groups still hold, what they would break, who would move, who reaches or loses three.

    today, kept, mended: the score now, when nobody does anything, and with the moves. timed_out: the time of the page
    ended before nothing better was left to find; partial: only a part of what changed was planned anew.
    """

    holds: bool
    broken: Sequence[Said]
    moves: Sequence[tuple[str, str, str]]
    thresholds: Sequence[Said]
    today: int
    kept: int
    mended: int
    timed_out: bool
    partial: bool

    @property
    def kept_delta(self) -> int:
        """What doing nothing changes in the score."""
        return self.kept - self.today

    @property
    def mended_delta(self) -> int:
        """What the moves change in the score."""
        return self.mended - self.today


@dataclass(frozen=True, slots=True)
class FactsSince:
    """What changed since a plan's facts were taken, and what it does to the plan; no effect where nothing changed."""

    changes: Sequence[str]
    effect: Effect | None
    problem: str = ""


def may_ask(desk: Desk, entry: str) -> dict[str, object]:
    """Return the questions that make sense of an enterprise or branch: only who is there can leave."""
    entries: list[Unit | Branch] = [*desk.given.units, *desk.given.branches]
    found = next((one for one in entries if one.id == entry), None)
    nobody = {
        LEAVES: found is None or not found.full_members,
        ONE_LEAVES: found is None or found.members == found.full_members,
    }
    return {change: words for change, words in ASKED.items() if not nobody.get(change, False)}


def what_if(desk: Desk, entry: str, change: str) -> Effect:
    """Say what one member leaving or joining an enterprise or branch does; only the neighbourhood is planned anew.

    Raises UserError where nobody can leave.
    """
    ask = person_joins if change in {JOINS, ONE_JOINS} else person_leaves
    probationary = change in {ONE_LEAVES, ONE_JOINS}
    try:
        found = ask(desk.given, desk.assignment, entry, probationary=probationary, wishes=desk.decisions.around)
    except ContradictionError as error:
        raise refusals.contradiction(error, desk.index) from error
    except InstanceError as error:
        raise UserError(refusals.named(str(error), desk.index)) from error
    return _effect(found, desk, desk.book)


def is_outdated(plan: FormationPlan, *, on: date) -> bool:
    """Tell whether any fact of a plan is another one on a day (请重新测算). Nine queries.

    It says so for every change alike and never which: who sees it must not learn that somebody is 限组织内知悉 now.
    """
    now = read_facts(park=plan.park, on=on, keeps_joint_branches=plan.keeps_joint_branches)
    return now.digest != plan.facts_digest


def facts_since(desk: Desk, *, on: date, adoption: Adoption | None = None) -> FactsSince:
    """Compare a plan's facts with those of a day, and say what the difference does to the plan. Eleven queries at most.

    What the plan's own `adoption` brought about is no change.
    """
    park, keeps = desk.plan.park, desk.plan.keeps_joint_branches
    book = rulebook(on=on, place=park.public_id, region=park.region)
    now = read_facts(park=park, on=on, keeps_joint_branches=keeps, without=adoption, book=book)
    if now.digest == desk.plan.facts_digest:
        return FactsSince((), None)
    changes = differences(desk.plan.instance, now.document())
    try:
        return FactsSince(changes, _effect(_consequence(desk, now), desk, book))
    except InstanceError as error:
        words = refusals.named(refusals.named(str(error), desk.index), Index(now.problem))
        return FactsSince(changes, None, words)


def _consequence(desk: Desk, now: PlanFacts) -> Consequence:
    after = with_profile(now.problem, PROFILE_NAMES[Profile(desk.alternative.profile)])
    return facts_changed(desk.given, desk.assignment, after, wishes=desk.decisions.around, cap=CAP)


def _effect(found: Consequence, desk: Desk, book: Rulebook) -> Effect:
    index = Index(found.problem)
    names = {key: host.name for one in (desk.index, index) for key, host in one.hosts.items()}
    return Effect(
        holds=found.holds,
        broken=[Said(one.text, clauses_of(book, one.parameter)) for one in found.broken],
        moves=[
            (names.get(one.unit, "—"), _place(one.before, names, desk), _place(one.after, names, desk))
            for one in found.moved
        ],
        thresholds=[_threshold(one, names, book) for one in found.thresholds],
        today=cost_of(desk.index, desk.assignment).total,
        kept=found.kept_cost,
        mended=found.replanned.cost,
        timed_out=found.replanned.ended is Ended.TIME,
        partial=found.partial,
    )


def _threshold(found: Threshold, names: Mapping[str, str], book: Rulebook) -> Said:
    words = (
        _("%(name)s 的正式党员由 %(old)s 名到 %(new)s 名，应当单独成立党支部")
        if found.reached
        else _("%(name)s 的正式党员由 %(old)s 名到 %(new)s 名，不足单独成立的人数")
    )
    told = {"name": names.get(found.unit, "—"), "old": found.before, "new": found.after}
    return Said(words % told, clauses_of(book, "formation.min_full_members"))


def _place(host: str | None, names: Mapping[str, str], desk: Desk) -> str:
    if host is None:
        return _("大党委兜底")
    letter = desk.letter(host)
    name = names.get(host, "—")
    return _("%(letter)s 组 %(name)s") % {"letter": letter, "name": name} if letter else name
