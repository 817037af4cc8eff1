"""Whether a post may be recorded (任职核对): days, membership, one secretary, and what the rules say."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from runwu.core.errors import RuleRefused, UserError
from runwu.enterprises.models import Enterprise
from runwu.enterprises.models.workplaces import ManagementLevel
from runwu.organizations import terms
from runwu.organizations.choices import (
    BRANCH_FORMS,
    ELECTED_POSTS,
    LED_FROM_ELSEWHERE,
    OrganizationState,
    PostKind,
)
from runwu.organizations.holders import Holder
from runwu.organizations.models import Organization, Post, Term
from runwu.organizations.services import post_refusals as refusals
from runwu.organizations.services.terms import ended_after, refuse_outside
from runwu.people.models import Person
from runwu.rules.branch_size import posts_apart, posts_fit
from runwu.rules.errors import RuleInputError
from runwu.rules.membership import Standing
from runwu.rules.rulebook import Rulebook
from runwu.rules.terms import may_be_secretary
from runwu.rules.verdict import Outcome, Verdict, unknown
from runwu.rules.votes import Voter, has_voting_right


@dataclass(frozen=True, slots=True, kw_only=True)
class PostEntry:
    """A post as it is entered: days, where the holder manages, what it pays a month, who decided by which paper."""

    kind: str
    since: date
    until: date | None = None
    concurrent_position: str = ""
    enterprise: Enterprise | None = None
    management_level: str = ""
    allowance: str = ""
    decided_by: str
    document: str
    end_document: str = ""

    @property
    def level_words(self) -> str:
        """The level of management in words; "" where it is not told."""
        return str(ManagementLevel(self.management_level).label) if self.management_level else ""

    def values(self) -> dict[str, Any]:
        """Return the columns of a post that follow from it."""
        return {
            "valid_from": self.since,
            "valid_to": self.until,
            "concurrent_position": self.concurrent_position.strip(),
            "enterprise": self.enterprise,
            "management_level": self.management_level,
            "allowance": self.allowance,
            "decided_by": self.decided_by.strip(),
            "document": self.document.strip(),
            "end_document": self.end_document.strip(),
        }


def check_post(
    *, organization: Organization, holder: Holder, entry: PostEntry, own: Post | None = None
) -> list[Verdict]:
    """Return what the rules say to a post beyond “may be”; `own` is the post that is corrected.

    Raises UserError for what can't be, a post outside the terms on record, and RuleRefused where the rules say no. At most eleven queries.
    """
    if organization.state != OrganizationState.ACTIVE and own is None:
        raise refusals.organization_not_standing(organization)
    _check_paper(entry, holder)
    _check_days(organization, holder.person, entry)
    bound = entry.kind in ELECTED_POSTS and organization.form not in LED_FROM_ELSEWHERE
    if bound and not holder.here and own is None:
        raise refusals.not_a_member_here(organization, entry.kind)
    refuse_overlaps(organization, holder.person, entry.kind, (entry.since, entry.until), own=own)
    known = list(Term.objects.filter(organization=organization)) if entry.kind in ELECTED_POSTS else []
    if (
        own is None or own.valid_from != entry.since
    ):  # what began before terms were on record may be corrected otherwise
        refuse_outside(organization, entry.since, known)
    verdicts = list(_asked(organization, holder, entry, own))
    if entry.kind in ELECTED_POSTS and not known and terms.has_terms(organization):
        verdicts.append(terms.state_of(organization, None, terms.book_of(organization, timezone.localdate())).verdict)
    if entry.until is not None and known and terms.has_terms(organization):
        book = terms.book_of(organization, timezone.localdate())
        late = ended_after(organization, entry.until, known, book=book)
        verdicts += [late] if late else []
    for verdict in verdicts:
        if verdict.refused:
            raise RuleRefused(verdict)
    return [one for one in verdicts if one.outcome is not Outcome.ALLOWED]


def _check_paper(entry: PostEntry, holder: Holder) -> None:
    if not entry.decided_by.strip() or not entry.document.strip():
        raise refusals.no_decision()
    if entry.until is not None and not entry.end_document.strip():
        raise refusals.no_end_document()
    if entry.enterprise is None and entry.management_level:
        raise refusals.level_without_enterprise()
    if entry.enterprise is not None and holder.without_employer:
        raise refusals.without_employer()


def _check_days(organization: Organization, person: Person, entry: PostEntry) -> None:
    for day, what in ((entry.since, "任职日期"), (entry.until, "离任日期")):
        if day is not None and day > timezone.localdate():
            raise refusals.in_future(what)
    if organization.established_on and entry.since < organization.established_on:
        raise refusals.before_organization(organization, organization.established_on)
    if person.born_on and entry.since <= person.born_on:
        raise refusals.before_birth()
    if entry.until is not None and entry.until <= entry.since:
        raise refusals.ends_too_early()


def refuse_overlaps(
    organization: Organization, person: Person, kind: str, days: tuple[date, date | None], *, own: Post | None = None
) -> None:
    """Refuse the same post of the same person twice, and two secretaries at one time. One query.

    A sealed holder stands in nobody's way: a refusal would tell that there is one. That is why no constraint of the
    database counts secretaries; whoever writes posts has locked the organisation.
    """
    rows = Post.objects.overlapping(*days).filter(organization=organization, kind=kind, person__sealed=False)
    rows = rows.select_related("person")
    for held in rows.exclude(pk=own.pk) if own else rows:
        if held.person_id == person.pk:
            raise refusals.same_post(held)
        if kind == PostKind.SECRETARY:
            raise refusals.has_secretary(held)


def _asked(organization: Organization, holder: Holder, entry: PostEntry, own: Post | None) -> Iterator[Verdict]:
    """Ask the rules of the day on which the post begins, or of today where they do not reach back so far."""
    books = terms.book_of(organization, entry.since), terms.book_of(organization, timezone.localdate())
    if entry.kind in ELECTED_POSTS and holder.standing is None and own is None:
        yield _answer(_standing_not_told, *books)
    held: list[str] | None = None
    if entry.kind in ELECTED_POSTS and entry.until is None:
        held = _held_by(organization, holder, own)
    deputies = None
    if entry.kind == PostKind.DEPUTY and organization.form in BRANCH_FORMS and entry.until is None:
        rows = Post.objects.open().filter(organization=organization, kind=PostKind.DEPUTY, person__sealed=False)
        deputies = (rows.exclude(pk=own.pk) if own else rows).count()
    beside = PostsBeside(held=held, deputies=deputies)
    yield from ask_rules(organization, holder, kind=entry.kind, since=entry.since, beside=beside, books=books)


@dataclass(frozen=True, slots=True, kw_only=True)
class PostsBeside:
    """Beside what a post is given: what else the holder holds there now, and how many deputies there are already.

    None is not asked about, for posts that have ended and for those of which the rules say nothing.
    """

    held: Collection[str] | None = None
    deputies: int | None = None


def ask_rules(  # noqa: PLR0913 -- who, where, what, from when, beside what, by which rules
    organization: Organization,
    holder: Holder,
    *,
    kind: str,
    since: date,
    beside: PostsBeside,
    books: tuple[Rulebook, Rulebook],
) -> Iterator[Verdict]:
    """Yield what the rules say to a post: voting right, posts apart, Party standing, deputies. No queries.

    `books` are the rules of the day on which it begins, and of today. Raises UserError where they cannot answer.
    """
    if kind in ELECTED_POSTS and holder.standing is not None:
        voter = Voter(standing=_standing_then(holder, since) or holder.standing)
        yield _answer(lambda book: has_voting_right(voter, book=book), *books)
    if kind in ELECTED_POSTS and beside.held is not None:
        held = beside.held
        yield _answer(lambda book: posts_apart(held, kind, book=book), *books)
    if kind == PostKind.SECRETARY and organization.form in BRANCH_FORMS:
        yield _answer(lambda book: may_be_secretary(converted=holder.converted, takes_office=since, book=book), *books)
    if kind == PostKind.DEPUTY and organization.form in BRANCH_FORMS and beside.deputies is not None:
        counts = {
            "secretary": 1,
            "deputy_secretary": beside.deputies + 1,
        }  # whether there is a secretary is another question
        yield _answer(lambda book: posts_fit(counts, has_committee=False, book=book), *books)


def _standing_not_told(book: Rulebook) -> Verdict:
    """Say of somebody who is known by name alone that nobody can tell here whether they have a vote."""
    return unknown(
        _("还不能判断有没有表决权"),
        happened=_("本人不在名册里，不知道是不是正式党员"),
        reasons=[book.reason("votes.right")],
        now=[_("请向本人组织关系所在的党组织核实后再登记")],
    )


def _held_by(organization: Organization, holder: Holder, own: Post | None) -> list[str]:
    """Return what else somebody holds in an organisation now. One query, none for who is in no register yet."""
    if holder.person.pk is None:
        return []
    rows = Post.objects.open().filter(organization=organization, person=holder.person)
    return list((rows.exclude(pk=own.pk) if own else rows).values_list("kind", flat=True))


def _standing_then(holder: Holder, on: date) -> Standing | None:
    """Return the standing of somebody who was converted only after a day; nothing where today's holds."""
    return Standing.PROBATIONARY if holder.converted is not None and on < holder.converted else None


def _answer(ask: Callable[[Rulebook], Verdict], then: Rulebook, now: Rulebook) -> Verdict:
    try:
        return ask(then)
    except RuleInputError:
        pass
    try:
        return ask(now)
    except RuleInputError as error:
        raise UserError(error.happened, rule=error.rule, now=error.now) from None
