"""Versions of a park's own value: each a row of its own, of which one counts; what it replaced stays readable."""

from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.errors import Conflict
from runwu.core.meanwhile import ChangedMeanwhile, Shown
from runwu.core.models import OverrideAct, RulebookOverride
from runwu.core.rulebooks import as_stored
from runwu.enterprises.models import Park
from runwu.enterprises.services.overrides.inputs import OverrideInput, days_taken

_COPIED = ("place", "place_label", "key", "value", "document", "number", "article", "valid_from", "valid_to")


def has_not_begun(row: RulebookOverride, on: date) -> bool:
    """Tell whether neither this version nor any it replaced has begun by a day."""
    versions = RulebookOverride.objects.filter(place=row.place, series=row.series)
    return row.valid_from > on and not versions.filter(valid_from__lte=on).exclude(pk=row.pk).exists()


def set_on(row: RulebookOverride) -> date:
    """Return the day on which a version was recorded."""
    return timezone.localdate(row.set_at)


def standing_version(row: RulebookOverride) -> RulebookOverride | None:
    """Return the version of a value that counts now; None where the value was undone."""
    return RulebookOverride.objects.standing().filter(series=row.series).first()


def shown_value(row: RulebookOverride) -> Shown:
    """Return what a form shows of a value, by its fields."""
    last_day = (row.valid_to - timedelta(days=1)).isoformat() if row.valid_to else ""
    plain = {name: str(getattr(row, name)) for name in ("value", "document", "number", "article")}
    return {**plain, "since": row.valid_from.isoformat(), "last_day": last_day}


def still_standing(row: RulebookOverride, seen: Shown | None = None) -> RulebookOverride:
    """Return the version that a form was about, or the newer one that the person has looked at since."""
    found = standing_version(row)
    if found is not None and found.pk != row.pk and dict(seen or {}) != dict(shown_value(found)):
        raise ChangedMeanwhile(seen or shown_value(row), shown_value(found), by=found.set_by, at=found.set_at)
    if found is None:
        raise Conflict(
            _("你打开页面之后，有人更正、终止或撤销过这个取值。"),
            rule=_("以最后保存的内容为准，不覆盖别人的修改。"),
            now=_("请刷新页面，看过现在的取值再操作。"),
        )
    return found


def version(park: Park, asked: OverrideInput, act: OverrideAct, by: User) -> RulebookOverride:
    """Return a new version as somebody typed it, not saved."""
    return RulebookOverride(
        place=park.public_id,
        place_label=park.name,
        key=asked.key,
        value=as_stored(asked.value),
        document=asked.document.strip(),
        number=asked.number.strip(),
        article=asked.article.strip(),
        valid_from=asked.since,
        valid_to=asked.until,
        act=act,
        reason=asked.reason.strip(),
        set_by=by.public_id,
    )


def copy(old: RulebookOverride, act: OverrideAct, by: User) -> RulebookOverride:
    """Return a new version with the same values, not saved."""
    same = {name: getattr(old, name) for name in _COPIED}
    return RulebookOverride(**same, act=act, set_by=by.public_id)


def replace(old: RulebookOverride, new: RulebookOverride, by: User) -> RulebookOverride:
    """Keep a new version in the place of the old one."""
    withdraw(old, by)
    new.series, new.supersedes = old.series, old.public_id
    return kept(new, by)


def kept(row: RulebookOverride, by: User) -> RulebookOverride:
    """Save a version, and log it."""
    row.full_clean(validate_constraints=False)
    row.save()
    log(by, row.act, row)
    return row


def withdraw(row: RulebookOverride, by: User) -> None:
    """Let a version no longer count."""
    row.withdrawn_by, row.withdrawn_at = by.public_id, timezone.now()
    row.save(update_fields=["withdrawn_by", "withdrawn_at"])


def restore(public_id: UUID) -> None:
    """Let a withdrawn version count again. Raises UserError where its days were taken meanwhile."""
    old = RulebookOverride.objects.get(public_id=public_id)
    taken = RulebookOverride.objects.standing().filter(place=old.place, key=old.key)
    first = taken.overlapping(old.valid_from, old.valid_to).order_by("valid_from").first()
    if first is not None:
        raise days_taken(first)
    old.withdrawn_by, old.withdrawn_at = None, None
    old.save(update_fields=["withdrawn_by", "withdrawn_at"])


def log(by: User, verb: str, row: RulebookOverride) -> None:
    """Log an act on a value."""
    action = f"enterprises.override.{verb}"
    audit.log(by, action, row, place=row.place, rule=row.key, since=row.valid_from, until=row.valid_to)
