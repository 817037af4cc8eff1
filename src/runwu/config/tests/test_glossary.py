"""The glossary says what the code says."""

from functools import reduce
from importlib import import_module

import pytest

from runwu.config.glossary import SOURCES, Term, all_terms, render

IN_CODE = [term for term in all_terms() if term.in_code]


@pytest.mark.parametrize("term", IN_CODE, ids=lambda term: f"{term.module}.{term.identifier}")
def test_an_identifier_marked_as_in_code_is_found_there(term: Term) -> None:
    module = import_module(f"runwu.{term.module}")

    found = reduce(getattr, term.identifier.split("."), module)

    assert found is not None


def test_each_chinese_term_stands_once() -> None:
    words = [term.zh for term in all_terms()]

    assert sorted(words) == sorted(set(words))


def test_each_source_is_a_known_one() -> None:
    assert {term.source for term in all_terms()} <= set(SOURCES)


def test_an_identifier_names_a_module_exactly_when_it_is_in_code() -> None:
    assert [term.zh for term in all_terms() if bool(term.module) != term.in_code] == []


def test_the_page_shows_every_term_in_a_row_of_five_cells() -> None:
    page = render()

    rows = [line for line in page.splitlines() if line.startswith("| ") and not line.startswith("| 中文")]

    assert [row.count("|") for row in rows] == [6] * len(all_terms())
