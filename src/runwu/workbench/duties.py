"""Today's duties of whoever signed in (今天), gathered from the providers of all apps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from runwu.core.models import Decision, DutyDecision
from runwu.core.registries import Duty, duty_providers
from runwu.core.scope import Scope


@dataclass(frozen=True, slots=True)
class Today:
    """What is to be done, what waits for others, and what somebody set aside."""

    due: Sequence[Duty]
    waiting: Sequence[Duty]
    aside: Sequence[tuple[Duty, DutyDecision]]

    @property
    def minutes(self) -> int:
        """About how long the duties take, computed from their fields and steps."""
        return sum(duty.minutes for duty in self.due)


def today(*, scope: Scope, on: date) -> Today:
    """Gather the duties of a scope on a day. One query beside those of the providers."""
    found = [duty for provider in duty_providers for duty in provider(scope, on)]
    decisions = _decisions([duty.key for duty in found], on)
    open_ones = [duty for duty in found if duty.key not in decisions]
    return Today(
        due=sorted((duty for duty in open_ones if not duty.waiting), key=_by_date),
        waiting=sorted((duty for duty in open_ones if duty.waiting), key=_by_date),
        aside=[(duty, decisions[duty.key]) for duty in found if duty.key in decisions],
    )


def _by_date(duty: Duty) -> tuple[date, str]:
    return (duty.due or date.max, duty.title)


def _decisions(keys: Sequence[str], on: date) -> dict[str, DutyDecision]:
    rows = DutyDecision.objects.filter(duty_key__in=keys, withdrawn_at__isnull=True)
    return {
        row.duty_key: row
        for row in rows
        if row.decision == Decision.NOT_APPLICABLE or (row.until is not None and row.until > on)
    }


def find(*, scope: Scope, on: date, key: str) -> Duty | None:
    """Return a duty of a scope by its key, or None where it is not (or no longer) one."""
    return next((duty for provider in duty_providers for duty in provider(scope, on) if duty.key == key), None)


def greeting_hour() -> int:
    """Return the hour of the day where the product is used."""
    return timezone.localtime().hour
