"""Rate limits (次数限制): counted in the database, so that all processes of an installation count together."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from runwu.core.crypto import hmac_sm3
from runwu.core.models import Limit


@dataclass(frozen=True, slots=True)
class Rate:
    """At most so many tries within a time that begins with the first one.

    A time that lies further ahead than that was counted before the clock was put back: it is over too.
    """

    name: str
    times: int
    within: timedelta


@transaction.atomic
def take(rate: Rate, *of: str) -> bool:
    """Count one try of somebody or something (`of`) and return whether it still is within the limit.

    Inside a transaction that is rolled back the try is not counted: call it outside of one.
    """
    now = timezone.now()
    key = _key(rate, of)
    Limit.objects.get_or_create(key=key, defaults={"until": now + rate.within})
    row = Limit.objects.select_for_update().get(key=key)
    if not now < row.until <= now + rate.within:
        row.count, row.until = 0, now + rate.within
    row.count += 1
    row.save(update_fields=["count", "until"])
    return row.count <= rate.times


def spent(rate: Rate, *of: str) -> bool:
    """Tell whether the next try would be over the limit; nothing is counted."""
    now = timezone.now()
    counted = Limit.objects.filter(key=_key(rate, of), until__gt=now, until__lte=now + rate.within)
    return counted.filter(count__gte=rate.times).exists()


def forget(rate: Rate, *of: str) -> None:
    """Begin anew, after a try that went well."""
    Limit.objects.filter(key=_key(rate, of)).delete()


def purge_limits() -> int:
    """Delete counts whose time is over, and return how many (a chore)."""
    return Limit.objects.filter(until__lte=timezone.now()).delete()[0]


def _key(rate: Rate, of: tuple[str, ...]) -> str:
    parts = "\x1f".join((rate.name, *of))
    return hmac_sm3(settings.SECRET_KEY.encode(), b"limit\x00", parts.encode()).hex()
