"""Recognize which expected column each heading means (认列)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from runwu.core.workbooks.columns import ColumnSpec
from runwu.core.workbooks.headings import Heading
from runwu.core.workbooks.problems import Notice, notice
from runwu.core.workbooks.vocabulary import Vocabulary

IGNORED = ""
"""The key of a column that the person chose to leave out."""


class By(StrEnum):
    """Say how a column was recognized."""

    NAME = "name"
    SYNONYM = "synonym"
    REMEMBERED = "remembered"
    CHOSEN = "chosen"
    GUESS = "guess"
    NONE = "none"


SETTLED = frozenset((By.NAME, By.SYNONYM, By.REMEMBERED, By.CHOSEN))


@dataclass(frozen=True, slots=True)
class ColumnMatch:
    """Say what one column of the sheet was taken for; `key` of a guess is a proposal to confirm."""

    heading: Heading
    key: str | None
    by: By

    @property
    def needs_confirmation(self) -> bool:
        """Return whether the person has to confirm the proposal."""
        return self.by is By.GUESS

    @property
    def settled(self) -> bool:
        """Return whether the column can be read."""
        return self.by in SETTLED and self.key not in (None, IGNORED)


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """Map the columns of a sheet to the expected ones."""

    matches: tuple[ColumnMatch, ...]
    specs: tuple[ColumnSpec, ...]

    @property
    def conflicts(self) -> dict[str, tuple[ColumnMatch, ...]]:
        """Return the keys that several settled columns claim; the person has to choose one."""
        claims = Counter(match.key for match in self.matches if match.settled)
        return {
            key: tuple(match for match in self.matches if match.settled and match.key == key)
            for key, count in claims.items()
            if key and count > 1
        }

    @property
    def missing(self) -> tuple[ColumnSpec, ...]:
        """Return the required columns that no settled column holds."""
        held = {match.key for match in self.matches if match.settled}
        return tuple(spec for spec in self.specs if spec.required and spec.key not in held)

    @property
    def to_confirm(self) -> tuple[ColumnMatch, ...]:
        """Return the proposals."""
        return tuple(match for match in self.matches if match.needs_confirmation)

    @property
    def unrecognized(self) -> tuple[ColumnMatch, ...]:
        """Return the columns nobody could name."""
        return tuple(match for match in self.matches if match.by is By.NONE)

    @property
    def ready(self) -> bool:
        """Return whether rows can be read: nothing doubled and nothing required missing."""
        return not self.conflicts and not self.missing

    def readable(self) -> dict[str, Heading]:
        """Return key → column of what is settled; a doubled key is not."""
        doubled = self.conflicts
        return {m.key: m.heading for m in self.matches if m.settled and m.key and m.key not in doubled}

    @property
    def notices(self) -> tuple[Notice, ...]:
        """Return a remark on every column whose heading names another unit than ours."""
        units = {spec.key: spec.unit for spec in self.specs}
        return tuple(
            notice("unit_differs", heading=m.heading.text, unit=m.heading.unit, expected=units[m.key])
            for m in self.matches
            if m.key and _differs(m.heading.unit, units[m.key])
        )

    def assign(self, choices: Mapping[str, str]) -> "ColumnMapping":
        """Return the mapping with the person's choices, by column letter; “” leaves a column out."""
        return replace(self, matches=tuple(_assigned(match, choices) for match in self.matches))

    def confirm_all(self) -> "ColumnMapping":
        """Return the mapping with every proposal taken."""
        return self.assign({m.heading.letter: m.key for m in self.to_confirm if m.key is not None})

    def to_remember(self) -> dict[str, str]:
        """Return normalized heading → key of what the person chose, to be passed as `remembered` next time."""
        return {m.heading.normalized: m.key for m in self.matches if m.by is By.CHOSEN and m.key is not None}


def recognize(
    headings: Sequence[Heading], specs: Sequence[ColumnSpec], remembered: Mapping[str, str] | None = None
) -> ColumnMapping:
    """Match headings with the expected columns: remembered, by name, by synonym, else a proposal or nothing."""
    vocabulary = Vocabulary(specs)
    known = {spec.key for spec in specs} | {IGNORED}
    kept = {heading: key for heading, key in (remembered or {}).items() if key in known}
    matches = [_certain(heading, vocabulary, kept) for heading in headings]
    taken = {match.key for match in matches if match.settled}
    guessed = [_guessed(match, vocabulary, taken) for match in matches]
    return ColumnMapping(tuple(_units_checked(guessed, specs)), tuple(specs))


def _certain(heading: Heading, vocabulary: Vocabulary, remembered: Mapping[str, str]) -> ColumnMatch:
    if heading.normalized in remembered:
        return ColumnMatch(heading, remembered[heading.normalized], By.REMEMBERED)
    for candidate in heading.candidates():
        if candidate in vocabulary.titles:
            return ColumnMatch(heading, vocabulary.titles[candidate], By.NAME)
        if candidate in vocabulary.exact:
            return ColumnMatch(heading, vocabulary.exact[candidate], By.SYNONYM)
    return ColumnMatch(heading, None, By.NONE)


def _guessed(match: ColumnMatch, vocabulary: Vocabulary, taken: set[str | None]) -> ColumnMatch:
    if match.by is not By.NONE:
        return match
    guesses = [*map(vocabulary.similar, match.heading.hints()), vocabulary.by_content(match.heading.samples)]
    for key in guesses:
        if key is not None and key not in taken:
            return replace(match, key=key, by=By.GUESS)
    return match


def _units_checked(matches: Sequence[ColumnMatch], specs: Sequence[ColumnSpec]) -> list[ColumnMatch]:
    """Ask before a column is read whose heading names another unit than ours (元 or 万元)."""
    units = {spec.key: spec.unit for spec in specs if spec.unit}
    return [
        replace(match, by=By.GUESS)
        if match.by in (By.NAME, By.SYNONYM) and _differs(match.heading.unit, units.get(match.key or ""))
        else match
        for match in matches
    ]


def _differs(found: str, expected: str | None) -> bool:
    return bool(found and expected) and found != expected


def _assigned(match: ColumnMatch, choices: Mapping[str, str]) -> ColumnMatch:
    letter = match.heading.letter
    return replace(match, key=choices[letter], by=By.CHOSEN) if letter in choices else match
