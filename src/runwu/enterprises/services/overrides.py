"""A park's own values of rules: recorded with the document, corrected, ended, undone on the same day (本园区取值)."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.errors import Conflict, UserError
from runwu.core.meanwhile import ChangedMeanwhile, Shown
from runwu.core.models import OverrideAct, RulebookOverride
from runwu.core.rulebooks import as_stored, parameters
from runwu.enterprises.models import Park
from runwu.rules.errors import RuleInputError
from runwu.rules.overrides import Override, check_override
from runwu.rules.parameters import Value
from runwu.rules.places import province_slug


@dataclass(frozen=True, slots=True, kw_only=True)
class OverrideInput:
    """A park's own value as somebody typed it; `last_day` is included, None leaves the end open."""

    key: str
    value: Value
    since: date
    document: str
    number: str = ""
    article: str = ""
    last_day: date | None = None
    reason: str = ""

    @property
    def until(self) -> date | None:
        """The first day on which it no longer holds."""
        return self.last_day + timedelta(days=1) if self.last_day else None

    def override(self) -> Override:
        """Return the value as the rules take it."""
        return Override(
            key=self.key,
            value=self.value,
            valid_from=self.since,
            valid_to=self.last_day,
            document=self.document,
            article=self.article,
            number=self.number,
        )


def check_input(*, park: Park, asked: OverrideInput, instead_of: RulebookOverride | None = None) -> None:
    """Check what somebody wants to set, against the rules and against what the park has set already.

    Raises UserError for a hard rule, a value out of bounds, a day before the rule, or days already taken.
    """
    try:
        check_override(asked.override(), parameters(), place=province_slug(park.region))
    except RuleInputError as error:
        raise UserError(f"{error.happened}。", rule=f"{error.rule}。", now=f"{error.now}。") from error
    taken = RulebookOverride.objects.standing().filter(place=park.public_id, key=asked.key)
    taken = taken.exclude(pk=instead_of.pk) if instead_of else taken
    first = taken.overlapping(asked.since, asked.until).order_by("valid_from").first()
    if first is not None:
        raise _days_taken(first)


def _days_taken(row: RulebookOverride) -> UserError:
    until = _("，%s 止") % (row.valid_to - timedelta(days=1)) if row.valid_to else _("，没有止日")
    return UserError(
        _("这段日期里已有本园区取值（%(since)s 起%(until)s）。") % {"since": row.valid_from, "until": until},
        rule=_("同一项规则在同一天只有一个本园区取值。"),
        now=_("请先终止或更正原来的取值，或另选日期；只用到它开始以前的，填上最后一天。"),
    )


@transaction.atomic
def record_override(*, park: Park, asked: OverrideInput, by: User) -> RulebookOverride:
    """Record a park's own value from a day on (登记本园区取值).

    Raises UserError when it may not stand.
    """
    _lock(park)
    check_input(park=park, asked=asked)
    row = _version(park, asked, OverrideAct.RECORDED, by)
    row.series = row.public_id
    return _kept(row, by)


@transaction.atomic
def correct_override(
    *, row: RulebookOverride, park: Park, asked: OverrideInput, by: User, seen: Shown | None = None
) -> RulebookOverride:
    """Replace a recorded value by a corrected version; the old one stays readable (更正).

    Raises UserError when the new one may not stand, ChangedMeanwhile when somebody replaced the old one by something
    else than the form showed (`seen`), Conflict when it was undone.
    """
    _lock(park)
    old = _still_standing(row, seen)
    check_input(park=park, asked=asked, instead_of=old)
    return _replace(old, _version(park, asked, OverrideAct.CORRECTED, by), by)


@transaction.atomic
def end_override(*, row: RulebookOverride, park: Park, last_day: date, reason: str, by: User) -> RulebookOverride:
    """Let a recorded value end with a day; from the next on the national or provincial one holds (终止).

    Raises UserError for a day before it began or after it ends anyway, Conflict when it was replaced meanwhile.
    """
    _lock(park)
    old = _still_standing(row)
    check_end(old, last_day)
    new = _copy(old, OverrideAct.ENDED, by)
    new.valid_to, new.reason = last_day + timedelta(days=1), reason
    return _replace(old, new, by)


def check_end(old: RulebookOverride, last_day: date) -> None:
    """Check that a value may end with a day. Raises UserError for a day before it began or after it ends anyway."""
    until = last_day + timedelta(days=1)
    if last_day < old.valid_from or (old.valid_to is not None and until >= old.valid_to):
        raise UserError(
            _("最后一天不在这个取值的有效期内。"),
            rule=_("终止日不早于 %(since)s，并在原来的止日之前。") % {"since": old.valid_from},
            now=_("请改日期；当天登记错的、还没开始的，用“撤销”。"),
        )


@transaction.atomic
def undo_override(*, row: RulebookOverride, park: Park, on: date, by: User) -> None:
    """Take back the last act on a value, on the day it was done; what it replaced stands again (当日撤销).

    A value that has not begun is nobody's ground yet: it may be taken back on any day, with all its versions.
    Raises UserError on a later day, Conflict when it was replaced or its days were taken meanwhile.
    """
    _lock(park)
    version = _still_standing(row)
    today = set_on(version) == on
    if not today and not has_not_begun(version, on):
        raise UserError(
            _("只有当天办理的、还没开始的可以撤销。"),
            rule=_("取值开始以后、隔天起，已被当作依据使用，要留下更正或终止的记录。"),
            now=_("请用“更正”或“终止”，并写明文件。"),
        )
    _withdraw(version, by)
    if today and version.supersedes is not None:
        _restore(version.supersedes)
    _log(by, "undone", version)


def has_not_begun(row: RulebookOverride, on: date) -> bool:
    """Tell whether neither this version nor any it replaced has begun by a day."""
    versions = RulebookOverride.objects.filter(place=row.place, series=row.series)
    return row.valid_from > on and not versions.filter(valid_from__lte=on).exclude(pk=row.pk).exists()


def set_on(row: RulebookOverride) -> date:
    """Return the day on which a version was recorded."""
    return timezone.localdate(row.set_at)


def _lock(park: Park) -> None:
    """Let one person at a time change the values of a park."""
    Park.objects.select_for_update(no_key=True).get(pk=park.pk)


def standing_version(row: RulebookOverride) -> RulebookOverride | None:
    """Return the version of a value that counts now; None where the value was undone."""
    return RulebookOverride.objects.standing().filter(series=row.series).first()


def shown_value(row: RulebookOverride) -> Shown:
    """Return what a form shows of a value, by its fields."""
    last_day = (row.valid_to - timedelta(days=1)).isoformat() if row.valid_to else ""
    plain = {name: str(getattr(row, name)) for name in ("value", "document", "number", "article")}
    return {**plain, "since": row.valid_from.isoformat(), "last_day": last_day}


def _still_standing(row: RulebookOverride, seen: Shown | None = None) -> RulebookOverride:
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


def _version(park: Park, asked: OverrideInput, act: OverrideAct, by: User) -> RulebookOverride:
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


_COPIED = ("place", "place_label", "key", "value", "document", "number", "article", "valid_from", "valid_to")


def _copy(old: RulebookOverride, act: OverrideAct, by: User) -> RulebookOverride:
    same = {name: getattr(old, name) for name in _COPIED}
    return RulebookOverride(**same, act=act, set_by=by.public_id)


def _replace(old: RulebookOverride, new: RulebookOverride, by: User) -> RulebookOverride:
    _withdraw(old, by)
    new.series, new.supersedes = old.series, old.public_id
    return _kept(new, by)


def _kept(row: RulebookOverride, by: User) -> RulebookOverride:
    row.full_clean(validate_constraints=False)
    row.save()
    _log(by, row.act, row)
    return row


def _withdraw(row: RulebookOverride, by: User) -> None:
    row.withdrawn_by, row.withdrawn_at = by.public_id, timezone.now()
    row.save(update_fields=["withdrawn_by", "withdrawn_at"])


def _restore(public_id: UUID) -> None:
    old = RulebookOverride.objects.get(public_id=public_id)
    taken = RulebookOverride.objects.standing().filter(place=old.place, key=old.key)
    first = taken.overlapping(old.valid_from, old.valid_to).order_by("valid_from").first()
    if first is not None:
        raise _days_taken(first)
    old.withdrawn_by, old.withdrawn_at = None, None
    old.save(update_fields=["withdrawn_by", "withdrawn_at"])


def _log(by: User, verb: str, row: RulebookOverride) -> None:
    action = f"enterprises.override.{verb}"
    audit.log(by, action, row, place=row.place, rule=row.key, since=row.valid_from, until=row.valid_to)
