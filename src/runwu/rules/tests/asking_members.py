"""Ask the rules on terms, votes, admission, members, organization life and training with plain facts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from runwu.rules import membership, orglife, recruitment, terms, training, votes
from runwu.rules.branch_size import OrganizationLevel
from runwu.rules.counts import MemberCounts
from runwu.rules.membership import Standing
from runwu.rules.periods import AnyPeriod, HalfYear, Month, Quarter, Year
from runwu.rules.rulebook import Rulebook

Facts = dict[str, Any]  # Any: parsed TOML


def _plain(rule: Callable[..., object], **unknown: None) -> Callable[[Facts, Rulebook], object]:
    """Ask with the facts as they stand; what the case leaves out and the rule needs is unknown."""
    return lambda facts, book: rule(**{**unknown, **facts}, book=book)


def _term(facts: Facts) -> terms.TermFacts:
    return terms.TermFacts(
        level=OrganizationLevel(facts["level"]),
        started=facts.get("started"),
        village=facts.get("village", False),
        extended_to=facts.get("extended_to"),
    )


def _voter(facts: Facts) -> votes.Voter:
    return votes.Voter(
        standing=Standing(facts["standing"]),
        suspensions=tuple(votes.Suspension(**period) for period in facts.get("suspensions", ())),
        leave_out=_leave_out(facts["leave_out"]) if "leave_out" in facts else None,
    )


def _leave_out(facts: Facts) -> votes.LeaveOut:
    return votes.LeaveOut(**{**facts, "ground": votes.LeaveOutGround(facts["ground"])})


def _matter(facts: Facts, book: Rulebook) -> object:
    return votes.matter_passes(votes.Matter(facts.pop("matter")), votes.VoteCount(**facts), book=book)


def _progress(facts: Facts) -> recruitment.Progress:
    return recruitment.Progress(
        birth=facts.get("birth"), done=facts.get("done", {}), extension_months=facts.get("extension_months", 0)
    )


def _step_dates(facts: Facts, book: Rulebook) -> object:
    dates = recruitment.step_dates(_progress(facts), book=book)
    return tuple(
        f"{entry.step.number} {entry.step.name} {entry.earliest or '—'} {entry.latest or '—'}"
        for entry in dates
        if entry.step.identity in facts["shown"]
    )


def _step(facts: Facts, book: Rulebook) -> object:
    return recruitment.may_take_step(facts["step"], facts["day"], _progress(facts), book=book)


def _branch(facts: Facts) -> orglife.BranchFacts:
    return orglife.BranchFacts(
        members=MemberCounts(full=facts["full"], probationary=facts.get("probationary", 0)),
        has_committee=facts.get("has_committee", False),
        groups=facts.get("groups", 0),
        formed_on=facts["formed_on"],
        dissolved_on=facts.get("dissolved_on"),
        level=OrganizationLevel(facts.get("level", "branch")),
        temporary=facts.get("temporary", False),
    )


def _period(facts: Facts) -> AnyPeriod:
    kinds: dict[str, type[AnyPeriod]] = {"month": Month, "quarter": Quarter, "half_year": HalfYear, "year": Year}
    return kinds[facts["period"]].containing(facts["within"])


def _expected_counts(facts: Facts, book: Rulebook) -> object:
    found = orglife.expected_counts(_branch(facts), _period(facts), book=book)
    return tuple(f"{entry.label} {entry.reason.arithmetic}" for entry in found)


def _shortfall(facts: Facts, book: Rulebook) -> object:
    held = {orglife.MeetingKind(kind): count for kind, count in facts.get("held", {}).items()}
    return orglife.shortfall(_branch(facts), _period(facts), held, book=book)


MEMBER_RULES: dict[str, Callable[[Facts, Rulebook], object]] = {
    "terms.term_ends": lambda facts, book: terms.term_ends(_term(facts), book=book),
    "terms.term_steps": lambda facts, book: tuple(
        f"{step.by} {step.name}" for step in terms.term_steps(_term(facts), book=book)
    ),
    "terms.election_due": lambda facts, book: terms.election_due(_term(facts), book=book),
    "terms.may_shift_election": _plain(terms.may_shift_election, approved=None),
    "terms.may_be_secretary": _plain(terms.may_be_secretary, converted=None),
    "votes.has_voting_right": lambda facts, book: votes.has_voting_right(_voter(facts), book=book),
    "votes.may_be_left_out": lambda facts, book: votes.may_be_left_out(_leave_out(facts), book=book),
    "votes.electorate": lambda facts, book: votes.electorate([_voter(voter) for voter in facts["voters"]], book=book),
    "votes.matter_passes": _matter,
    "votes.election_quorum": _plain(votes.election_quorum),
    "votes.candidates_needed": _plain(votes.candidates_needed),
    "votes.electing_body": _plain(votes.electing_body),
    "votes.ballot_counts": _plain(votes.ballot_counts),
    "votes.election_result": lambda facts, book: votes.election_result(votes.ElectionCount(**facts), book=book),
    "recruitment.step_dates": _step_dates,
    "recruitment.may_take_step": _step,
    "membership.may_approve_standing": lambda facts, book: membership.may_approve_standing(
        Standing(facts["after"]),
        committee=facts["committee"],
        meeting=facts.get("meeting"),
        approved=facts["approved"],
        book=book,
    ),
    "recruitment.conversion_due": _plain(recruitment.conversion_due),
    "recruitment.may_convert": _plain(recruitment.may_convert),
    "recruitment.may_extend_probation": _plain(recruitment.may_extend_probation),
    "recruitment.probation_ends": lambda facts, book: recruitment.probation_ends(
        facts.pop("admitted"), **facts, book=book
    ),
    "recruitment.standing_since": lambda facts, book: recruitment.standing_since(
        facts.pop("admitted"), **facts, book=book
    ),
    "recruitment.admission_approval": _plain(recruitment.admission_approval),
    "recruitment.may_be_introducers": lambda facts, book: recruitment.may_be_introducers(
        [_voter(person) for person in facts["people"]], book=book
    ),
    "recruitment.may_be_contacts": lambda facts, book: recruitment.may_be_contacts(
        [Standing(person) for person in facts["people"]], book=book
    ),
    "recruitment.may_discuss_admission": lambda facts, book: recruitment.may_discuss_admission(
        recruitment.AdmissionFacts(**{"review_passed": None, **facts}), book=book
    ),
    "recruitment.activist_review_due": _plain(recruitment.activist_review_due),
    "membership.may_transfer": lambda facts, book: membership.may_transfer(
        standing=Standing(facts["standing"]),
        in_transfer=facts.get("in_transfer", False),
        both_approve=facts.get("both_approve"),
        book=book,
    ),
    "membership.letter_valid_until": lambda facts, book: membership.letter_valid_until(facts["issued"], book=book),
    "membership.transfer_deadlines": lambda facts, book: (
        membership.transfer_deadlines(facts["sent"], by_letter=facts["by_letter"], book=book).accept_by
    ),
    "membership.receipt_by": lambda facts, book: membership.receipt_by(facts["accepted"], book=book),
    "membership.transfer_state": lambda facts, book: membership.transfer_state(
        membership.TransferFacts(**facts), book=book
    ),
    "membership.lost_contact_decision": _plain(membership.lost_contact_decision, last_contact=None),
    "membership.suspension_decision": _plain(membership.suspension_decision, suspended_on=None),
    "membership.absence_decision": _plain(membership.absence_decision, since=None),
    "membership.study_abroad": lambda facts, book: membership.study_abroad(membership.StudyAbroad(**facts), book=book),
    "membership.graduate_relation": _plain(membership.graduate_relation),
    "membership.correction_period": _plain(membership.correction_period),
    "orglife.expected_counts": _expected_counts,
    "orglife.shortfall": _shortfall,
    "orglife.may_count_for": lambda facts, book: orglife.may_count_for(
        [orglife.MeetingKind(kind) for kind in facts["kinds"]], book=book
    ),
    "orglife.meeting_quorum": lambda facts, book: orglife.meeting_quorum(
        orglife.MeetingKind(facts.pop("kind")), **facts, book=book
    ),
    "orglife.exemption": lambda facts, book: orglife.exemption(facts["ground"], book=book),
    "training.hours_offered": lambda facts, book: training.hours_offered(
        training.TrainingRole(facts["role"]),
        facts["hours"],
        Year(facts["year"], 1),
        exempt=facts.get("exempt", False),
        book=book,
    ),
    "training.sessions_offered": lambda facts, book: training.sessions_offered(
        facts["sessions"], Year(facts["year"], 1), book=book
    ),
    "training.new_secretary_training": _plain(training.new_secretary_training),
    "training.new_member_training": _plain(training.new_member_training),
    "training.lesson_length": lambda facts, book: training.lesson_length(
        training.LessonKind(facts["kind"]), facts["minutes"], book=book
    ),
    "recruitment.public_notice": _plain(recruitment.public_notice),
    "recruitment.papers_valid": _plain(recruitment.papers_valid),
    "votes.congress_size": _plain(votes.congress_size),
    "terms.may_take_office": _plain(terms.may_take_office, elected=None, approved=None),
    "orglife.may_chair": lambda facts, book: orglife.may_chair(
        facts["post"], delegated=facts.get("delegated", False), book=book
    ),
    "membership.transfer_targets": _plain(membership.transfer_targets, unit_has_organization=None),
}
