"""Ask any registered rule with the plain facts of a case file."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from runwu.rules import branch_size, coverage, formation, membership, privacy, temporary
from runwu.rules.counts import MemberCounts
from runwu.rules.parameters import Parameter, ParameterSet, packaged_parameters
from runwu.rules.rulebook import Rulebook
from runwu.rules.tests.asking_branches import BRANCH_RULES
from runwu.rules.tests.asking_enterprises import ENTERPRISE_RULES
from runwu.rules.tests.asking_members import MEMBER_RULES
from runwu.rules.tests.asking_privacy import PRIVACY_RULES
from runwu.rules.verdict import Verdict

Facts = dict[str, Any]  # Any: parsed TOML
CASES = Path(__file__).with_name("cases")


@dataclass(frozen=True, eq=False)
class RecordingParameters(ParameterSet):
    """The packaged parameters, noting which of them were asked."""

    by_place: dict[str, dict[str, Parameter]] = field(default_factory=lambda: packaged_parameters().by_place)
    asked: set[str] = field(default_factory=set)

    def require(self, key: str) -> Parameter:
        """Note the key and find the parameter."""
        self.asked.add(key)
        return super().require(key)


def cases() -> list[Facts]:
    """List the cases of all files."""
    return [case for file in sorted(CASES.glob("*.toml")) for case in tomllib.loads(file.read_text("utf-8"))["case"]]


def ask(case: Facts, parameters: ParameterSet) -> object:
    """Ask the rule that a case names."""
    book = Rulebook(on=case["on"], parameters=parameters)
    return _RULES[case["ask"]](dict(case.get("facts", {})), book)


def found(answer: object) -> Facts:
    """Write an answer with the words of the case files."""
    verdict = getattr(answer, "verdict", answer)
    if not isinstance(verdict, Verdict):
        return {"answer": list(answer) if isinstance(answer, tuple) else answer}
    status = (
        {"status": answer.status.label, "organization": answer.organization_covered, "work": answer.work_covered}
        if (isinstance(answer, coverage.CoverageVerdict))
        else {}
    )
    amount = {"answer_amount": str(answer.amount)} if hasattr(answer, "amount") else {}
    return {
        **amount,
        "outcome": verdict.outcome.value,
        "title": verdict.title,
        "happened": verdict.happened,
        "chips": list(verdict.chips),
        "arithmetic": list(verdict.arithmetic),
        "first_step": verdict.now[0] if verdict.now else "",
        "since": verdict.since,
        "due": verdict.due,
        **status,
    }


def _members(facts: Facts) -> MemberCounts:
    return MemberCounts(full=facts.pop("full", None), probationary=facts.pop("probationary", 0))


def _of_members(rule: Callable[..., object], facts: Facts, book: Rulebook) -> object:
    return rule(_members(facts), **facts, book=book)


def _plainly(rule: Callable[..., object], facts: Facts, book: Rulebook) -> object:
    return rule(**facts, book=book)


def _joint(facts: Facts, book: Rulebook) -> object:
    units = [
        formation.JointUnit(
            name=unit.pop("name"), has_own_branch=unit.pop("has_own_branch", False), members=_members(unit)
        )
        for unit in [dict(unit) for unit in facts["units"]]
    ]
    return formation.may_form_joint_branch(units, book=book)


def _coverage_facts(facts: Facts) -> coverage.CoverageFacts:
    members = _members(facts)
    return coverage.CoverageFacts(operating=facts.pop("operating", None), members=members, **facts)


def _trigger(facts: Facts, book: Rulebook) -> object:
    before, after = MemberCounts(full=facts["before"]), MemberCounts(full=facts["after"])
    return coverage.trigger_of(before, after, since=facts["since"], book=book)


def _standing(facts: Facts, book: Rulebook) -> object:
    before = membership.Standing(facts["before"]) if "before" in facts else None
    decision = membership.Decision(**facts["decision"]) if "decision" in facts else None
    return membership.may_change_standing(before, membership.Standing(facts["after"]), decision=decision, book=book)


def _move(facts: Facts, book: Rulebook) -> object:
    move = membership.MoveFacts(
        standing=membership.Standing(facts["standing"]),
        from_committee=facts.get("from_committee"),
        to_committee=facts.get("to_committee"),
        in_transfer=facts.get("in_transfer", False),
    )
    return membership.may_move_within(move, book=book)


def _positional(rule: Callable[..., object], name: str, facts: Facts, book: Rulebook) -> object:
    return rule(facts.pop(name), **facts, book=book)


_RULES: dict[str, Callable[[Facts, Rulebook], object]] = {
    **ENTERPRISE_RULES,
    "formation.may_form_branch": partial(_of_members, formation.may_form_branch),
    "formation.survives_departure": partial(_of_members, formation.survives_departure),
    "formation.may_form_joint_branch": _joint,
    "formation.may_joint_branch_reach": partial(_positional, formation.may_joint_branch_reach, "way"),
    "formation.application_answer": partial(_plainly, formation.application_answer),
    "formation.plan_review": partial(_plainly, formation.plan_review),
    "branch_size.leaders_of": partial(_of_members, branch_size.leaders_of),
    "branch_size.committee_seats": partial(_positional, branch_size.committee_seats, "seats"),
    "branch_size.review_size": lambda facts, book: branch_size.review_size(
        _members(facts), branch_size.OrganizationLevel(facts["level"]), book=book
    ),
    "branch_size.may_form_general_branch": partial(_of_members, branch_size.may_form_general_branch),
    "branch_size.may_form_primary_committee": partial(_of_members, branch_size.may_form_primary_committee),
    "temporary.may_form_temporary_branch": lambda facts, book: temporary.may_form_temporary_branch(
        members_moved=facts.get("members_moved"), book=book
    ),
    "temporary.may_temporary_branch": lambda facts, book: temporary.may_temporary_branch(
        temporary.Act(facts["act"]), book=book
    ),
    "coverage.status_of": lambda facts, book: coverage.status_of(_coverage_facts(facts), book=book).label,
    "coverage.coverage_of": lambda facts, book: coverage.coverage_of(_coverage_facts(facts), book=book),
    "coverage.trigger_of": _trigger,
    "membership.may_be_admitted": lambda facts, book: membership.may_be_admitted(
        birth=facts.get("birth"), admission=facts.get("admission"), book=book
    ),
    "membership.dates_in_order": lambda facts, book: membership.dates_in_order(
        membership.MemberDates(**facts), book=book
    ),
    "membership.may_change_standing": _standing,
    "membership.may_move_within": _move,
    "membership.counts_as_floating": lambda facts, book: membership.counts_as_floating(
        away_since=facts.get("away_since"), book=book
    ),
    "coverage.local_target": lambda facts, book: coverage.local_target(
        _coverage_facts({name: value for name, value in facts.items() if name != "status"}),
        coverage.CoverageStatus(facts["status"]),
        book=book,
    ),
    "membership.floating_registration": lambda facts, book: membership.floating_registration(
        [membership.Registered(side) for side in facts["done"]], could_move=facts["could_move"], book=book
    ),
    "membership.floating_contact": partial(_plainly, membership.floating_contact),
    **PRIVACY_RULES,
    "privacy.is_masked": lambda facts, book: privacy.is_masked(privacy.PersonField(facts["field"]), book=book),
    "privacy.shown_count": partial(_positional, privacy.shown_count, "count"),
    "privacy.shown_parts": partial(_positional, privacy.shown_parts, "counts"),
    "privacy.raw_file_purged_on": partial(_positional, privacy.raw_file_purged_on, "uploaded"),
    "privacy.lead_purged_on": partial(_positional, privacy.lead_purged_on, "opened"),
    "privacy.needs_neutral_wording": lambda facts, book: privacy.needs_neutral_wording(
        privacy.VisibilityLevel(facts["level"]), book=book
    ),
}
_RULES.update(MEMBER_RULES)
_RULES.update(BRANCH_RULES)
