"""What the register of pages claims (规则与页面): no page names a rule that nothing in the product asks."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import runwu
from runwu.core.rule_pages import rule_pages

SOURCES = Path(runwu.__file__).parent
CHECKS = sorted({check for page in rule_pages for check in page.checks})
BY_THE_DATABASE = {
    "coverage.status_of"
}  # counted over parks as coverage.selectors.marks says it, tested to be the same


@cache
def _imported() -> frozenset[str]:
    """Return what the apps import from the rules, as `topic.name`."""
    outside = (path for path in SOURCES.rglob("*.py") if not {"rules", "tests"} & set(path.relative_to(SOURCES).parts))
    return frozenset(name for path in outside for name in _from_rules(ast.parse(path.read_text(encoding="utf-8"))))


def _from_rules(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("runwu.rules."):
            topic = (node.module or "").split(".")[2]
            yield from (f"{topic}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("check", CHECKS)
def test_a_rule_that_a_page_names_is_asked(check: str) -> None:
    assert check in _imported() | BY_THE_DATABASE
