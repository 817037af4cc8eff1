"""No number of a regulation stands in the product: each is a dated parameter of `runwu.rules`.

Read are the sentences of code and templates, and every comparison of a count, an amount or a time
with a number that the documents fix. What the rules library says about a number it says itself.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[1] / "src" / "runwu"
LEFT_OUT = ("rules", "planning", "tests", "migrations", "demo", "locale", "static", "node_modules")

# what the documents fix, as a sentence would say it
IN_WORDS = {
    "an own branch": r"正式党员[^，。]{0,6}(满|够|不足|少于|至少|≥|<) ?(三|3) ?[名人]",
    "a branch committee": r"(满|够|不足|少于|≥|<) ?(七|7) ?[名人]|三至五[名人]|3 ?[-–至] ?5 ?[名人]",
    "the size of a branch": r"(超过|不超过|至多|≤|>) ?(五十|50) ?[名人]",
    "the units of a joint branch": r"(超过|不超过|至多|≤|>) ?(五|5) ?家",
    "the age of an applicant": r"(满|够|年满) ?(十八|18) ?(周岁|岁)",
    "the age of the Youth League": r"(二十八|28) ?(周岁|岁)",
    "the hours of study": r"(三十二|32|五十六|56) ?(个)?学时",
    "the recruitment steps": r"(二十五|25) ?(个步骤|步)",
    "a letter of introduction": r"介绍信[^。]{0,10}(九十|90) ?(天|日)",
    "floating and lost contact": r"(六|6) ?个月|(满|连续)半年",
    "a term of office": r"(任期|每届) ?(三|五|3|5) ?年",
    "the quorum of an election": r"五分之四|4/5|(八十|80) ?%",
    "a surplus of candidates": r"(百分之二十|20 ?%) ?(差额)?",
    "the percentages of dues": r"0\.5 ?%|1\.5 ?%|百分之(零点五|一点五)",
    "the bands of dues": r"(3,?000|5,?000|10,?000|三千|五千|一万) ?元",
    "an extra payment": r"(1,?000|一千) ?元",
    "the funds of an enterprise": r"工资[^。]{0,10}(1 ?%|百分之一)",
    "coverage by size": r"(五十|50|一百|100) ?人以上",
    "the working days of a demand": r"(五|5|十五|15) ?个?工作日",
    "small cells": r"(少于|不足|小于|<) ?(五|5) ?[名人]?(?!\d)",
    "how long a raw file stays": r"(七|7) ?[天日]后?(清除|删除|销毁)",
}
# of what a comparison may not ask a number that a document fixes
COUNTED = re.compile(
    r"full_members|full_count|\bfull\b|probation|floating|seats|quorum|attend|hours|dues|wages|retention|term_years|age_on"
)
FIXED = {2, 3, 5, 6, 7, 12, 18, 28, 32, 50, 56, 90, 100, 500, 1000, 3000, 5000, 10000}


def files(suffix: str) -> list[Path]:
    """List the product's own files of a kind."""
    found = sorted(SOURCE.rglob(f"*{suffix}"))
    return [path for path in found if not set(path.relative_to(SOURCE).parts[:-1]) & set(LEFT_OUT)]


def sentences(path: Path) -> Iterator[str]:
    """Give the texts of a file that people read: strings of code without docstrings, lines of templates."""
    text = path.read_text("utf-8")
    if path.suffix == ".html":
        yield from re.sub(r"\{#.*?#\}|<style.*?</style>", "", text, flags=re.DOTALL).splitlines()
        return
    tree = ast.parse(text)
    explained = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in explained:
            yield node.value


def fixed_comparisons(source: str) -> list[str]:
    """List the comparisons of something counted with a number that a document fixes."""
    return [
        ast.unparse(node)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Compare) and COUNTED.search(ast.unparse(node)) and _names_a_fixed_number(node)
    ]


def _names_a_fixed_number(node: ast.Compare) -> bool:
    sides = [node.left, *node.comparators]
    return any(isinstance(side, ast.Constant) and type(side.value) is int and side.value in FIXED for side in sides)


def spoken(texts: Iterator[str]) -> list[tuple[str, str]]:
    """List the rules whose numbers stand in some texts, each with its words."""
    return [(rule, found[0]) for text in texts for rule, said in IN_WORDS.items() if (found := re.search(said, text))]


@pytest.mark.parametrize("path", [*files(".py"), *files(".html")], ids=lambda path: str(path.relative_to(SOURCE)))
def test_no_sentence_of_the_product_fixes_a_number_of_a_regulation(path: Path) -> None:
    assert spoken(sentences(path)) == []


def test_no_comparison_of_the_product_fixes_a_number_of_a_regulation() -> None:
    found = {str(path.relative_to(SOURCE)): fixed_comparisons(path.read_text("utf-8")) for path in files(".py")}

    assert {path: lines for path, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("正式党员已满三名，应当单独成立党支部", "an own branch"),
        ("不足 7 名，不设支部委员会", "a branch committee"),
        ("每年不少于 32 学时", "the hours of study"),
        ("介绍信 90 天内有效", "a letter of introduction"),
        ("外出六个月以上", "floating and lost contact"),
        ("按 0.5% 交纳", "the percentages of dues"),
    ],
)
def test_the_search_finds_what_it_looks_for(words: str, rule: str) -> None:
    assert rule in [found for found, _said in spoken(iter([words]))]


@pytest.mark.parametrize("code", ["group.full_members >= 3", "if 7 <= full: pass", "hours < 32"])
def test_the_search_finds_comparisons(code: str) -> None:
    assert len(fixed_comparisons(code)) == 1
