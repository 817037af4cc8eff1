"""What a park's own value changes, worked out before it is saved (保存前预览), and which parks a person sees."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from runwu.core.models import RulebookOverride
from runwu.core.registries import RulePlace, register_rule_places
from runwu.core.rule_pages import Difference, RulePage, checks_reading, differences, pages_reading
from runwu.core.rulebooks import book_with, override_of, rulebook, why_not
from runwu.core.scope import Capability, Scope
from runwu.enterprises.models import Enterprise, Park
from runwu.rules.errors import RuleInputError
from runwu.rules.overrides import Override
from runwu.rules.parameters import Parameter, shown_value
from runwu.rules.rulebook import ParameterInForce, Rulebook

_SEES = (Capability.SEE_ENTERPRISES, Capability.SEE_COVERAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A change of a rule before it is saved: its value on a day, old and new, and what answers differently."""

    day: date
    old: ParameterInForce
    new: ParameterInForce
    checks: Sequence[tuple[str, str]]
    pages: Sequence[RulePage]
    differences: Sequence[Difference]
    backdated: bool

    @property
    def is_same(self) -> bool:
        """Tell whether the value stays what it was."""
        return self.old.value == self.new.value


def preview(
    scope: Scope,
    park: Park,
    parameter: Parameter,
    *,
    after: Override | None = None,
    instead_of: RulebookOverride | None = None,
    day: date | None = None,
) -> Preview | None:
    """Compare what the park's pages answer now with what they will answer.

    The day compared is today, or the first day of the value where it begins later. None where no rule was in force.
    """
    judged = day or _judged(scope.on, after)
    before = rulebook(on=judged, place=park.public_id, region=park.region)
    changed = book_with(_overrides(park, judged, after, instead_of), on=judged, region=park.region)
    try:
        old, new = before.parameter(parameter.key), changed.parameter(parameter.key)
    except RuleInputError:
        return None
    return Preview(
        day=judged,
        old=old,
        new=new,
        checks=checks_reading(parameter.key),
        pages=pages_reading(parameter.key),
        differences=differences(scope=scope, place=park.public_id, before=before, after=changed),
        backdated=after is not None and after.valid_from < scope.on,
    )


def _judged(today: date, after: Override | None) -> date:
    if after is None:
        return today
    day = max(today, after.valid_from)
    return min(day, after.valid_to) if after.valid_to else day


def _overrides(park: Park, day: date, after: Override | None, instead_of: RulebookOverride | None) -> list[Override]:
    rows = RulebookOverride.objects.standing().filter(place=park.public_id).order_by("valid_from")
    rows = rows.exclude(pk=instead_of.pk) if instead_of else rows
    kept = [override_of(row) for row in rows if row.holds_on(day) and not why_not(row, on=day, region=park.region)]
    return [*kept, after] if after else kept


def beside(scope: Scope, park: Park, parameter: Parameter, *, row: RulebookOverride | None = None) -> dict[str, object]:
    """Return what stands beside the form: the national or provincial value, what the park has set, the record meant."""
    plain = _found(book_with((), on=scope.on, region=park.region), parameter)
    own = _found(rulebook(on=scope.on, place=park.public_id, region=park.region), parameter)
    return {"settled": plain, "current": own, "meant": _meant(row, parameter) if row else ""}


def _meant(row: RulebookOverride, parameter: Parameter) -> str:
    override = override_of(row)
    until = _("，%s 止") % override.valid_to if override.valid_to else ""
    shown = shown_value(override.value, parameter.unit, parameter.labels)
    return _("%(value)s（%(since)s 起%(until)s）") % {"value": shown, "since": row.valid_from, "until": until}


def _found(book: Rulebook, parameter: Parameter) -> ParameterInForce | None:
    try:
        return book.parameter(parameter.key)
    except RuleInputError:
        return None


@register_rule_places
def places(scope: Scope) -> list[RulePlace]:
    """List the parks whose own values a person may see, and whether the person may set them."""
    held = [capability for capability in _SEES if scope.may(capability)]
    if not held:
        return []
    firms = Enterprise.objects.filter(scope.enterprises(Capability.SEE_ENTERPRISES)).order_by()
    reach = Q(pk__in=firms.values("park_id"))
    for capability in held:
        reach |= scope.parks(capability, "pk")
    return [_place(scope, park) for park in Park.objects.filter(reach)]


def _place(scope: Scope, park: Park) -> RulePlace:
    may = scope.reaches_park(Capability.SET_RULES, park.pk)

    def set_url(key: str) -> str:
        return reverse("park-rules:record", args=[park.public_id, key])

    return RulePlace(
        public_id=park.public_id,
        label=park.name,
        region=park.region,
        set_url=set_url if may else None,
        act_url=_act_url,
    )


def _act_url(act: str, public_id: object) -> str:
    return reverse(f"park-rules:{act}", args=[public_id])
