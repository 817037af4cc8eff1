"""A park's own value for a soft or unsettled rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from runwu.rules.bands import read_bands
from runwu.rules.errors import OverrideError, ParameterError
from runwu.rules.grading import grade_of
from runwu.rules.office_hours import read_hours
from runwu.rules.parameters import DatedValue, Parameter, ParameterSet, Value
from runwu.rules.sources import Force, Source, Sure


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """A value that a park set for itself (园区设定), with the document that says so.

    In force from `valid_from` to `valid_to`, both included.
    """

    key: str
    value: Value
    valid_from: date
    document: str
    article: str = ""
    number: str = ""
    valid_to: date | None = None

    @property
    def source(self) -> Source:
        """Cite the park's document as any other clause."""
        return Source(
            document=self.document,
            short=self.document,
            article=self.article,
            number=self.number,
            sure=Sure.LOCAL,
            effective_from=self.valid_from,
            text=f"园区自 {self.valid_from} 起自行设定",
        )

    def applies(self, on: date) -> bool:
        """Tell whether the override is in force on a day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


def check_override(override: Override, parameters: ParameterSet, on: date | None = None, *, place: str = "") -> None:
    """Check that a park may set this value; ask before recording it, too.

    `on` is the day whose value is asked; without it, every day that the override covers. `place` is the folder name
    of the park's province, whose own settled value binds the park as well.
    Raises OverrideError when the rule is hard or not yet in force, the type differs, a bound is passed, a list
    cannot be read, or no document is named.
    """
    parameter = parameters.require(override.key)
    if not override.document.strip():
        raise _error(parameter, "没有写明依据的文件", "填写设定该值的文件")
    if override.valid_to is not None and override.valid_to < override.valid_from:
        raise _error(parameter, "的结束日期早于开始日期", "核对两个日期", rule="最后一天不早于开始的那一天")
    for dated in _values_meant(override, parameter, on):
        _check_open(parameter, dated)
        _check_value(override.value, parameter, dated)
    _check_province(override, parameters.find(override.key, place) if place else None, on)


def _values_meant(override: Override, parameter: Parameter, on: date | None) -> Iterator[DatedValue]:
    first = on or override.valid_from
    known = parameter.in_force(first)
    if known is None:
        since = parameter.values[0].valid_from
        now = f"把开始日期改为 {since} 或以后有规定的日子"
        rule = "只能在有规定的日子里另设"
        raise _error(parameter, f"在 {first} 还没有规定，或规定已经失效", now, rule=rule)
    yield known
    if on is None:
        yield from (
            dated for dated in parameter.values if dated.valid_from > first and override.applies(dated.valid_from)
        )


def _check_open(parameter: Parameter, dated: DatedValue) -> None:
    if not dated.is_open_to_override:
        raise _error(parameter, "属于硬性规定，园区不能改", "按全国规定执行；对规定有疑问可向组织部门请示")


def _check_province(override: Override, own: Parameter | None, on: date | None) -> None:
    """Refuse what the province has settled for itself: only its soft or local values give way."""
    dated = own.in_force(on or override.valid_from) if own else None
    settled = dated is not None and dated.force is not Force.GENERALLY and not dated.is_open_to_override
    if own is not None and settled:
        raise _error(own, "省里已有规定，园区不能改", "按省里的规定执行；对规定有疑问可向组织部门请示")


def _check_value(value: Value, parameter: Parameter, dated: DatedValue) -> None:
    if type(value) is not type(dated.value):
        raise _error(parameter, f"设定值 {value} 的类型不对", "按原值的类型填写")
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        _check_bounds(value, parameter, dated)
    if isinstance(value, tuple):
        _check_list(value, parameter, dated)


def limits_of(parameter: Parameter, dated: DatedValue) -> tuple[Decimal, Decimal]:
    """Say between which numbers a park may set a value (可设范围), both included.

    Where the parameter names no bound, one is taken from the settled value: nothing is set to nothing, a share is at
    most the whole, and ten times as much is a slip of the pen.
    """
    settled = dated.value if isinstance(dated.value, int | Decimal) else 0
    smallest = Decimal(1) if isinstance(settled, int) else Decimal("0.01")
    lowest = parameter.at_least if parameter.at_least is not None else (smallest if settled > 0 else 0)
    usual = Decimal(100) if parameter.unit == "%" else 10 * max(Decimal(settled), smallest)
    highest = parameter.at_most if parameter.at_most is not None else max(usual, Decimal(lowest))
    return Decimal(lowest), Decimal(highest)


def _check_bounds(value: int | Decimal, parameter: Parameter, dated: DatedValue) -> None:
    lowest, highest = limits_of(parameter, dated)
    if value < lowest:
        raise _out_of_bounds(parameter, f"设定值低于 {lowest} {parameter.unit}".rstrip(), lowest, highest)
    if value > highest:
        raise _out_of_bounds(parameter, f"设定值高于 {highest} {parameter.unit}".rstrip(), lowest, highest)


def _out_of_bounds(parameter: Parameter, what: str, lowest: Decimal, highest: Decimal) -> OverrideError:
    rule = "园区的取值在规定的范围内；没有规定范围的，不超过原来的十倍，以防误填"
    return _error(parameter, what, _within(parameter, lowest, highest), rule=rule)


def _within(parameter: Parameter, lowest: Decimal, highest: Decimal) -> str:
    return f"填写 {lowest} 到 {highest} {parameter.unit}".strip() + "之间的值"


def _check_list(value: tuple[str, ...], parameter: Parameter, dated: DatedValue) -> None:
    """Refuse lists that no rule could read: codes nobody knows, or rows of another shape."""
    if not value or len(set(value)) < len(value):
        raise _error(parameter, "的设定值是空的，或者有重复", "至少保留一项，每项只写一次")
    if parameter.labels:
        unknown = [code for code in value if code not in dict(parameter.labels)]
        if unknown:
            raise _error(parameter, f"里没有“{'、'.join(unknown)}”这一项", "从已有的各项中选择")
    elif isinstance(dated.value, tuple) and not _reads_like(value, dated.value):
        raise _error(parameter, "的设定值读不出来", f"按原来的写法填写，例如“{dated.value[0]}”")


def _reads_like(rows: tuple[str, ...], settled: tuple[str, ...]) -> bool:
    return any(_can(reader, settled) and _can(reader, rows) for reader in _READERS)


def _can(reader: Callable[[tuple[str, ...]], object], rows: tuple[str, ...]) -> bool:
    try:
        reader(rows)
    except ParameterError:
        return False
    return True


def may_list(parameter: Parameter, dated: DatedValue) -> bool:
    """Tell whether a park can set a list at all: its codes have names, or its rows a known shape (能否另设)."""
    if not isinstance(dated.value, tuple):
        return True
    return bool(parameter.labels) or any(_can(reader, dated.value) for reader in _READERS)


def _grades(rows: tuple[str, ...]) -> object:
    return grade_of(rows, Decimal(0))


_READERS: tuple[Callable[[tuple[str, ...]], object], ...] = (read_hours, read_bands, _grades)


def _error(
    parameter: Parameter, what: str, now: str, *, rule: str = "园区只能改一般性、地方性或待核的规定，并写明文件"
) -> OverrideError:
    return OverrideError(happened=f"“{parameter.title}”{what}", rule=rule, now=now)
