"""The glossary (词汇表): read the machine-readable list of words, and write it down as a page."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

SOURCES = {
    "constitution": "wording of the English CPC Constitution",
    "press": "press and institute usage",
    "government": "statistics and standards",
    "ours": "our proposal; no settled English",
}
_OPENING = """# Glossary

Generated from `src/runwu/config/glossary.toml`; not edited by hand.

Which English word stands for which Chinese one, and what it is called in the code. Spelling is American, class names
are singular, `party_` stands only where the bare word is ambiguous, and there are no pinyin identifiers. A bold
identifier exists in the code (a test says so); the others are reserved for what is not built yet.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One word: `identifier` in `runwu.<module>` where it is `in_code`; `checked` means: wording looked up."""

    zh: str
    en: str
    source: str
    identifier: str = ""
    module: str = ""
    in_code: bool = False
    checked: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class TermGroup:
    """The words of one topic."""

    zh: str
    en: str
    terms: tuple[Term, ...]


@cache
def glossary() -> tuple[TermGroup, ...]:
    """Read all words, by topic. Raises TypeError for an entry with an unknown key or without a needed one."""
    text = files("runwu.config").joinpath("glossary.toml").read_text(encoding="utf-8")
    return tuple(_group(table) for table in tomllib.loads(text)["group"])


def all_terms() -> tuple[Term, ...]:
    """Return the words of all topics."""
    return tuple(term for group in glossary() for term in group.terms)


def render() -> str:
    """Write the glossary as Markdown: one table per topic."""
    sections = (line for group in glossary() for line in _section(group))
    return "\n".join([_OPENING, *_legend(), *sections]).rstrip() + "\n"


def _group(table: dict[str, Any]) -> TermGroup:
    return TermGroup(table["zh"], table["en"], tuple(Term(**term) for term in table["terms"]))


def _legend() -> Iterator[str]:
    yield "Source of the English: " + "; ".join(f"*{code}*, {words}" for code, words in SOURCES.items()) + "."
    yield "A ✓ marks a wording that was looked up.\n"


def _section(group: TermGroup) -> Iterator[str]:
    yield f"## {group.zh} {group.en}\n"
    yield "| 中文 | English | Identifier | Source | Note |"
    yield "|---|---|---|---|---|"
    for term in group.terms:
        yield f"| {term.zh} | {term.en} | {_identifier(term)} | {_source(term)} | {term.note} |"
    yield ""


def _identifier(term: Term) -> str:
    if term.in_code:
        return f"**`{term.identifier}`** in `{term.module}`"
    return ", ".join(f"`{name.strip()}`" for name in term.identifier.split(",") if name.strip())


def _source(term: Term) -> str:
    return f"{term.source} ✓" if term.checked else term.source
