"""When a committee's term ends, and what has to happen before (任期与换届)."""

from runwu.rules.terms.elections import TermFacts, election_due, term_ends, term_steps
from runwu.rules.terms.officers import may_take_office
from runwu.rules.terms.secretary import may_be_secretary
from runwu.rules.terms.shifts import may_shift_election
from runwu.rules.terms.start import term_start

__all__ = [
    "TermFacts",
    "election_due",
    "may_be_secretary",
    "may_shift_election",
    "may_take_office",
    "term_ends",
    "term_start",
    "term_steps",
]
