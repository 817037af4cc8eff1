"""Check what only shows when all values stand together: dates, types, and who may differ."""

from __future__ import annotations

from itertools import pairwise

from runwu.rules.parameters.model import NATIONAL, DatedValue, Parameter, ParameterSet
from runwu.rules.parameters.tables import fail


def check_set(parameters: ParameterSet) -> ParameterSet:
    """Return the set when it holds together.

    Raises ParameterError when a parameter has no value, overlapping dates or mixed types, or when
    a province sets what the nation has settled.
    """
    for parameter in parameters:
        _check_values(parameter)
        _check_dates(parameter)
        if parameter.place != NATIONAL:
            _check_province(parameter, parameters.find(parameter.key))
    return parameters


def _check_values(parameter: Parameter) -> None:
    if not parameter.values:
        raise fail(parameter.key, "没有任何取值")
    if len({type(dated.value) for dated in parameter.values}) > 1:
        raise fail(parameter.key, "各时期取值的类型不一致")


def _check_dates(parameter: Parameter) -> None:
    for dated in parameter.values:
        if dated.valid_to is not None and dated.valid_to < dated.valid_from:
            raise fail(parameter.key, f"{dated.valid_from} 起的取值在开始之前就结束了")
    for earlier, later in pairwise(parameter.values):
        if _overlap(earlier, later):
            raise fail(parameter.key, f"{earlier.valid_from} 起与 {later.valid_from} 起的取值日期重叠")


def _overlap(earlier: DatedValue, later: DatedValue) -> bool:
    same_start = earlier.valid_from == later.valid_from
    return same_start or (earlier.valid_to is not None and earlier.valid_to >= later.valid_from)


def _check_province(parameter: Parameter, national: Parameter | None) -> None:
    if national is None:
        raise fail(f"{parameter.place} {parameter.key}", "全国参数中没有这个键")
    if parameter.unit != national.unit:
        raise fail(f"{parameter.place} {parameter.key}", "单位与全国参数不同")
    for dated in parameter.values:
        below = national.in_force(dated.valid_from)
        if below is not None and not below.is_open_to_override:
            raise fail(f"{parameter.place} {parameter.key}", "全国规定已经确定，地方不能另设")
