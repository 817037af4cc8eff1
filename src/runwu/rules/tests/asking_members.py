"""Ask the rules on terms, votes, admission, members, organization life and training with plain facts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from runwu.rules import terms
from runwu.rules.branch_size import OrganizationLevel
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


MEMBER_RULES: dict[str, Callable[[Facts, Rulebook], object]] = {
    "terms.term_ends": lambda facts, book: terms.term_ends(_term(facts), book=book),
    "terms.term_steps": lambda facts, book: tuple(
        f"{step.by} {step.name}" for step in terms.term_steps(_term(facts), book=book)
    ),
    "terms.election_due": lambda facts, book: terms.election_due(_term(facts), book=book),
    "terms.may_shift_election": _plain(terms.may_shift_election, approved=None),
    "terms.may_be_secretary": _plain(terms.may_be_secretary, converted=None),
}
