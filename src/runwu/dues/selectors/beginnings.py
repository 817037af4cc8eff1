"""From when a member owes dues (起交): one question to the rules, behind every page that counts months."""

from datetime import date

from django.utils import timezone

from runwu.core.rulebooks import rulebook
from runwu.members.models import PartyMember
from runwu.rules.dues import dues_from
from runwu.rules.verdict import Verdict


def beginning(member: PartyMember) -> Verdict | None:
    """Return what the rules say about the day from which a member pays; None where the admission isn't known.

    No park sets that day, and what was owed in a month doesn't change afterwards: it goes by the rules of today.
    """
    admitted = member.admitted_on
    if admitted is None:
        return None
    return dues_from(admitted, book=rulebook(on=max(admitted, timezone.localdate())))


def pays_since(member: PartyMember) -> date | None:
    """Return the day from which a member pays, None where the admission isn't known."""
    verdict = beginning(member)
    return verdict.since if verdict else None


def first_month_in(member: PartyMember, opened: date) -> date:
    """Return the first month for which a table that opens with `opened` can ask a member."""
    since = pays_since(member)
    return max(opened, since.replace(day=1)) if since else opened
