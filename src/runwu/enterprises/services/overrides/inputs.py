"""What somebody wants to set as a park's own value, and whether it may stand."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from runwu.core.errors import UserError
from runwu.core.models import RulebookOverride
from runwu.core.rulebooks import parameters
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
        raise days_taken(first)


def days_taken(row: RulebookOverride) -> UserError:
    """Return what to say where another value holds on some of the days already."""
    until = _("，%s 止") % (row.valid_to - timedelta(days=1)) if row.valid_to else _("，没有止日")
    return UserError(
        _("这段日期里已有本园区取值（%(since)s 起%(until)s）。") % {"since": row.valid_from, "until": until},
        rule=_("同一项规则在同一天只有一个本园区取值。"),
        now=_("请先终止或更正原来的取值，或另选日期；只用到它开始以前的，填上最后一天。"),
    )


def check_end(old: RulebookOverride, last_day: date) -> None:
    """Check that a value may end with a day. Raises UserError for a day before it began or after it ends anyway."""
    until = last_day + timedelta(days=1)
    if last_day < old.valid_from or (old.valid_to is not None and until >= old.valid_to):
        raise UserError(
            _("最后一天不在这个取值的有效期内。"),
            rule=_("终止日不早于 %(since)s，并在原来的止日之前。") % {"since": old.valid_from},
            now=_("请改日期；当天登记错的、还没开始的，用“撤销”。"),
        )
