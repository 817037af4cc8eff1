"""What a dated parameter is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from runwu.rules.errors import ParameterError
from runwu.rules.sources import Force, Source, Sure

NATIONAL = "national"
Value = bool | int | Decimal | str | tuple[str, ...]
Labels = tuple[tuple[str, str], ...]


def shown_value(value: Value, unit: str = "", labels: Labels = ()) -> str:
    """Write a value as people read it.

    >>> shown_value(3, "名"), shown_value(True), shown_value(("union",), labels=(("union", "工会"),))
    ('3 名', '是', '工会')
    """
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, tuple):
        names = dict(labels)
        return "、".join(names.get(code, code) for code in value)
    return f"{value} {unit}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedValue:
    """One value of a parameter with its days and its clause (某一时期的取值).

    In force from `valid_from` to `valid_to`, both included; without `valid_to` until the next value.
    """

    value: Value
    valid_from: date
    source: Source
    force: Force
    valid_to: date | None = None

    @property
    def is_open_to_override(self) -> bool:
        """Tell whether a province or park may set its own value: only what is soft or unsettled.

        A promise of the product (不得, 产品设定) is local in origin, but nobody may take it back.
        """
        unsettled = self.source.sure is Sure.TO_CONFIRM
        local = self.source.sure is Sure.LOCAL and self.force is not Force.MUST_NOT
        return self.force is Force.GENERALLY or unsettled or local


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A number or statement of the regulations (参数) with its values over time, oldest first.

    `at_least` and `at_most` bound what a park may set; `labels` say in Chinese what codes stand for.
    """

    key: str
    title: str
    unit: str
    topic: str
    force: Force
    place: str
    values: tuple[DatedValue, ...]
    at_least: int | None = None
    at_most: int | None = None
    labels: Labels = ()

    def in_force(self, on: date) -> DatedValue | None:
        """Find the value of a day, or None where none was in force."""
        started = [value for value in self.values if value.valid_from <= on]
        if not started:
            return None
        latest = started[-1]
        ended = latest.valid_to is not None and latest.valid_to < on
        return None if ended else latest


@dataclass(frozen=True, eq=False)
class ParameterSet:
    """All parameters of the nation and of the provinces that set their own (参数全集)."""

    by_place: dict[str, dict[str, Parameter]] = field(default_factory=dict)

    def keys(self) -> tuple[str, ...]:
        """List the keys in their order in the files."""
        return tuple(self.by_place.get(NATIONAL, {}))

    def places(self) -> tuple[str, ...]:
        """List the provinces with values of their own."""
        return tuple(place for place in self.by_place if place != NATIONAL)

    def find(self, key: str, place: str = NATIONAL) -> Parameter | None:
        """Find a parameter as one place sets it, or None."""
        return self.by_place.get(place, {}).get(key)

    def require(self, key: str) -> Parameter:
        """Find the national parameter.

        Raises ParameterError when the key is unknown.
        """
        parameter = self.find(key)
        if parameter is None:
            raise ParameterError(
                happened=f"没有名为 {key} 的参数", rule="每个参数都在参数文件中有唯一的键", now="核对参数的键"
            )
        return parameter

    def __iter__(self) -> Iterator[Parameter]:
        for parameters in self.by_place.values():
            yield from parameters.values()

    def with_value(self, key: str, value: Value, *, since: date) -> ParameterSet:
        """Copy the set with one more national value, to see what a coming change would do."""
        parameter = self.require(key)
        source = replace(parameter.values[-1].source, effective_from=since)
        added = DatedValue(value=value, valid_from=since, source=source, force=parameter.force)
        kept = tuple(dated for dated in parameter.values if dated.valid_from < since)
        changed = replace(parameter, values=(*kept, added))
        national = {**self.by_place[NATIONAL], key: changed}
        return ParameterSet({**self.by_place, NATIONAL: national})
