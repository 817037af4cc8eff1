"""What the rules say of a floating period that goes on (规定怎么说): advice to people, nothing changes by itself."""

from datetime import date

from django.db.models import Q

from runwu.core.rulebooks import rulebook
from runwu.members.choices import FloatReason
from runwu.members.models import FloatingStay
from runwu.rules.membership import counts_as_floating, should_transfer
from runwu.rules.periods import latest_start
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Outcome, Verdict, combine

_SEASONAL = Q(season__isnull=False) | Q(reason=FloatReason.SEASON)
_PLACED = Q(host__isnull=False) | ~Q(host_label="") | ~Q(activity_place="")


def has_fixed_place(stay: FloatingStay) -> bool | None:
    """Tell whether somebody is at a fairly fixed place, None where none is known; a season is none for the year."""
    if stay.season_id is not None or stay.reason == FloatReason.SEASON:
        return False
    return True if stay.host_id or stay.host_label or stay.activity_place else None


def transfer_advice(stay: FloatingStay, *, book: Rulebook) -> Verdict:
    """Say whether the relation of somebody who is away ought to move (应当转移组织关系).

    Whether a changed residence is the usual one, the register does not know: every reason is asked by its time.
    """
    return should_transfer("away", since=stay.valid_from, fixed_place=has_fixed_place(stay), book=book)


def advice(stay: FloatingStay, *, book: Rulebook) -> Verdict:
    """Join what the rules say of an open period: whether the relation ought to move, and whether it counts as floating."""
    moves = transfer_advice(stay, book=book)
    floats = counts_as_floating(away_since=stay.valid_from, book=book)
    return combine([moves, floats] if moves.outcome is Outcome.DUE else [floats, moves])


def long_away(on: date) -> Q:
    """Return the condition under which `transfer_advice` says of an open period that the relation ought to move.

    The months are the country's, no park sets its own.
    """
    months = rulebook(on=on).number("membership.transfer_after_months")
    return Q(valid_to__isnull=True, valid_from__lte=latest_start(months, on)) & _PLACED & ~_SEASONAL
