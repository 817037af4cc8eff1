"""Whatever facts are asked, a rule answers or raises the one typed error with a Chinese message."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from importlib import import_module
from inspect import signature
from typing import Any, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from runwu.rules import Rulebook, RuleInputError, Verdict, packaged_parameters
from runwu.rules.recruitment import Progress, packaged_template
from runwu.rules.registry import rules

TOPICS = (
    "formation", "branch_size", "temporary", "terms", "votes", "recruitment", "membership", "orglife", "enterprises",
)  # fmt: skip
OURS = [name for name in rules() if name.partition(".")[0] in TOPICS]
CHINESE = re.compile(r"[\u4e00-\u9fff]")
days = st.dates() | st.dates(date(2020, 1, 1), date(2030, 12, 31))
codes = sorted({code for parameter in packaged_parameters() for code, _label in parameter.labels})
progress = st.builds(
    Progress,
    birth=st.none() | days,
    done=st.dictionaries(st.sampled_from([step.identity for step in packaged_template().steps] + ["nobody"]), days),
    extension_months=st.integers(-1, 13),
)
BY_TYPE: dict[object, st.SearchStrategy[Any]] = {
    Rulebook: st.builds(Rulebook, on=st.dates(date(2021, 1, 1), date(2030, 12, 31)) | st.dates()),
    Progress: progress,
    Decimal: st.decimals() | st.decimals(0, 10**6, places=2),
    str: st.sampled_from(codes) | st.text(max_size=3),
    date: days,
    date | None: st.none() | days,
}


def rule_of(name: str) -> Callable[..., object]:
    """Find a rule by its name in the register."""
    topic, _, function = name.partition(".")
    rule: Callable[..., object] = getattr(import_module(f"runwu.rules.{topic}"), function)
    return rule


def any_facts(rule: Callable[..., object]) -> st.SearchStrategy[dict[str, Any]]:
    """Draw every argument from its type alone."""
    hints = get_type_hints(rule)
    types = {name: hints[name] for name in signature(rule).parameters}
    return st.fixed_dictionaries(
        {name: BY_TYPE[kind] if kind in BY_TYPE else st.from_type(kind) for name, kind in types.items()}
    )


def words(rule: Callable[..., object], data: st.DataObject) -> list[str]:
    """Ask a rule and list the words of its answer, or of the one error that it may raise."""
    try:
        answer = rule(**data.draw(any_facts(rule)))
    except RuleInputError as error:
        return [error.happened, error.rule, error.now]
    verdict = getattr(answer, "verdict", answer)
    return [verdict.title, *verdict.now] if isinstance(verdict, Verdict) else []


@pytest.mark.parametrize("name", OURS)
@settings(database=None, deadline=None, max_examples=20, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_rule_answers_or_raises_the_typed_error(name: str, data: st.DataObject) -> None:
    said = words(rule_of(name), data)

    assert [text for text in said if not CHINESE.search(text)] == []
