"""Remember what was worked out for a value (逐值记忆): a ledger repeats most of its values."""

from collections.abc import Callable, Hashable
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Memory(dict[K, V]):
    """Works each distinct value out once; beyond `most` values it works them out again."""

    def __init__(self, make: Callable[[K], V], *, most: int = 100_000) -> None:
        super().__init__()
        self._make, self._most = make, most

    def __missing__(self, key: K) -> V:
        found = self._make(key)
        if len(self) < self._most:
            self[key] = found
        return found
