"""What is on record of a park, corrected (更正园区): its kind, region and place on the map."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.meanwhile import Shown, require_unchanged
from runwu.enterprises.models import Park
from runwu.rules.identifiers import find_region

CORRECTED = ("kind", "region", "latitude", "longitude", "coordinate_system", "radius_m")
_SIDES = ("before", "after")
_FURTHEST = {"latitude": 90.0, "longitude": 180.0}


Changes = Mapping[str, tuple[Any, Any]]
"""What differs of a park: {field: (before, now)}."""


@transaction.atomic
def correct_park(*, park: Park, changes: Mapping[str, Any], by: User | None, seen: Shown | None = None) -> Changes:
    """Correct what is on record of a park (更正); returns {field: (before, now)} of what differs, kept in the log.

    Coordinates are degrees, radius_m is metres. Raises ValidationError for an entry that is not valid, or for one
    coordinate without the other, ChangedMeanwhile when it is not as the form showed it (`seen`); then nothing is
    written.
    """
    row = Park.objects.select_for_update(no_key=True).get(pk=park.pk)
    require_unchanged(seen, shown_park(row))
    changed = check_correction(park=row, changes=changes)
    if changed:
        row.save(update_fields=list(changed))
        audit.log(by, "enterprises.park.corrected", row, place=row.public_id, **_told(changed))
    return changed


def check_correction(*, park: Park, changes: Mapping[str, Any]) -> Changes:
    """Set what is to be corrected on a park without saving it, and return what differs. Raises ValidationError."""
    before = {name: getattr(park, name) for name in CORRECTED}
    for name in CORRECTED:
        setattr(park, name, changes.get(name, before[name]))
    park.full_clean()
    _check(park)
    return {name: (was, getattr(park, name)) for name, was in before.items() if getattr(park, name) != was}


def shown_park(park: Park) -> Shown:
    """Return what a form shows of a park."""
    return {name: "" if getattr(park, name) is None else str(getattr(park, name)) for name in CORRECTED}


def _check(row: Park) -> None:
    if find_region(row.region) is None:
        raise ValidationError(_("行政区划代码“%s”不在国家标准的表里。") % row.region)
    if (row.latitude is None) != (row.longitude is None):
        raise ValidationError(_("经度和纬度要一起填写。"))
    for name, most in _FURTHEST.items():
        value = getattr(row, name)
        if value is not None and not -most <= value <= most:
            raise ValidationError(_("纬度在 -90 到 90 之间，经度在 -180 到 180 之间。"))
    if not row.radius_m:
        raise ValidationError(_("园区半径要大于 0 米。"))


def _told(changed: Changes) -> dict[str, Any]:
    """Return before and after as the log holds them: a region is a number, everything else a number or a code."""
    sides = [
        (f"{name}_{side}", value) for name, both in changed.items() for side, value in zip(_SIDES, both, strict=True)
    ]
    return {name: int(value) if name.startswith("region") else value for name, value in sides}
