"""Acts on a park's own values: record, correct, end, undo on the same day."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from runwu.accounts.models import User
from runwu.core.errors import UserError
from runwu.core.meanwhile import Shown
from runwu.core.models import OverrideAct, RulebookOverride
from runwu.enterprises.models import Park
from runwu.enterprises.services.overrides import versions
from runwu.enterprises.services.overrides.inputs import OverrideInput, check_end, check_input


@transaction.atomic
def record_override(*, park: Park, asked: OverrideInput, by: User) -> RulebookOverride:
    """Record a park's own value from a day on (登记本园区取值).

    Raises UserError when it may not stand.
    """
    _lock(park)
    check_input(park=park, asked=asked)
    row = versions.version(park, asked, OverrideAct.RECORDED, by)
    row.series = row.public_id
    return versions.kept(row, by)


@transaction.atomic
def correct_override(
    *, row: RulebookOverride, park: Park, asked: OverrideInput, by: User, seen: Shown | None = None
) -> RulebookOverride:
    """Replace a recorded value by a corrected version; the old one stays readable (更正).

    Raises UserError when the new one may not stand, ChangedMeanwhile when somebody replaced the old one by something
    else than the form showed (`seen`), Conflict when it was undone.
    """
    _lock(park)
    old = versions.still_standing(row, seen)
    check_input(park=park, asked=asked, instead_of=old)
    return versions.replace(old, versions.version(park, asked, OverrideAct.CORRECTED, by), by)


@transaction.atomic
def end_override(*, row: RulebookOverride, park: Park, last_day: date, reason: str, by: User) -> RulebookOverride:
    """Let a recorded value end with a day; from the next on the national or provincial one holds (终止).

    Raises UserError for a day before it began or after it ends anyway, Conflict when it was replaced meanwhile.
    """
    _lock(park)
    old = versions.still_standing(row)
    check_end(old, last_day)
    new = versions.copy(old, OverrideAct.ENDED, by)
    new.valid_to, new.reason = last_day + timedelta(days=1), reason
    return versions.replace(old, new, by)


@transaction.atomic
def undo_override(*, row: RulebookOverride, park: Park, on: date, by: User) -> None:
    """Take back the last act on a value, on the day it was done; what it replaced stands again (当日撤销).

    A value that has not begun is nobody's ground yet: it may be taken back on any day, with all its versions.
    Raises UserError on a later day, Conflict when it was replaced or its days were taken meanwhile.
    """
    _lock(park)
    found = versions.still_standing(row)
    today = versions.set_on(found) == on
    if not today and not versions.has_not_begun(found, on):
        raise UserError(
            _("只有当天办理的、还没开始的可以撤销。"),
            rule=_("取值开始以后、隔天起，已被当作依据使用，要留下更正或终止的记录。"),
            now=_("请用“更正”或“终止”，并写明文件。"),
        )
    versions.withdraw(found, by)
    if today and found.supersedes is not None:
        versions.restore(found.supersedes)
    versions.log(by, "undone", found)


def _lock(park: Park) -> None:
    """Let one person at a time change the values of a park."""
    Park.objects.select_for_update(no_key=True).get(pk=park.pk)
