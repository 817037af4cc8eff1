"""What one row of the enterprise workbook asks for, before the ledger is looked at."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from runwu.core.imports import ImportContext, ImportRow
from runwu.coverage.choices import MassKind
from runwu.enterprises.choices import FactKind, Operating, Stage
from runwu.organizations.choices import UnitRole

PLAIN = ("name", "short_name", "credit_code", "provisional_number", "address", "ownership", "foreign_share")
PLACES = ("grid", "building", "chain")
LONGEST = {"name": 100, "short_name": 30, "address": 200, "provisional_number": 32, "branch": 100, "instructor": 200}
LONGEST |= {"grid": 50, "building": 50, "chain": 50, "liaison": 200, "operating_source": 100}
_MASS = {MassKind.UNION: "union", MassKind.YOUTH_LEAGUE: "youth_league", MassKind.WOMEN: "women"}
MARKS = (FactKind.STAFF, FactKind.ABOVE_DESIGNATED, FactKind.HIGH_TECH, FactKind.TAX_FILED, FactKind.INSURED)
_PADDED = re.compile(r"(?<![\u3400-\u9fff])([\u3400-\u9fff])\s+([\u3400-\u9fff]{1,2})(?![\u3400-\u9fff])")
_NAMES = re.compile(r"[、,，;；/\s]+")
_YES = frozenset(["是", "√", "有", "y", "yes", "1"])


@dataclass(frozen=True, slots=True)
class FactWish:
    """A dated fact as the row knows it."""

    kind: FactKind
    value: str | int | bool
    since: date
    source: str


@dataclass(frozen=True, slots=True)
class BranchWish:
    """The organisation that covers the enterprise, and how; without a name the committee that catches who is left."""

    name: str
    role: UnitRole
    since: date
    established: date | None


@dataclass(slots=True)
class FirmWish:
    """What a row says about an enterprise; what it does not say stays as it is."""

    row: ImportRow
    name: str
    fields: dict[str, Any] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    facts: list[FactWish] = field(default_factory=list)
    branch: BranchWish | None = None
    instructors: tuple[str, ...] = ()
    liaisons: tuple[str, ...] = ()
    mass: Mapping[MassKind, bool] = field(default_factory=dict)


def read_wish(row: ImportRow, context: ImportContext) -> FirmWish:
    """Return what a row asks for."""
    given = {key: value for key, value in row.values.items() if value is not None}
    wish = FirmWish(row, row.text("name"))
    wish.fields = {key: given[key] for key in PLAIN if key in given}
    if "provisional_number" in wish.fields:
        wish.fields["provisional_number"] = number_of(row.text("provisional_number"))
    if "visibility" in given:
        wish.fields["visibility"] = int(str(given["visibility"]))
    wish.places = {key: str(given[key]) for key in PLACES if key in given}
    wish.facts = _facts(row, context)
    wish.branch = _branch(row, context)
    wish.instructors, wish.liaisons = names_in(row.text("instructor")), names_in(row.text("liaison"))
    wish.mass = {kind: given[key] == "yes" for kind, key in _MASS.items() if key in given}
    return wish


def number_of(text: str) -> str:
    """Return a park's own number in half width and capitals, without blanks.

    >>> number_of("甲－５１ a")
    '甲-51A'
    """
    return "".join(unicodedata.normalize("NFKC", text).split()).upper()


def names_in(text: str) -> tuple[str, ...]:
    """Return the names that a cell lists, each once.

    >>> names_in("示小满、示谷雨")
    ('示小满', '示谷雨')
    >>> names_in("示　小满 示谷雨")
    ('示小满', '示谷雨')
    """
    joined = _PADDED.sub(r"\1\2", text)
    return tuple(dict.fromkeys(name for name in _NAMES.split(joined) if name))


def _facts(row: ImportRow, context: ImportContext) -> list[FactWish]:
    values, day, source = row.values, context.as_of, context.source
    found = []
    if values.get("stage"):
        found.append(FactWish(FactKind.STAGE, str(values["stage"]), _producing_since(row, day), source))
    if values.get("operating") is not None:
        word = Operating.YES if values["operating"] else Operating.NO
        found.append(FactWish(FactKind.OPERATING, str(word), day, row.text("operating_source")[:100] or source))
    for kind in MARKS:
        value = values.get(kind.value)
        if isinstance(value, int):
            found.append(FactWish(kind, value, day, source))
    return found


def _producing_since(row: ImportRow, day: date) -> date:
    """Return since when the stage holds: the day production began, for what produces."""
    began = row.values.get("produced_on")
    producing = row.values.get("stage") in (Stage.PRODUCTION, Stage.EXPANSION)
    return began if producing and isinstance(began, date) and began <= day else day


def _branch(row: ImportRow, context: ImportContext) -> BranchWish | None:
    name, formation = row.text("branch"), row.text("formation")
    if not name and formation != UnitRole.FALLBACK:
        return None
    founded = row.values.get("branch_since")
    established = founded if isinstance(founded, date) and founded <= context.as_of else None
    return BranchWish(name, _role(row, name, formation), established or context.as_of, established)


def _role(row: ImportRow, name: str, formation: str) -> UnitRole:
    if formation in (UnitRole.FALLBACK, UnitRole.OWN):
        return UnitRole(formation)
    if formation == "joint" or "联合" in name:
        return UnitRole.HOST if leads(row) else UnitRole.MEMBER
    return UnitRole.OWN


def leads(row: ImportRow) -> bool:
    """Tell whether the column of the host says “yes” or names the enterprise itself."""
    host = row.text("host").casefold()
    return bool(host) and (host in _YES or host in (row.text("name").casefold(), row.text("short_name").casefold()))


def share_in_percent(value: Decimal) -> Decimal:
    """Return a foreign share in percent; a spreadsheet keeps 30% as 0.3.

    >>> share_in_percent(Decimal("0.3")), share_in_percent(Decimal(25))
    (Decimal('30.0'), Decimal('25'))
    """
    return value * 100 if 0 < value <= 1 else value
