"""Edits of an alternative worked out without keeping them (试调整): places, price, broken rules, contradictions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from runwu.core.errors import UserError
from runwu.core.rulebooks import rulebook
from runwu.coverage.choices import Profile
from runwu.coverage.models import FormationPlan, PlanAlternative
from runwu.coverage.services import refusals
from runwu.coverage.services.decisions import Decisions, decisions_of, problem_under
from runwu.coverage.services.edit_kinds import HOW, LIFTING, Edit
from runwu.coverage.services.verdicts import refusal_of, warning_of
from runwu.planning.joint_branches.arrangements import arrange
from runwu.planning.joint_branches.cost import Assignment, cost_of
from runwu.planning.joint_branches.errors import ContradictionError
from runwu.planning.joint_branches.index import Index
from runwu.planning.joint_branches.legality import Broken, broken_rules, units_by_host
from runwu.planning.joint_branches.moves import Trial
from runwu.planning.joint_branches.problem import Problem
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
        self.trial = Trial(self._problem(self.decisions), alternative.assignment)

    @cached_property
    def book(self) -> Rulebook:
        """The rules of the plan's day. One query."""
        return rulebook(on=self.plan.as_of, place=self.plan.park.public_id, region=self.plan.park.region)

    @property
    def index(self) -> Index:
        """The look-ups of the problem as it stands."""
        return self.trial.index

    @property
    def assignment(self) -> Assignment:
        """Where every enterprise is placed now."""
        return self.trial.assignment

    def try_edit(self, edit: Edit) -> Outcome:
        """Say what an edit would do. Raises UserError for what cannot be asked for at all, and says why."""
        assignment, decisions = HOW[edit.kind](self, edit)
        decisions = self._followed(decisions, assignment)
        same = (decisions.left_out, decisions.pairs) == (self.decisions.left_out, self.decisions.pairs)
        index = self.index if same else Index(self._problem(decisions))
        contradiction = None if edit.kind in LIFTING else self._contradiction(index, decisions, assignment)
        broken = tuple(one for one in broken_rules(index, assignment) if one not in self.trial.broken)
        return Outcome(
            edit=edit,
            assignment=assignment,
            decisions=decisions,
            delta=cost_of(index, assignment).total - self.trial.cost,
            broken=broken,
            verdict=verdict_of(broken, self.book),
            contradiction=contradiction,
            index=index,
        )

    def targets(self, unit: str) -> list[str | None]:
        """List where an enterprise could go: hosts in reach outside of locked groups, a new group, the catch-all."""
        self.refuse_unknown(unit)
        found = [host for host in self.trial.targets(unit) if host not in self.decisions.locked]
        return [*found, *([] if self.assignment[unit] == unit or unit in found else [unit])]

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
        if host in self.decisions.locked:
            raise refusals.locked(self.letter(host), self.index.hosts[host].name)

    def letter(self, host: str | None) -> str:
        """Return the letter of a group."""
        groups = self.alternative.report.get("groups", ())
        return next((str(group["letter"]) for group in groups if group["host"] == host), "")

    def _problem(self, decisions: Decisions) -> Problem:
        return problem_under(self.plan, Profile(self.alternative.profile), decisions)

    def _followed(self, decisions: Decisions, assignment: Mapping[str, str | None]) -> Decisions:
        """Follow groups that another enterprise leads now, where a person chose the company and not the leader."""
        placed = dict(decisions.placed)
        for unit, host in placed.items():
            if unit in self.assignment and self.assignment[unit] == host:
                placed[unit] = assignment.get(unit) or host
        return replace(decisions, placed=placed)

    def _contradiction(self, index: Index, decisions: Decisions, assignment: Assignment) -> UserError | None:
        try:
            arrange(index, decisions.locks(units_by_host(index, assignment)), decisions.forced(assignment))
        except ContradictionError as error:
            return refusals.contradiction(error, index)
        return None


def verdict_of(broken: Sequence[Broken], book: Rulebook) -> Verdict | None:
    """Return what the rules say to what is newly broken: a refusal, a warning, or nothing."""
    hard = [one for one in broken if not one.soft]
    if hard:
        return refusal_of(hard, book)
    return warning_of(broken, book) if broken else None
