"""What the documents say: every statement leads to a parameter, a rule, or a reason."""

from __future__ import annotations

from typing import Any

import pytest

from runwu.rules import ParameterError, packaged_parameters
from runwu.rules.handbook import render
from runwu.rules.statements import load_statements, packaged_statements

NAMED = {key for topic in packaged_statements() for statement in topic.statements for key in statement.keys}
STATEMENT = {"document": "branch-regulation", "article": "第四条", "says": "示例"}


def topic(**changes: Any) -> list[tuple[str, dict[str, Any]]]:
    """Build one topic with one statement."""
    return [("example.toml", {"title": "示例", "order": 1, "statement": [STATEMENT | changes]})]


def test_every_parameter_is_named_by_a_statement() -> None:
    assert set(packaged_parameters().keys()) - NAMED == set()


def test_no_two_topics_share_a_place() -> None:
    orders = [found.order for found in packaged_statements()]

    assert len(orders) == len(set(orders))


def test_the_handbook_ends_with_what_is_represented_and_what_is_not() -> None:
    table = render().partition("\n## 条文对照")[2].partition("\n## 没有做的")[0]

    assert "| 支部工作条例 第四条 | 有正式党员三人以上的单位应当成立党支部，预备党员不计入 |" in table


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({}, "既没有写在哪里"),
        ({"reason": " "}, "既没有写在哪里"),
        ({"keys": ["no.such"]}, "提到了没有的 no.such"),
        ({"rules": ["no.such"]}, "提到了没有的 no.such"),
        ({"reason": "示例", "color": "red"}, "不认识的字段 color"),
        ({"reason": "示例", "document": "lost"}, "没有登记文件 lost"),
        ({"reason": "示例", "article": 4}, "字段 article"),
        ({"reason": "示例", "says": None}, "字段 says"),
    ],
)
def test_a_statement_that_leads_nowhere_is_refused_by_name(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(ParameterError, match=message):
        load_statements(topic(**changes))


def test_what_is_not_represented_is_listed_once_more_together() -> None:
    left = render().partition("\n## 没有做的")[2]

    assert "社会工作部门指导" in left
    assert "| `" not in left
