"""Write an exchange package (写出交换包): today's figures of one park, as somebody without names may see them."""

from datetime import date
from importlib.metadata import version
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.crypto import sm3_hex
from runwu.core.crypto.exchangekeys import exchange_key
from runwu.coverage.selectors.policies import books_of
from runwu.coverage.selectors.tallies import Grouping, Tally, counted_looks, judged
from runwu.enterprises.models import Enterprise, Park
from runwu.members.choices import Membership
from runwu.reports.exchange.packages import FORMAT, canonical, message_of
from runwu.reports.floating import parts_of
from runwu.reports.protection import Part, small_cell, withheld
from runwu.rules.coverage import Rate
from runwu.rules.rulebook import Rulebook


@transaction.atomic
def write_package(*, park: Park, by: User | None) -> bytes:
    """Return today's figures of a park as a signed package; the log keeps that it was written, and its digest.

    Raises KeyFileMissing without a signing key.
    """
    key = exchange_key()
    body = body_of(park=park)
    signature = key.sign(message_of(body)).hex()
    public = key.public_key().public_bytes_raw().hex()
    written = canonical({"body": body, "key": public, "signature": signature}).encode()
    audit.log(by, "reports.exchange.written", park, place=park.public_id, digest=sm3_hex(written))
    return written


def body_of(*, park: Park) -> dict[str, Any]:
    """Return what a package of today says. A figure that would tell of few persons or enterprises is null."""
    today, books = timezone.localdate(), books_of([park], on=timezone.localdate())
    least = small_cell(books)
    counted = counted_looks(Enterprise.objects.filter(park=park), on=today, today=today, by=Grouping.PARK)
    tally = judged(counted, books).get(park.pk, Tally())
    table = tally.table
    return {
        "format": FORMAT,
        "park": park.name,
        "region": park.region,
        "day": today.isoformat(),
        "moment": timezone.localtime().isoformat(),
        "version": version("runwu"),
        "parameters": _digest(books[park.pk]),
        "figures": {
            "registered": tally.total,
            "operating": _rate(table.operating.work),
            "organized": _rate(table.operating.organization, least),
            "staffed": _rate(table.with_staff.work),
            "gaps": tally.gaps,
            "least": least,
            "floating": _floating(park, today, least),
        },
    }


def _rate(rate: Rate, least: int = 0) -> list[int | None]:
    """Return numerator, denominator and unknown; the numerator is null below the least figure that is shown."""
    return [rate.numerator if rate.numerator >= least else None, rate.denominator, rate.unknown]


def _floating(park: Park, today: date, least: int) -> str | None:
    """Return the floating share in percent, nothing where it would tell of few; restricted members never count."""
    anybody = Q(member__restricted=False, member__membership=Membership.ACTIVE)
    part: Part = parts_of(whom=anybody, parks=[park.pk], on=today)[park.pk]
    if not part.whole or withheld({park.pk: part}, least=least):
        return None
    return f"{100 * part.part / part.whole:.2f}"


def _digest(book: Rulebook) -> str:
    """Return the digest of all values in force in the park, by which two sides see that they count alike."""
    known = book.parameters
    keys = sorted(key for key in known.keys() if known.require(key).in_force(book.on))  # noqa: SIM118
    return sm3_hex("\n".join(f"{key}={book.value(key)}" for key in keys).encode())
