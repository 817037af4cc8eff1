"""Ask the rules about enterprises, money and casework with the plain facts of a case file."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from runwu.rules import enterprises
from runwu.rules.identifiers import Industry, read_industry
from runwu.rules.rulebook import Rulebook

Facts = dict[str, Any]  # Any: parsed TOML


def money(facts: Facts, name: str) -> Decimal | None:
    """Read an exact amount, written as text or as a whole number."""
    return Decimal(facts[name]) if name in facts else None


def _industry(facts: Facts) -> Industry:
    found = read_industry(facts["industry"])
    assert isinstance(found, Industry)
    return found


def _size(facts: Facts, book: Rulebook) -> object:
    figures = enterprises.EnterpriseFigures(
        staff=facts.get("staff"), revenue=money(facts, "revenue"), assets=money(facts, "assets")
    )
    return enterprises.size_class(enterprises.SizeGroup(facts["group"]), figures, book=book)


def _above(facts: Facts, book: Rulebook) -> object:
    return enterprises.is_above_scale(
        enterprises.ScaleGroup(facts["group"]),
        revenue=money(facts, "revenue"),
        qualified=facts.get("qualified"),
        book=book,
    )


ENTERPRISE_RULES: dict[str, Callable[[Facts, Rulebook], object]] = {
    "enterprises.size_class": _size,
    "enterprises.size_group_of": lambda facts, book: enterprises.size_group_of(_industry(facts), book=book),
    "enterprises.is_above_scale": _above,
    "enterprises.scale_group_of": lambda facts, book: enterprises.scale_group_of(_industry(facts), book=book),
}
