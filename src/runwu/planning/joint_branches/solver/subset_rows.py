"""Find subset-row cuts on three items that a fractional solution violates (子集行割的分离)."""

from __future__ import annotations

import numpy as np

from .arrays import Bytes, Floats, Ints
from .columns import Columns
from .cuts import SubsetCuts
from .master import Fractional
from .model import ParkModel

VIOLATION = 0.02
SUPPORT = 1e-6


def violated_subsets(model: ParkModel, columns: Columns, solution: Fractional, most: int) -> SubsetCuts:
    """Find the triples of items that groups hold two of more than once, worst first, at most three per item pair."""
    used = np.flatnonzero(solution.groups > SUPPORT)
    support, share = columns.take(used), solution.groups[used]
    holds = incidence(support, model.count)
    together = (holds * share[:, None]).T @ holds
    np.fill_diagonal(together, 0.0)
    triples = _heavy_triples(together)
    if not len(triples):
        return SubsetCuts(np.zeros((model.count + 1, 0), dtype=np.uint8))
    excess = _two_of_three(holds, share, triples) - 1.0
    bad = np.flatnonzero(excess > VIOLATION)
    order = bad[np.lexsort([*triples[bad].T[::-1], -excess[bad].round(6)])]
    return SubsetCuts(_touches(_spread(triples[order], model.count, most), model.count))


def incidence(columns: Columns, count: int) -> Floats:
    """Mark which column holds which item, shape (columns, N)."""
    holds = np.zeros((len(columns), count + 1))
    np.put_along_axis(holds, columns.items, 1.0, axis=1)
    return holds[:, :count]


def _heavy_triples(together: Floats) -> Ints:
    """List triples a < b < c whose pairwise weights add up to more than one."""
    found = [np.empty((0, 3), dtype=np.int64)]
    for a in range(len(together)):
        near = a + 1 + np.flatnonzero(together[a, a + 1 :] > SUPPORT)
        far = a + 1 + np.flatnonzero((together[near][:, a + 1 :] > SUPPORT).any(axis=0)) if len(near) else near
        others = np.union1d(near, far)
        total = together[a, others][:, None] + together[a, others][None, :] + together[np.ix_(others, others)]
        first, second = np.nonzero(np.triu(total > 1.0 + VIOLATION, k=1))
        found.append(np.stack([np.full(len(first), a), others[first], others[second]], axis=1))
    return np.concatenate(found).astype(np.int64)


def _two_of_three(holds: Floats, share: Floats, triples: Ints) -> Floats:
    total = np.zeros(len(triples))
    for start in range(0, len(triples), 2000):
        part = slice(start, start + 2000)
        counts = holds[:, triples[part]].sum(axis=2)
        total[part] = share @ (counts >= 2)
    return total


def _spread(triples: Ints, count: int, most: int) -> Ints:
    """Take the first triples so that no item stands in too many of them."""
    uses = np.zeros(count, dtype=np.int64)
    chosen: list[int] = []
    for number, triple in enumerate(triples.tolist()):
        if len(chosen) < most and uses[triple].max() < 5:
            uses[triple] += 1
            chosen.append(number)
    return triples[chosen]


def _touches(triples: Ints, count: int) -> Bytes:
    touches = np.zeros((count + 1, len(triples)), dtype=np.uint8)
    touches[triples.T, np.arange(len(triples))] = 1
    return touches
