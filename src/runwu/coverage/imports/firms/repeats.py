"""Enterprises that a sheet holds twice (重复的行)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

CODE, NUMBER, NAME = "code", "number", "name"


@dataclass(slots=True)
class Keys:
    """What rows of a sheet are known by, column by column; None where a row has none."""

    numbers: Sequence[int]
    codes: Sequence[str | None]
    provisional: Sequence[str | None]
    names: Sequence[str]


@dataclass(slots=True)
class Repeats:
    """Remembers in which row each enterprise stood first: by code, by number; by name where it has no code."""

    codes: dict[str, int] = field(default_factory=dict)
    provisional: dict[str, int] = field(default_factory=dict)
    names: dict[str, int] = field(default_factory=dict)
    found: dict[int, tuple[str, int]] = field(default_factory=dict)

    def note(self, keys: Keys) -> Iterator[int]:
        """Yield the positions of rows that repeat an earlier one; `found` has by row number what they repeat."""
        rows = zip(keys.numbers, keys.codes, keys.provisional, keys.names, strict=True)
        for at, (row, code, provisional, name) in enumerate(rows):
            if code and self.codes.setdefault(code, row) != row:
                self.found[row] = CODE, self.codes[code]
            elif provisional and self.provisional.setdefault(provisional, row) != row:
                self.found[row] = NUMBER, self.provisional[provisional]
            elif name and not code and self.names.setdefault(name, row) != row:
                self.found[row] = NAME, self.names[name]
            else:
                continue
            yield at
