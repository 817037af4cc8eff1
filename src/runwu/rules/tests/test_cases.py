"""Every case file answers as it says, and the register names exactly what the rules read."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import Any

import pytest

from runwu.rules.parameters import packaged_parameters
from runwu.rules.registry import readers, rules
from runwu.rules.tests.asking import RecordingParameters, ask, cases, found


@cache
def keys_asked() -> dict[str, set[str]]:
    """Answer all cases and collect the parameters that each rule asked."""
    asked: dict[str, set[str]] = defaultdict(set)
    for case in cases():
        parameters = RecordingParameters()
        ask(case, parameters)
        asked[case["ask"]] |= parameters.asked
    return asked


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["situation"])
def test_a_case_answers_as_it_says(case: dict[str, Any]) -> None:
    answer = found(ask(case, packaged_parameters()))

    assert {name: answer[name] for name in case["expected"]} == case["expected"]


@pytest.mark.parametrize("rule", rules())
def test_the_register_names_exactly_what_a_rule_reads(rule: str) -> None:
    assert keys_asked()[rule] == set(rules()[rule])


@pytest.mark.parametrize("key", packaged_parameters().keys())
def test_every_parameter_has_a_reader(key: str) -> None:
    assert readers(key)
