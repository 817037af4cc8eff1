"""When terms run out (任期与换届): asked of the rules of the day, for one organisation or for all in reach."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from runwu.core.errors import UserError
from runwu.core.rulebooks import rulebook, rulebooks
from runwu.core.scope import Capability, Scope
from runwu.organizations.choices import BRANCH_FORMS, Form, OrganizationState, Sector
from runwu.organizations.models import Organization, Term
from runwu.rules.branch_size import OrganizationLevel
from runwu.rules.errors import RuleInputError
from runwu.rules.rulebook import Rulebook
from runwu.rules.terms import TermFacts, election_due, term_ends, term_start
from runwu.rules.verdict import Outcome, Verdict

_APPOINTED = (Form.TEMPORARY_BRANCH, Form.FUNCTIONAL_BRANCH)  # their secretaries are appointed
LEVELS: Mapping[str, OrganizationLevel] = {
    **{form: OrganizationLevel.BRANCH for form in BRANCH_FORMS if form not in _APPOINTED},
    Form.GENERAL_BRANCH: OrganizationLevel.GENERAL_BRANCH,
    Form.COMMITTEE: OrganizationLevel.PRIMARY_COMMITTEE,
    Form.COMPREHENSIVE_COMMITTEE: OrganizationLevel.PRIMARY_COMMITTEE,
}


@dataclass(frozen=True, slots=True)
class TermState:
    """An organisation, its term on a day (none where nobody told), what the rules say, and the last day of the term."""

    organization: Organization
    term: Term | None
    verdict: Verdict
    last: date | None

    @property
    def overdue(self) -> bool:
        """Whether the term has run out."""
        return self.verdict.outcome is Outcome.DUE and self.verdict.since == self.last

    @property
    def state(self) -> str:
        """Return overdue, due, running or unknown."""
        if self.term is None or self.verdict.outcome is Outcome.UNKNOWN:
            return "unknown"
        if self.overdue:
            return "overdue"
        return "due" if self.verdict.outcome is Outcome.DUE else "running"


def has_terms(organization: Organization) -> bool:
    """Tell whether an organisation is elected for terms; others are appointed or dispatched."""
    return organization.form in LEVELS


def facts_of(organization: Organization, term: Term | None, book: Rulebook) -> TermFacts:
    """Return a term as the rules take it. Raises UserError while the day from which it counts is missing."""
    try:
        started = term_start(elected=term.elected_on, approved=term.approved_on, book=book) if term else None
    except RuleInputError as error:
        raise UserError(error.happened, rule=error.rule, now=error.now) from None
    return TermFacts(
        level=LEVELS[organization.form],
        started=started,
        village=organization.sector == Sector.COMMUNITY,
        extended_to=term.extended_to if term else None,
    )


def ends_on(organization: Organization, term: Term, book: Rulebook) -> date:
    """Return the day on which a term runs out, without extension. Raises as `facts_of` does."""
    return term_ends(facts_of(organization, term, book), book=book)


def state_of(organization: Organization, term: Term | None, book: Rulebook) -> TermState:
    """Return how it stands with the term of an organisation; a missing day of approval leaves it unknown."""
    try:
        facts = facts_of(organization, term, book)
        verdict = election_due(facts, book=book)
        last = (term.extended_to or term_ends(facts, book=book)) if term else None
    except (UserError, RuleInputError) as error:
        message = error.message if isinstance(error, UserError) else error
        facts = TermFacts(level=LEVELS[organization.form], started=None)
        unclear = replace(election_due(facts, book=book), happened=message.happened)
        return TermState(organization, term, unclear, None)
    return TermState(organization, term, verdict, last)


def term_on(*, organization: Organization, on: date) -> Term | None:
    """Return the term of a day: the latest that was elected by then. One query."""
    return Term.objects.filter(organization=organization, elected_on__lte=on).order_by("-elected_on").first()


def state_on(*, organization: Organization, on: date) -> TermState | None:
    """Return how it stands with the term on a day; nothing for organisations without terms. Two queries."""
    if not has_terms(organization):
        return None
    return state_of(organization, term_on(organization=organization, on=on), book_of(organization, on))


def book_of(organization: Organization, on: date) -> Rulebook:
    """Return the rules of a day where an organisation stands. One query."""
    park = organization.park
    return rulebook(on=on, place=park.public_id, region=park.region) if park else rulebook(on=on)


def standing_with_terms(*, scope: Scope, capabilities: Collection[Capability]) -> QuerySet[Organization]:
    """List the organisations with terms that stand and are in reach for one of the capabilities."""
    reach = scope.paths(next(iter(capabilities)))
    for capability in list(capabilities)[1:]:
        reach |= scope.paths(capability)
    rows = Organization.objects.filter(reach, state=OrganizationState.ACTIVE, form__in=LEVELS)
    return rows.select_related("park").order_by("path", "pk")


def states(*, organizations: Collection[Organization], on: date) -> list[TermState]:
    """Return how it stands with the terms of several organisations. Two queries."""
    latest = latest_terms(organizations=organizations, on=on)
    parks: dict[UUID, str] = {one.park.public_id: one.park.region for one in organizations if one.park}
    books = rulebooks(on=on, places=parks)
    national = rulebook(on=on)
    return [
        state_of(one, latest.get(one.pk), books[one.park.public_id] if one.park else national) for one in organizations
    ]


def latest_terms(*, organizations: Collection[Organization], on: date) -> Mapping[int, Term]:
    """Return the term of a day of each organisation: {organisation id: term}. One query."""
    rows = Term.objects.filter(organization__in=[one.pk for one in organizations], elected_on__lte=on)
    return {row.organization_id: row for row in rows.order_by("elected_on")}


def label_of(term: Term | None) -> str:
    """Name a term: 第三届, or by its year where the number is not told."""
    if term is None:
        return ""
    return _("第 %d 届") % term.number if term.number else _("%d 年当选") % term.elected_on.year
