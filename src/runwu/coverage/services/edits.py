"""Edits of an alternative worked out without keeping them (试调整): places, price, broken rules, contradictions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from runwu.core.errors import UserError
from runwu.core.rulebooks import rulebook
from runwu.coverage.choices import EditKind, Profile
from runwu.coverage.models import FormationPlan, PlanAlternative
from runwu.coverage.services import refusals
from runwu.coverage.services.decisions import Decisions, decisions_of, given_problem
from runwu.coverage.services.edit_kinds import IN_PLANNERS_WORDS, LIFTING, PLACING, Edit
from runwu.coverage.services.verdicts import refusal_of, warning_of
from runwu.planning.joint_branches.arrangements import arrange
from runwu.planning.joint_branches.cost import Assignment
from runwu.planning.joint_branches.desk import Checked, check_edit, with_wishes
from runwu.planning.joint_branches.errors import ContradictionError, InstanceError
from runwu.planning.joint_branches.index import Index
from runwu.planning.joint_branches.legality import Broken, Rule, place_of, units_by_host
from runwu.planning.joint_branches.moves import Move, Trial, alternatives
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What an edit would do; `broken` holds what is broken that was not before, `delta` the change of the score.

    `contradiction` names two decisions that no computation of the rest could reconcile.
    """

    edit: Edit
    assignment: Mapping[str, str | None]
    decisions: Decisions
    delta: int
    broken: tuple[Broken, ...]
    verdict: Verdict | None
    contradiction: UserError | None
    index: Index

    @property
    def allowed(self) -> bool:
        """Whether it can be kept as it is; rules of the kind 一般 may be exceeded."""
        return all(broken.soft for broken in self.broken)


class Desk:
    """An alternative as it stands, ready to try edits on; reads nothing but the plan, and the park's rules once."""

    def __init__(self, alternative: PlanAlternative) -> None:
        self.alternative = alternative
        self.plan: FormationPlan = alternative.plan
        self.decisions = decisions_of(alternative)
        self.given = given_problem(self.plan, Profile(alternative.profile))
        self.problem = with_wishes(self.given, self.decisions.wishes)
        self.index = Index(self.problem)
        self.assignment: Assignment = alternative.assignment

    @cached_property
    def book(self) -> Rulebook:
        """The rules of the plan's day. One query."""
        return rulebook(on=self.plan.as_of, place=self.plan.park.public_id, region=self.plan.park.region)

    @cached_property
    def trial(self) -> Trial:
        """Moves of one enterprise against the alternative as it stands."""
        return Trial(self.problem, self.assignment)

    def try_edit(self, edit: Edit) -> Outcome:
        """Say what an edit would do. Raises UserError for what cannot be asked for at all, and says why."""
        self._refuse_impossible(edit)
        try:
            asked = IN_PLANNERS_WORDS[edit.kind](edit)
            checked = check_edit(self.given, self.assignment, asked, wishes=self.decisions.wishes)
        except ContradictionError as error:
            raise refusals.contradiction(error, self.index) from error
        except InstanceError as error:
            raise refusals.unknown() from error
        if edit.kind is EditKind.TAKEN_BACK:
            return self._taken_back(edit, checked)
        return self._outcome(edit, checked)

    def _outcome(self, edit: Edit, checked: Checked) -> Outcome:
        index = Index(checked.problem)
        out = {**self.decisions.left_out, **({edit.unit: edit.reason} if edit.kind is EditKind.LEFT_OUT else {})}
        left_out = {unit: why for unit, why in out.items() if unit in checked.wishes.excluded}
        decisions = replace(self.decisions, wishes=checked.wishes, left_out=left_out)
        broken = tuple(one for one in checked.broken if one.rule != Rule.REASON)
        return Outcome(
            edit=edit,
            assignment=dict(checked.assignment),
            decisions=decisions,
            delta=checked.delta,
            broken=broken,
            verdict=verdict_of(broken, self.book),
            contradiction=None if edit.kind in LIFTING else _contradiction(index, decisions),
            index=index,
        )

    def _taken_back(self, edit: Edit, checked: Checked) -> Outcome:
        """Let an enterprise take part again where it fits best, else with the catch-all."""
        outcome = self._outcome(edit, checked)
        for move in alternatives(checked.problem, checked.assignment, edit.unit, count=1):
            if move.delta < 0 and not move.also and move.host not in self.decisions.locked:
                return replace(outcome, assignment=dict(move.assignment), delta=outcome.delta + move.delta)
        return outcome

    def _refuse_impossible(self, edit: Edit) -> None:
        """Refuse what the groups as they stand have no place for."""
        placed = units_by_host(self.index, self.assignment)
        if edit.kind in PLACING:
            self.refuse_locked_unit(edit.unit)
        if edit.kind is EditKind.MOVED and edit.other in self.index.hosts:
            self.refuse_locked(place_of(self.index, self.assignment, edit.other))
        if edit.kind is EditKind.LOCKED and edit.other not in placed:
            raise refusals.no_group()
        if edit.kind is EditKind.UNLOCKED and edit.other not in self.decisions.locked:
            raise refusals.no_group()
        if edit.kind in {EditKind.TOGETHER, EditKind.APART}:
            self._refuse_pair(edit)
        if edit.kind is EditKind.TAKEN_BACK and edit.unit not in self.decisions.left_out:
            raise refusals.unknown()

    def _refuse_pair(self, edit: Edit) -> None:
        if edit.unit == edit.other or not {edit.unit, edit.other} <= self.index.hosts.keys():
            raise refusals.no_pair()
        for pair in self.index.pairs_of[edit.unit]:
            if edit.other in (pair.a, pair.b):
                raise refusals.paired_already(pair, self.index)

    def targets(self, unit: str) -> list[str | None]:
        """List where an enterprise could go: hosts in reach outside of locked groups, a new group, the catch-all."""
        self.refuse_unknown(unit)
        found = [host for host in self.trial.targets(unit) if host not in self.decisions.locked]
        return [*found, *([] if self.assignment[unit] == unit or unit in found else [unit])]

    def neighbours(self, unit: str, *, count: int = 3) -> list[Move]:
        """List the best other places, each with who has to move along; nothing that touches a locked group."""
        moves = alternatives(self.problem, self.assignment, unit, count=count + 3 * len(self.decisions.locked))
        return [move for move in moves if not self._touches_locks(move)][:count]

    def _touches_locks(self, move: Move) -> bool:
        lock_of = self.decisions.wishes.lock_of
        entries = [entry for pair in ((move.unit, move.host), *move.also) for entry in pair if entry is not None]
        return any(lock_of(entry) is not None for entry in entries)

    def refuse_unknown(self, unit: str) -> None:
        """Raise UserError for an enterprise that cannot be moved in this plan."""
        if unit not in self.index.units or not self.index.is_small(unit):
            raise refusals.unknown()

    def refuse_locked_unit(self, unit: str) -> None:
        """Raise UserError for an enterprise that cannot be moved, or whose group is locked."""
        self.refuse_unknown(unit)
        self.refuse_locked(self.assignment[unit])

    def refuse_locked(self, host: str | None) -> None:
        """Raise UserError when a group is locked."""
        if host is not None and host in self.decisions.locked:
            raise refusals.locked(self.letter(host), self.index.hosts[host].name)

    def letter(self, host: str | None) -> str:
        """Return the letter of a group."""
        groups = self.alternative.report.get("groups", ())
        return next((str(group["letter"]) for group in groups if group["host"] == host), "")


def _contradiction(index: Index, decisions: Decisions) -> UserError | None:
    try:
        arrange(index, decisions.wishes.locked, decisions.forced)
    except ContradictionError as error:
        return refusals.contradiction(error, index)
    return None


def verdict_of(broken: Sequence[Broken], book: Rulebook) -> Verdict | None:
    """Return what the rules say to what is newly broken: a refusal, a warning, or nothing."""
    hard = [one for one in broken if not one.soft]
    if hard:
        return refusal_of(hard, book)
    return warning_of(broken, book) if broken else None
