"""Word a park's fallback duties (改写兜底事项): a new version from today on, the past keeps its words."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from runwu.accounts.models import User
from runwu.core import audit
from runwu.coverage.models import FallbackDuty
from runwu.coverage.selectors.fallback_duties import Duty, duties_of
from runwu.enterprises.models import Park


@transaction.atomic
def word_duties(*, park: Park, words: Mapping[str, Mapping[str, Any]], on: date, by: User) -> int:
    """Store what differs from the words in force, and return how many duties changed.

    `words` is {code: {"name", "details", "follows"}}. A version of the same day is corrected in place.
    """
    Park.objects.select_for_update(no_key=True).get(pk=park.pk)
    now = {duty.code: duty for duty in duties_of(park=park, on=on)}
    asked = {code: _ordered(now[code], said) for code, said in words.items() if code in now}
    changed = [code for code, said in asked.items() if _differs(now[code], said)]
    for code in changed:
        _store(park, code, asked[code], on, by)
    if changed:
        audit.log(by, "coverage.duty.worded", park, place=park.public_id, duties=len(changed))
    return len(changed)


def _ordered(duty: Duty, said: Mapping[str, Any]) -> Mapping[str, Any]:
    """Keep the order of the facts, the strongest first: a form gives them back in its own; new ones come last."""
    kept = [str(one) for one in duty.follows if one in said["follows"]]
    return {**said, "follows": [*kept, *(one for one in said["follows"] if one not in kept)]}


def _differs(duty: Duty, said: Mapping[str, Any]) -> bool:
    return (duty.name, duty.details, [*duty.follows]) != (said["name"], said["details"], [*said["follows"]])


def _store(park: Park, code: str, said: Mapping[str, Any], on: date, by: User) -> None:
    rows = FallbackDuty.objects.open().filter(park=park, code=code)
    rows.filter(valid_from__lt=on).update(valid_to=on)
    FallbackDuty.objects.update_or_create(
        park=park,
        code=code,
        valid_to=None,
        defaults={
            "name": said["name"],
            "details": said["details"],
            "follows": [*said["follows"]],
            "valid_from": on,
            "recorded_by": by.public_id,
        },
    )
