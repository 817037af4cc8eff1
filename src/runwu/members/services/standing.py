"""Decisions about a member's standing (登记身份变动): asked of the rules, recorded with their paper, taken back the same day."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.files import File
from django.db import transaction
from django.utils import timezone

from runwu.accounts.models import User
from runwu.core import attachments, audit
from runwu.core.errors import RuleRefused, UserError
from runwu.core.facts import changes_between, record_changes
from runwu.core.rulebooks import rulebook
from runwu.members import standings
from runwu.members.choices import Membership, Standing, StandingAct
from runwu.members.models import PartyMember, StandingDecision
from runwu.members.services import standing_refusals as refusals
from runwu.members.services.sizes import place_of
from runwu.organizations.choices import COMMITTEE_FORMS
from runwu.organizations.models import Organization
from runwu.rules.errors import RuleInputError
from runwu.rules.membership import Decision, MemberDates, dates_in_order, may_approve_standing, may_change_standing
from runwu.rules.membership import Standing as RuleStanding
from runwu.rules.recruitment import may_convert, may_extend_probation
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Outcome, Verdict

AFTER = {
    StandingAct.CONVERTED: RuleStanding.FULL,
    StandingAct.EXTENDED: RuleStanding.PROBATIONARY,
    StandingAct.ANNULLED: RuleStanding.ANNULLED,
    StandingAct.SUSPENDED: RuleStanding.SUSPENDED,
    StandingAct.RESTORED: RuleStanding.FULL,
    StandingAct.REMOVED: RuleStanding.REMOVED,
    StandingAct.WITHDRAWN: RuleStanding.WITHDRAWN,
}
_MEMBERSHIPS = {RuleStanding.FULL: Membership.ACTIVE, RuleStanding.PROBATIONARY: Membership.ACTIVE}
_MEMBERSHIPS |= {RuleStanding.SUSPENDED: Membership.SUSPENDED}


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingEntry:
    """A decision as its paper tells it. Either an organisation approved, or one outside that has a name only."""

    act: StandingAct
    on: date
    meeting_on: date
    approved_on: date
    document: str
    decided_by: Organization | None = None
    decided_by_label: str = ""
    outside_committee: bool = True  # whether the one outside is a committee, as the paper says
    months: int | None = None

    @property
    def by_committee(self) -> bool:
        """Tell whether a committee approved."""
        return self.decided_by.form in COMMITTEE_FORMS if self.decided_by else self.outside_committee


def possible_acts(member: PartyMember, book: Rulebook) -> list[StandingAct]:
    """Return what may be decided about a member as he stands. At most one query."""
    before = standings.rule_standing(member)
    return [act for act in StandingAct if _fits(act, before, book)]


def _fits(act: StandingAct, before: RuleStanding, book: Rulebook) -> bool:
    if act in (StandingAct.CONVERTED, StandingAct.EXTENDED):
        return before is RuleStanding.PROBATIONARY
    if act is StandingAct.RESTORED:
        return before is RuleStanding.SUSPENDED
    return f"{before}>{AFTER[act]}" in book.names("membership.standing_changes")


def check_standing(*, member: PartyMember, entry: StandingEntry) -> list[Verdict]:
    """Return what the rules say to a decision, beyond what they allow without remark. Five queries.

    Raises RuleRefused where they say no; UserError without a paper, for days that can't be, and for what does not
    change what the member is.
    """
    today = timezone.localdate()
    book = rulebook(on=today, **(place_of(member.organization) if member.organization else {}))
    refusals.require_paper(entry.document, entry.decided_by, entry.decided_by_label)
    refusals.require_days(member, entry, today)
    if entry.act not in possible_acts(member, book):
        raise refusals.changes_nothing(member, entry.act, standings.rule_standing(member))
    last = standings.standing_decisions(member).first()
    if last is not None and entry.on < last.on:
        raise refusals.before_the_last(last)
    try:
        asked = _asked(member, entry, book)
    except RuleInputError as error:
        raise UserError(error.happened, rule=error.rule, now=error.now) from error
    found = [verdict for verdict in asked if verdict.outcome is not Outcome.ALLOWED]
    for verdict in found:
        if verdict.refused:
            raise RuleRefused(verdict)
    return found


def _asked(member: PartyMember, entry: StandingEntry, book: Rulebook) -> list[Verdict]:
    before, after = standings.rule_standing(member), AFTER[entry.act]
    decision = Decision(number=entry.document, decided_on=entry.approved_on)
    found = [
        may_change_standing(before, after, decision=decision, book=book),
        may_approve_standing(
            after, committee=entry.by_committee, meeting=entry.meeting_on, approved=entry.approved_on, book=book
        ),
    ]
    if entry.act is StandingAct.EXTENDED:
        before_that = bool(standings.extension_of(member))
        found.append(may_extend_probation(months=entry.months or 0, extended_before=before_that, book=book))
    if entry.act is StandingAct.CONVERTED:
        found += _conversion(member, entry, book)
    return found


def _conversion(member: PartyMember, entry: StandingEntry, book: Rulebook) -> list[Verdict]:
    if member.admitted_on is None:
        raise refusals.no_admission()
    dates = MemberDates(birth=member.person.born_on, admission=member.admitted_on, conversion=entry.on)
    return [
        dates_in_order(dates, book=book),
        may_convert(
            admitted=member.admitted_on, extension_months=standings.extension_of(member), meeting=entry.meeting_on,
            converted=entry.on, approved=entry.approved_on, book=book,
        ),
    ]  # fmt: skip


@transaction.atomic
def record_standing(*, member: PartyMember, entry: StandingEntry, by: User) -> StandingDecision:
    """Record a decision and let it take effect (登记身份变动). Raises as `check_standing` does.

    Posts, accounts and the affiliation stay as they are: people see to them.
    """
    member = locked(member)
    check_standing(member=member, entry=entry)
    after = AFTER[entry.act]
    row = StandingDecision(
        member=member, act=entry.act, on=entry.on, meeting_on=entry.meeting_on, approved_on=entry.approved_on,
        decided_by=entry.decided_by, decided_by_label=entry.decided_by_label.strip(),
        document=entry.document.strip(), months=entry.months if entry.act is StandingAct.EXTENDED else None,
        standing_before=member.standing, membership_before=member.membership, converted_before=member.converted_on,
        standing_after=Standing.FULL if entry.act is StandingAct.CONVERTED else member.standing,
        membership_after=_MEMBERSHIPS.get(after, Membership.ENDED),
        recorded_by=by.public_id, recorded_on=timezone.localdate(),
    )  # fmt: skip
    row.full_clean(exclude=["member", "decided_by"])
    row.save()
    converted = entry.on if entry.act is StandingAct.CONVERTED else member.converted_on
    _put(member, row, row.standing_after, row.membership_after, converted, by)
    _log(by, "recorded", row)
    return row


@transaction.atomic
def withdraw_standing(*, decision: StandingDecision, by: User) -> None:
    """Take a decision back on the day it was recorded (撤回登记); the member is again what the decision found.

    Raises Conflict on another day, for one that is not the latest, and where the row was changed since.
    """
    member = locked(decision.member)
    row = StandingDecision.objects.select_for_update(of=("self",), no_key=True).get(pk=decision.pk)
    if not row.stands or row.recorded_on != timezone.localdate():
        raise refusals.not_today()
    latest = standings.standing_decisions(member).order_by("-id").first()
    if latest is None or latest.pk != row.pk:
        raise refusals.not_the_latest()
    if (member.standing, member.membership) != (row.standing_after, row.membership_after):
        raise refusals.changed_since()
    row.withdrawn_at, row.withdrawn_by = timezone.now(), by.public_id
    row.save(update_fields=["withdrawn_at", "withdrawn_by"])
    _put(member, row, row.standing_before, row.membership_before, row.converted_before, by)
    _log(by, "taken_back", row)


@transaction.atomic
def attach_standing_paper(*, decision: StandingDecision, file: File[Any], by: User) -> StandingDecision:
    """Keep the file of a decision, encrypted (附上批复原件); a later one takes its place, the former stays stored."""
    row = StandingDecision.objects.select_for_update(of=("self",)).select_related("member").get(pk=decision.pk)
    member = row.member
    stored = attachments.store(
        file, owner=row, name=file.name or "", kind="members.standing", uploaded_by=by.public_id, path=member.path,
        restricted=member.restricted,
    )  # fmt: skip
    row.attachment = stored.public_id
    row.save(update_fields=["attachment"])
    _log(by, "paper_added", row, digest=stored.digest)
    return row


def locked(member: PartyMember) -> PartyMember:
    """Lock a member's row and read it anew, with person and organisation."""
    rows = PartyMember.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("person", "organization__park").get(pk=member.pk)


def _put(  # noqa: PLR0917 -- one line per call reads best
    member: PartyMember, row: StandingDecision, standing: str, membership: str, converted: date | None, by: User
) -> None:
    old = {name: getattr(member, name) for name in ("standing", "membership", "converted_on")}
    member.standing, member.membership, member.converted_on = standing, membership, converted
    member.full_clean(exclude=["person", "organization"])
    member.save(update_fields=[*old, "updated_at"])
    if not member.restricted:  # nothing is noted about restricted ones beyond their own log
        source = row.document if row.stands else ""
        record_changes(changes_between(member, old), source=source, source_date=row.on, by=by.public_id)


def _log(by: User, what: str, row: StandingDecision, **more: Any) -> None:
    member = row.member
    audit.log(
        by, f"members.standing.{what}", row, path=member.path, restricted=member.restricted, act=row.act,
        member=member.public_id, **more,
    )  # fmt: skip
