"""Count and digest what passes, so that a backup and the database restored from it can be compared table by table."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cryptography.hazmat.primitives import hashes

from runwu.core.backup.tables import Model, rows_of, spelled


@dataclass(frozen=True, slots=True)
class TableDigest:
    """How many rows a table has, and the SM3 digest of all of them in order."""

    rows: int
    digest: str


class Measure:
    """Counts and digests pieces."""

    def __init__(self) -> None:
        self._hash = hashes.Hash(hashes.SM3())
        self.pieces = 0
        self.size = 0

    def add(self, piece: bytes, count: int = 1) -> None:
        """Take a piece that holds `count` things."""
        self._hash.update(piece)
        self.pieces += count
        self.size += len(piece)

    def passing(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """Pass pieces on, each one thing."""
        for piece in pieces:
            self.add(piece)
            yield piece

    def digest(self) -> str:
        """Return the digest of everything so far, in hex."""
        return self._hash.copy().finalize().hex()

    def table(self) -> TableDigest:
        """Return what was measured as that of a table."""
        return TableDigest(self.pieces, self.digest())


def digest_of(model: Model) -> TableDigest:
    """Read a table and return its digest."""
    measure = Measure()
    for line in spelled(rows_of(model)):
        measure.add(line)
    return measure.table()
