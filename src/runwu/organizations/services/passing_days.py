"""Which days an act may bear: nothing that was recorded for a later day is rewritten."""

from typing import Any

from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from runwu.core.errors import UserError
from runwu.organizations.handover import Handover


def refuse_later(rows: QuerySet[Any, Any], handover: Handover, what: str, *, same_day: bool = False) -> None:
    """Refuse when one of the dated rows begins after the day (with `same_day`, on it or after it). One query."""
    latest = rows.aggregate(latest=Max("valid_from"))["latest"]
    if latest is None or latest < handover.on or (latest == handover.on and not same_day):
        return
    raise UserError(
        _("“%(name)s”有 %(latest)s 才开始的记录（%(what)s），不早于生效日期 %(on)s。")
        % {"name": handover.source.label, "latest": latest, "what": what, "on": handover.on},
        rule=_("已经记录的历史不改写。"),
        now=_("请核对批复写明的生效日期，或先更正那条记录。"),
    )
