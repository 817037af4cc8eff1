"""Who was a member in which month (当月的党员身份), as `members.standings.as_of` tells it of one day."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import TypeAlias

from runwu.members.choices import Membership
from runwu.members.models import PartyMember, StandingDecision

History: TypeAlias = Mapping[int, Sequence[tuple[date, str, str]]]


def history_of(members: Collection[int]) -> History:
    """Return the decisions that stand about members, the earliest first: day, membership before and after. One query."""
    rows = StandingDecision.objects.filter(member__in=members, withdrawn_at__isnull=True).order_by("on", "id")
    found: dict[int, list[tuple[date, str, str]]] = {}
    for member, on, before, after in rows.values_list("member_id", "on", "membership_before", "membership_after"):
        found.setdefault(member, []).append((on, before, after))
    return found


def active_on(member: PartyMember, day: date, history: History) -> bool:
    """Tell whether somebody was a member on a day; whoever was suspended or has left was none from that day on."""
    decisions = history.get(member.pk, ())
    done = [after for on, _before, after in decisions if on <= day]
    if done:
        return done[-1] == Membership.ACTIVE
    return (decisions[0][1] if decisions else member.membership) == Membership.ACTIVE
