"""Which facts have to change at the least (必须变的事实), before any value is tried."""

from __future__ import annotations

from datetime import date
from itertools import groupby

from runwu.rules.eligibility.conditions import Among, Compare, Condition, Opposite, Truth
from runwu.rules.eligibility.vocabulary import Facts

FactSets = set[frozenset[str]]


def needed_facts(condition: Condition, facts: Facts, *, on: date, most: int, wanted: bool = True) -> FactSets:
    """List sets of facts, of at most `most` each, one of which every change has to contain.

    Empty where more facts than that would have to change: then no value needs to be tried.
    """
    if isinstance(condition, Compare | Among):
        met = condition.truth(facts, on) is (Truth.TRUE if wanted else Truth.FALSE)
        return {frozenset() if met else frozenset({condition.fact})}
    if isinstance(condition, Opposite):
        return needed_facts(condition.part, facts, on=on, most=most, wanted=not wanted)
    families = [needed_facts(part, facts, on=on, most=most, wanted=wanted) for part in condition.parts]
    return _so_many(condition.needed if wanted else len(families) - condition.needed + 1, families, most)


def _so_many(needed: int, families: list[FactSets], most: int) -> FactSets:
    """Join the families of so many parts, whichever they are."""
    chosen: list[FactSets] = [{frozenset()}, *(set[frozenset[str]]() for _ in range(needed))]
    for family in families:
        for count in range(needed, 0, -1):
            joined = {one | other for one in chosen[count - 1] for other in family}
            chosen[count] = _smallest(chosen[count] | {facts for facts in joined if len(facts) <= most})
    return chosen[needed]


def _smallest(sets: FactSets) -> FactSets:
    kept: FactSets = set()
    for _, group in groupby(sorted(sets, key=len), key=len):
        # sets of one size never contain each other
        kept |= {candidate for candidate in group if not any(smaller <= candidate for smaller in tuple(kept))}
    return kept
