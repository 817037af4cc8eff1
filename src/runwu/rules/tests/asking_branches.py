"""Ask the rules on projects, posts, groups, applications and where people move with plain facts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from runwu.rules import branch_size, formation, membership, orglife, recruitment, temporary, terms, votes
from runwu.rules.counts import MemberCounts
from runwu.rules.rulebook import Rulebook

Facts = dict[str, Any]  # Any: parsed TOML


def _plain(rule: Callable[..., object], **unknown: None) -> Callable[[Facts, Rulebook], object]:
    """Ask with the facts as they stand; what the case leaves out and the rule needs is unknown."""
    return lambda facts, book: rule(**{**unknown, **facts}, book=book)


def _first(rule: Callable[..., object], name: str, **unknown: None) -> Callable[[Facts, Rulebook], object]:
    """Ask with one fact in the first place."""
    return lambda facts, book: rule(facts.pop(name), **{**unknown, **facts}, book=book)


def _project(facts: Facts, book: Rulebook) -> object:
    members = MemberCounts(full=facts.get("full"), probationary=facts.get("probationary", 0))
    return formation.may_form_project_branch(members, starts=facts["starts"], ends=facts.get("ends"), book=book)


BRANCH_RULES: dict[str, Callable[[Facts, Rulebook], object]] = {
    "formation.may_form_project_branch": _project,
    "formation.may_form_floating_organization": _first(
        formation.may_form_floating_organization, "host", by_origin=None
    ),
    "temporary.temporary_branch_ends": _plain(temporary.temporary_branch_ends, body_dissolved=None),
    "branch_size.posts_apart": lambda facts, book: branch_size.posts_apart(facts["held"], facts["post"], book=book),
    "branch_size.posts_fit": _first(branch_size.posts_fit, "posts"),
    "orglife.may_divide_into_groups": _first(orglife.may_divide_into_groups, "grounds"),
    "orglife.may_lead_group": _first(orglife.may_lead_group, "way"),
    "orglife.may_grade": lambda facts, book: orglife.may_grade(
        facts["grade"], membership.Standing(facts["standing"]), book=book
    ),
    "recruitment.application_targets": _plain(recruitment.application_targets, unit_has_organization=None),
    "recruitment.may_be_recommended": _first(recruitment.may_be_recommended, "by", birth=None),
    "recruitment.activist_decided": _plain(recruitment.activist_decided, filed=None),
    "recruitment.pool_analysis_due": _plain(recruitment.pool_analysis_due, last_analyzed=None),
    "recruitment.review_inquiries": _plain(recruitment.review_inquiries),
    "recruitment.needs_notice": _first(recruitment.needs_notice, "step"),
    "votes.voting_manner": lambda facts, book: votes.voting_manner(
        votes.Matter(facts.pop("matter")), **{"secret": None, **facts}, book=book
    ),
    "votes.standing_candidates": _plain(votes.standing_candidates),
    "terms.term_start": _plain(terms.term_start, elected=None, approved=None),
    "membership.should_transfer": _first(membership.should_transfer, "ground"),
    "membership.may_refuse_transfer": _plain(membership.may_refuse_transfer),
    "membership.host_may": _first(membership.host_may, "act"),
    "membership.member_since": _plain(membership.member_since, approved=None),
}
