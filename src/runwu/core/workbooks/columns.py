"""Declare which columns an import expects (列的约定)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """Name what a column holds."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    BOOLEAN = "boolean"
    CHOICE = "choice"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class ChoiceSpec:
    """List the values of a choice with the words people write for each (可选值)."""

    options: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """Declare one column: its key, its title, the other names it goes by, and what it holds.

    `unit` is the unit the values are kept in (“人”, “万元”); `looks_like` is a regular expression that
    proposes the column by its content when its heading says nothing. `person` marks a text as one person's name.
    """

    key: str
    title: str
    synonyms: tuple[str, ...] = ()
    kind: Kind = Kind.TEXT
    required: bool = False
    example: str = ""
    choices: ChoiceSpec = field(default_factory=lambda: ChoiceSpec({}))
    unit: str = ""
    looks_like: str = ""
    person: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Return the title and its synonyms."""
        return (self.title, *self.synonyms)
