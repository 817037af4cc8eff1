"""The rules of one day and place, as every rule takes them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from runwu.rules.errors import RuleInputError
from runwu.rules.overrides import Override, check_override
from runwu.rules.parameters import (
    NATIONAL,
    DatedValue,
    Parameter,
    ParameterSet,
    Value,
    packaged_parameters,
    shown_value,
)
from runwu.rules.parameters.model import Labels
from runwu.rules.places import province_slug
from runwu.rules.sources import Force, Source
from runwu.rules.verdict import Reason

__all__ = ["Level", "Override", "ParameterInForce", "Rulebook"]


class Level(StrEnum):
    """Who set a value (设定层级)."""

    NATIONAL = "national"
    PROVINCE = "province"
    PARK = "park"

    @property
    def label(self) -> str:
        """Say it in Chinese.

        >>> Level.PARK.label
        '园区'
        """
        return {"national": "全国", "province": "省", "park": "园区"}[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class ParameterInForce:
    """A parameter as it stands on one day in one place (当日有效的参数).

    `beneath` is the value that a province or park replaced, shown beside it.
    """

    key: str
    title: str
    unit: str
    topic: str
    value: Value
    force: Force
    source: Source
    level: Level
    labels: Labels = ()
    beneath: ParameterInForce | None = None

    @property
    def shown(self) -> str:
        """Write the value with its unit: `3 名`, `是`, or a list."""
        return shown_value(self.value, self.unit, self.labels)

    @property
    def origin(self) -> str:
        """Name who set the value (由谁设定): no document of the nation stands behind a setting of the product.

        >>> book = Rulebook(on=date(2026, 11, 23))
        >>> book.parameter("formation.max_members").origin, book.parameter("formation.joint_max_way").origin
        ('全国', '产品设定')
        """
        return origin_of(self.level, self.source)


def origin_of(level: Level, source: Source) -> str:
    """Name who set a value: park, province or nation, or the custom or setting that a national value rests on."""
    return source.short if level is Level.NATIONAL and not source.is_national else level.label


@dataclass(frozen=True, slots=True)
class Rulebook:
    """The parameters in force on a day, in a place, with a park's own values (规则手册).

    `place` is empty for the nation, the folder name of a province (`hainan`), or a GB/T 2260 code
    inside it. National values give way to the province's, and these to the park's overrides.
    Raises RuleInputError for an unknown place or what is no day, OverrideError for an override that may not stand.

    >>> book = Rulebook(on=date(2026, 11, 23))
    >>> book.value("formation.min_full_members")
    3
    >>> book.source("formation.min_full_members").chip
    '支部工作条例 第四条'
    """

    on: date
    place: str = ""
    overrides: tuple[Override, ...] = ()
    parameters: ParameterSet = field(default_factory=packaged_parameters, repr=False)
    # a board asks the same few keys for thousands of enterprises
    _found: dict[str, ParameterInForce] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if isinstance(self.on, datetime) or not isinstance(self.on, date):
            raise RuleInputError(happened=f"{self.on} 不是一个日期", rule="规则按某一天判断", now="给出年月日")
        province_slug(self.place)
        for override in self.overrides:
            if override.applies(self.on):
                check_override(override, self.parameters, self.on)

    def parameter(self, key: str) -> ParameterInForce:
        """Find a parameter as it stands: value, unit, force, source, and who set it.

        Raises RuleInputError when the key is unknown or nothing was in force on the day.
        """
        if key not in self._found:
            self._found[key] = self._find(key)
        return self._found[key]

    def _find(self, key: str) -> ParameterInForce:
        found = self._provincial(key)
        override = next((item for item in reversed(self.overrides) if item.key == key and item.applies(self.on)), None)
        return found if override is None else _replaced(found, override)

    def value(self, key: str) -> Value:
        """Read a value in its own type."""
        return self.parameter(key).value

    def number(self, key: str) -> int:
        """Read a whole number."""
        value = self.value(key)
        if isinstance(value, bool) or not isinstance(value, int):
            raise _wrong_type(key, "整数")
        return value

    def decimal(self, key: str) -> Decimal:
        """Read an exact number; a whole number is one, too."""
        value = self.value(key)
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            raise _wrong_type(key, "数")
        return Decimal(value)

    def names(self, key: str) -> tuple[str, ...]:
        """Read a list of codes."""
        value = self.value(key)
        if not isinstance(value, tuple):
            raise _wrong_type(key, "文字列表")
        return value

    def source(self, key: str) -> Source:
        """Read the clause that a value rests on."""
        return self.parameter(key).source

    def reason(self, key: str, text: str = "", *, arithmetic: str = "") -> Reason:
        """Build a reason that cites a parameter; without a text the clause speaks for itself."""
        found = self.parameter(key)
        return Reason(
            text=text or found.source.text, source=found.source, force=found.force, arithmetic=arithmetic, key=key
        )

    def _provincial(self, key: str) -> ParameterInForce:
        national = self._national(key)
        own = self.parameters.find(key, province_slug(self.place) or NATIONAL)
        dated = own.in_force(self.on) if own and own.place != NATIONAL else None
        return national if own is None or dated is None else _in_force(own, dated, Level.PROVINCE, national)

    def _national(self, key: str) -> ParameterInForce:
        parameter = self.parameters.require(key)
        dated = parameter.in_force(self.on)
        if dated is None:
            raise RuleInputError(
                happened=f"{self.on} 当日没有“{parameter.title}”的有效规定",
                rule=f"参数 {key} 自 {parameter.values[0].valid_from} 起有规定",
                now="换一个日期，或补充当时的规定",
            )
        return _in_force(parameter, dated, Level.NATIONAL, None)


def _in_force(
    parameter: Parameter, dated: DatedValue, level: Level, beneath: ParameterInForce | None
) -> ParameterInForce:
    return ParameterInForce(
        key=parameter.key,
        title=parameter.title,
        unit=parameter.unit,
        topic=parameter.topic,
        value=dated.value,
        force=dated.force,
        source=dated.source,
        level=level,
        labels=parameter.labels,
        beneath=beneath,
    )


def _replaced(found: ParameterInForce, override: Override) -> ParameterInForce:
    return replace(found, value=override.value, source=override.source, level=Level.PARK, beneath=found)


def _wrong_type(key: str, wanted: str) -> RuleInputError:
    return RuleInputError(happened=f"参数 {key} 不是{wanted}", rule="参数类型由参数文件确定", now="核对参数的键")
