"""Read OR-Library's files of capacitated p-median instances (pmedcap)."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from .problem import MedianProblem


def read_orlib(path: Path) -> tuple[MedianProblem, int]:
    """Read one file: the instance, and the published optimum.

    First line: number and optimum; second: n, p, capacity; then n lines of number, x, y, demand. Ways are Euclidean,
    rounded down. Raises ValueError when numbers are missing.
    """
    numbers = [int(word) for word in path.read_text(encoding="ascii").split()]
    if len(numbers) < 5 or len(numbers) < 5 + 4 * numbers[2]:
        raise ValueError(f"{path.name} 数据不完整")
    optimum, count, medians, capacity = numbers[1:5]
    rows = np.array(numbers[5 : 5 + 4 * count], dtype=np.int64).reshape(count, 4)
    across, up = (rows[:, [axis]] - rows[:, axis] for axis in (1, 2))
    squares = across**2 + up**2
    ways = np.floor(np.sqrt(squares)).astype(np.int64)
    return MedianProblem(ways, rows[:, 3].copy(), medians, capacity), optimum
