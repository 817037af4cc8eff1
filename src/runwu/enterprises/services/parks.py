"""What is on record of a park, corrected (更正园区): its kind, region and place on the map."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from runwu.accounts.models import User
from runwu.core import audit
from runwu.enterprises.models import Park
from runwu.rules.identifiers import find_region

CORRECTED = ("kind", "region", "latitude", "longitude", "coordinate_system", "radius_m")
_SIDES = ("before", "after")
_FURTHEST = {"latitude": 90.0, "longitude": 180.0}


@transaction.atomic
def correct_park(*, park: Park, changes: Mapping[str, Any], by: User | None) -> Mapping[str, tuple[Any, Any]]:
    """Correct what is on record of a park (更正); returns {field: (before, now)} of what differs, kept in the log.

    Coordinates are degrees, radius_m is metres. Raises ValidationError for an entry that is not valid, or for one
    coordinate without the other; then nothing is written.
    """
    row = Park.objects.select_for_update(no_key=True).get(pk=park.pk)
    before = {name: getattr(row, name) for name in CORRECTED}
    for name in CORRECTED:
        setattr(row, name, changes.get(name, before[name]))
    row.full_clean()
    _check(row)
    changed = {name: (was, getattr(row, name)) for name, was in before.items() if getattr(row, name) != was}
    if changed:
        row.save(update_fields=list(changed))
        audit.log(by, "enterprises.park.corrected", row, place=row.public_id, **_told(changed))
    return changed


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


def _told(changed: Mapping[str, tuple[Any, Any]]) -> dict[str, Any]:
    """Return before and after as the log holds them: a region is a number, everything else a number or a code."""
    sides = [
        (f"{name}_{side}", value) for name, both in changed.items() for side, value in zip(_SIDES, both, strict=True)
    ]
    return {name: int(value) if name.startswith("region") else value for name, value in sides}
