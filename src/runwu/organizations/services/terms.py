"""Terms on record (届次登记): elected, extended by an approval, corrected, taken back on the day they were entered."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.errors import RuleRefused
from runwu.core.facts import Change, as_text, changes_between, record_changes
from runwu.core.models.facts import FactChange
from runwu.organizations import terms
from runwu.organizations.choices import ELECTED_POSTS, PostKind
from runwu.organizations.models import Organization, Post, Term
from runwu.organizations.services import term_refusals as refusals
from runwu.organizations.services.restructuring import check_stands, locked
from runwu.organizations.services.tree import park_id
from runwu.rules.rulebook import Rulebook
from runwu.rules.terms import may_shift_election
from runwu.rules.verdict import Outcome, Verdict, advise

_EXTENSION = "extension"
_EXTENSION_FIELDS = ("extended_to", "extended_recorded_on", "extension_authority", "extension_document")


@dataclass(frozen=True, slots=True, kw_only=True)
class TermEntry:
    """An election as its papers tell it: which term, when elected and approved, by whom; who goes on in their posts."""

    elected_on: date
    authority: str
    document: str
    number: int | None = None
    approved_on: date | None = None
    leaving: frozenset[UUID] = frozenset()  # posts that end with the election

    def values(self) -> dict[str, Any]:
        """Return the columns of a term that follow from it."""
        return {
            "number": self.number,
            "elected_on": self.elected_on,
            "approved_on": self.approved_on,
            "authority": self.authority.strip(),
            "document": self.document.strip(),
        }


def check_term(*, organization: Organization, entry: TermEntry, own: Term | None = None) -> list[Verdict]:
    """Return what the rules say to the day of an election: early, late, extended. Five queries.

    Raises UserError for organisations without terms, without a paper, for days that can't be, and what is on record.
    """
    check_stands(organization)
    if not terms.has_terms(organization):
        raise refusals.no_terms(organization)
    if not entry.authority.strip() or not entry.document.strip():
        raise refusals.no_paper()
    today = timezone.localdate()
    for day, what in ((entry.elected_on, "选举日期"), (entry.approved_on, "批准日期")):
        if day is not None and day > today:
            raise refusals.day_cannot_be(what, today, late=True)
    if organization.established_on and entry.elected_on < organization.established_on:
        raise refusals.day_cannot_be("选举日期", organization.established_on, late=False)
    same = Term.objects.filter(organization=organization).filter(
        Q(elected_on=entry.elected_on) | Q(number=entry.number, number__isnull=False)
    )
    if (same.exclude(pk=own.pk) if own else same).exists():
        raise refusals.elected_already(entry.elected_on)
    return _shifted(organization, entry, own)


def _shifted(organization: Organization, entry: TermEntry, own: Term | None) -> list[Verdict]:
    """Ask whether the election came earlier or later than the term before allows; unknown where no approval is told."""
    book = terms.book_of(organization, timezone.localdate())
    terms.facts_of(organization, Term(organization=organization, **entry.values()), book)
    rows = Term.objects.filter(organization=organization, elected_on__lt=entry.elected_on).order_by("-elected_on")
    before = (rows.exclude(pk=own.pk) if own else rows).first()
    if before is None:
        return []
    ends = terms.ends_on(organization, before, book)
    approved = True if before.extended_to and ends < entry.elected_on <= before.extended_to else None
    verdict = may_shift_election(ends=ends, planned=entry.elected_on, approved=approved, book=book)
    return [verdict] if verdict.outcome is not Outcome.ALLOWED else []


@transaction.atomic
def record_term(*, organization: Organization, entry: TermEntry, by: User) -> Term:
    """Put an election on record (登记换届): a new term, and the elected posts that end with it.

    Raises as `check_term` does.
    """
    organization = locked([organization])[organization.pk]
    check_term(organization=organization, entry=entry)
    term = Term(organization=organization, recorded_on=timezone.localdate(), recorded_by=by.public_id, **entry.values())
    term.full_clean()
    term.save()
    leaving = posts_before(organization, entry.elected_on).filter(public_id__in=entry.leaving)
    number = leaving.update(valid_to=entry.elected_on, end_document=term.document, end_recorded_on=term.recorded_on)
    _log(by, "recorded", term, ended=number)
    return term


def posts_before(organization: Organization, on: date) -> QuerySet[Post]:
    """List the elected posts that are held and began before an election; those of sealed persons are left alone."""
    return Post.objects.open().filter(
        organization=organization, kind__in=ELECTED_POSTS, valid_from__lt=on, person__sealed=False
    )


@transaction.atomic
def correct_term(*, term: Term, entry: TermEntry, by: User) -> Term:
    """Correct what was entered about an election (更正届次); posts stay as they are. Raises as `check_term` does."""
    organization = locked([term.organization])[term.organization_id]
    term = Term.objects.select_for_update(of=("self",)).get(pk=term.pk)
    check_term(organization=organization, entry=entry, own=term)
    old = {name: getattr(term, name) for name in entry.values()}
    for name, value in entry.values().items():
        setattr(term, name, value)
    term.full_clean()
    term.save()
    changes = changes_between(term, old)
    record_changes(changes, source=term.document, source_date=timezone.localdate(), by=by.public_id)
    _log(by, "corrected", term, fields=[name for name, value in entry.values().items() if old[name] != value])
    return term


def check_extension(*, term: Term, to: date, authority: str, document: str) -> list[Verdict]:
    """Return what the rules say to an extension: beyond the usual limit it is advised against. Four queries.

    Raises UserError without an approval, for another term than the latest, or a day that extends nothing; RuleRefused
    where the rules say no.
    """
    organization = term.organization
    check_stands(organization)
    if not authority.strip() or not document.strip():
        raise refusals.no_paper()
    if Term.objects.filter(organization=organization, elected_on__gt=term.elected_on).exists():
        raise refusals.not_the_latest()
    book = terms.book_of(organization, timezone.localdate())
    ends = terms.ends_on(organization, term, book)
    if to <= ends:
        raise refusals.extends_nothing(ends)
    verdict = may_shift_election(ends=ends, planned=to, approved=True, book=book)
    if verdict.refused:
        raise RuleRefused(verdict)
    return [verdict]


@transaction.atomic
def extend_term(*, term: Term, to: date, authority: str, document: str, by: User) -> Term:
    """Extend a term by an approval (登记延期换届). Raises as `check_extension` does."""
    locked([term.organization])
    term = _locked_term(term)
    check_extension(term=term, to=to, authority=authority, document=document)
    before = _extension_of(term)
    term.extended_to, term.extended_recorded_on = to, timezone.localdate()
    term.extension_authority, term.extension_document = authority.strip(), document.strip()
    term.save()
    change = Change(term, _EXTENSION, before, _extension_of(term))
    record_changes([change], source=document.strip(), source_date=to, by=by.public_id)
    _log(by, "extended", term, to=to)
    return term


@transaction.atomic
def withdraw_term(*, term: Term, by: User) -> Term | None:
    """Take back what was entered today (撤回登记): first the extension, else the term with the ends of posts it brought.

    Returns the term that goes on, None where it is gone. Raises Conflict on another day, or where somebody else holds
    a post that would go on; UserError for another term than the latest.
    """
    locked([term.organization])
    term = _locked_term(term)
    today = timezone.localdate()
    if Term.objects.filter(organization=term.organization, elected_on__gt=term.elected_on).exists():
        raise refusals.not_the_latest()
    if term.extended_to is not None and term.extended_recorded_on == today:
        _restore_extension(term)
        term.save()
        _log(by, "extension_taken_back", term)
        return term
    if term.recorded_on != today:
        raise refusals.not_today()
    _reopen(term)
    _log(by, "taken_back", term)
    term.delete()
    return None


def _extension_of(term: Term) -> str:
    """Return how a term is extended, as it is recorded when that changes; "" for one that is not."""
    if term.extended_to is None:
        return ""
    told = {name: getattr(term, name) for name in _EXTENSION_FIELDS}
    return json.dumps({name: as_text(value) for name, value in told.items()}, ensure_ascii=False)


def _restore_extension(term: Term) -> None:
    """Give a term the extension back that it had before the one in force, or none. One query."""
    rows = FactChange.objects.filter(
        subject_type=Term._meta.label_lower, subject_id=str(term.public_id), field=_EXTENSION, new=_extension_of(term)
    )
    before = rows.order_by("-id").values_list("old", flat=True).first()
    told = json.loads(before) if before else {}
    for name in ("extended_to", "extended_recorded_on"):
        setattr(term, name, date.fromisoformat(told[name]) if told.get(name) else None)
    for name in ("extension_authority", "extension_document"):
        setattr(term, name, told.get(name, ""))


def _reopen(term: Term) -> None:
    """Go on with the posts that ended with an election entered today, unless a successor holds one by now."""
    ended = Post.objects.filter(
        organization=term.organization, valid_to=term.elected_on, end_recorded_on=term.recorded_on,
        end_document=term.document, kind__in=ELECTED_POSTS,
    )  # fmt: skip
    for post in ended:
        if _held_since(post):
            raise refusals.held_since(post)
    ended.update(valid_to=None, end_document="", end_recorded_on=None)


def _held_since(post: Post) -> bool:
    """Tell whether a post that ended would go on beside a newer one: of a secretary, or of the same person. One query.

    A sealed holder stands in nobody's way, as when posts are recorded.
    """
    rows = Post.objects.overlapping(post.valid_from, None).filter(organization=post.organization_id, kind=post.kind)
    rows = rows.filter(person__sealed=False).exclude(pk=post.pk)
    return (rows if post.kind == PostKind.SECRETARY else rows.filter(person=post.person_id)).exists()


def may_withdraw_term(term: Term | None, today: date) -> bool:
    """Tell whether something about a term was entered today."""
    return term is not None and today in (term.recorded_on, term.extended_recorded_on)


def _locked_term(term: Term) -> Term:
    return Term.objects.select_for_update(of=("self",)).select_related("organization__park").get(pk=term.pk)


def _log(by: User, act: str, term: Term, **extra: Any) -> None:
    one = term.organization
    audit.log(
        by, f"organizations.term.{act}", term, place=park_id(one), path=one.path, organization=one.public_id, **extra
    )  # fmt: skip


def ended_after(organization: Organization, until: date, known: Collection[Term], *, book: Rulebook) -> Verdict | None:
    """Say that a post ended after its term had run out; nothing where it did not, or no term of that time is on record.

    It is no refusal: who is not elected anew in time stays in office, and the register has to tell it.
    """
    last_day = until - timedelta(days=1)
    held = max((one for one in known if one.elected_on <= last_day), key=lambda one: one.elected_on, default=None)
    state = terms.state_of(organization, held, book) if held else None
    if state is None or state.last is None or last_day <= state.last:
        return None
    return advise(
        _("离任日期在届满之后"),
        happened=_("这一届 %(last)s 届满，离任日期填的是 %(until)s") % {"last": state.last, "until": until},
        reasons=state.verdict.reasons,
        now=[_("请核对离任日期"), _("确是届满后才离任的，照实登记；批准延期的，请先登记延期")],
    )


def refuse_outside(
    organization: Organization, since: date, known: Collection[Term], *, book: Rulebook | None = None
) -> None:
    """Refuse an elected post that begins in no term; nothing is said where no term is on record.

    `book` holds the rules of today where the organisation stands, which are asked for without it.
    """
    if not known:
        return
    held = [one for one in known if one.elected_on <= since]
    if not held:
        raise refusals.outside_term(since, min(one.elected_on for one in known))
    term = max(held, key=lambda one: one.elected_on)
    book = book or terms.book_of(organization, timezone.localdate())
    last = terms.state_of(organization, term, book).last
    if last is not None and since > last:
        raise refusals.after_term(since, last)
