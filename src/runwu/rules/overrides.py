"""A park's own value for a soft or unsettled rule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from runwu.rules.errors import OverrideError
from runwu.rules.parameters import Parameter, ParameterSet, Value
from runwu.rules.sources import Source, Sure


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
    valid_to: date | None = None

    @property
    def source(self) -> Source:
        """Cite the park's document as any other clause."""
        return Source(
            document=self.document,
            short=self.document,
            article=self.article,
            sure=Sure.LOCAL,
            effective_from=self.valid_from,
            text=f"园区自 {self.valid_from} 起自行设定",
        )

    def applies(self, on: date) -> bool:
        """Tell whether the override is in force on a day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


def check_override(override: Override, parameters: ParameterSet, on: date | None = None) -> None:
    """Check that a park may set this value; ask before recording it, too.

    Raises OverrideError when the rule is hard, the type differs, a bound is passed, or no
    document is named. `on` is the day whose national value is asked, the override's first day by default.
    """
    parameter = parameters.require(override.key)
    if not override.document.strip():
        raise _error(parameter, "没有写明依据的文件", "填写设定该值的文件")
    dated = parameter.in_force(on or override.valid_from)
    if dated is None or not dated.is_open_to_override:
        raise _error(parameter, "属于硬性规定，园区不能改", "按全国规定执行；对规定有疑问可向组织部门请示")
    if type(override.value) is not type(dated.value):
        raise _error(parameter, f"设定值 {override.value} 的类型不对", "按原值的类型填写")
    _check_bounds(override, parameter)


def _check_bounds(override: Override, parameter: Parameter) -> None:
    if isinstance(override.value, int) and not isinstance(override.value, bool):
        if parameter.at_least is not None and override.value < parameter.at_least:
            raise _error(parameter, f"设定值低于 {parameter.at_least}{parameter.unit}", "填写范围内的值")
        if parameter.at_most is not None and override.value > parameter.at_most:
            raise _error(parameter, f"设定值高于 {parameter.at_most}{parameter.unit}", "填写范围内的值")


def _error(parameter: Parameter, what: str, now: str) -> OverrideError:
    return OverrideError(
        happened=f"“{parameter.title}”{what}", rule="园区只能改一般性、地方性或待核的规定，并写明文件", now=now
    )
