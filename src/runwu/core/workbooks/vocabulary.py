"""Find the column that a heading means among the expected ones (同义词)."""

import difflib
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from runwu.core.workbooks.columns import ColumnSpec
from runwu.core.workbooks.headings import normalize_heading

SURE_ENOUGH = 0.6
"""Likeness from which a heading is proposed."""
_CLEARLY = 0.04
"""By how much the best proposal has to beat the next one."""


class Vocabulary:
    """Index the names of a column spec."""

    def __init__(self, specs: Sequence[ColumnSpec]) -> None:
        self._specs = tuple(specs)
        self.titles = {normalize_heading(spec.title): spec.key for spec in reversed(specs)}
        names = [(normalize_heading(name), spec.key) for spec in specs for name in spec.names]
        self._names = [(name, key) for name, key in names if name]
        self.exact = dict(reversed(self._names))
        self.similar = lru_cache(maxsize=4096)(self._similar)

    def likely(self, heading: str) -> str | None:
        """Return the key whose name holds the heading or is held by it, cheaply."""
        scores = _best_by_key((_containment(heading, name), key) for name, key in self._names)
        return _winner(scores)

    def by_content(self, samples: Sequence[str]) -> str | None:
        """Return the only key whose pattern all samples (three or more) match."""
        if len(samples) < 3:
            return None
        keys = [spec.key for spec in self._specs if spec.looks_like and _all_match(spec.looks_like, samples)]
        return keys[0] if len(keys) == 1 else None

    def _similar(self, heading: str) -> str | None:
        """Return the key with the most similar name, or None when none is similar or two are."""
        return _winner(_best_by_key((_likeness(heading, name), key) for name, key in self._names))


def _best_by_key(scored: Iterable[tuple[float, str]]) -> list[tuple[float, str]]:
    best: dict[str, float] = {}
    for score, key in scored:
        best[key] = max(score, best.get(key, 0.0))
    return sorted(((score, key) for key, score in best.items()), reverse=True)


def _winner(scores: list[tuple[float, str]]) -> str | None:
    if not scores or scores[0][0] < SURE_ENOUGH:
        return None
    clear = len(scores) == 1 or scores[0][0] - scores[1][0] >= _CLEARLY
    return scores[0][1] if clear else None


def _containment(heading: str, name: str) -> float:
    """Weigh that one text holds the other, between 0.5 and 1; single characters weigh nothing."""
    short, long = sorted((heading, name), key=len)
    if len(short) < 2 or short not in long:
        return 0.0
    return 0.5 + 0.5 * len(short) / len(long)


def _likeness(heading: str, name: str) -> float:
    if held := _containment(heading, name):
        return held
    matcher = difflib.SequenceMatcher(None, heading, name, autojunk=False)
    return matcher.ratio() if min(len(heading), len(name)) > 1 else 0.0


def _all_match(pattern: str, samples: Sequence[str]) -> bool:
    return all(re.fullmatch(pattern, sample) for sample in samples)
