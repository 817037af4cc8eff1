"""Hold how much of a workbook may be read (上限)."""

from dataclasses import dataclass

MEBIBYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Say where reading stops; every bound exists so that a hostile file costs seconds and little memory.

    `rows` counts data rows of one sheet; `slack` is what headers, titles, notes and subtotals may add.
    `inflated_bytes` is the sum over all parts of the zip; `ratio` applies to parts above `ratio_from_bytes`.
    `cells` bounds the rectangle from A1 to the last filled cell, because the reader allocates it densely.
    """

    rows: int = 200_000
    slack: int = 200
    columns: int = 1_000
    cells: int = 12_000_000
    file_bytes: int = 256 * MEBIBYTE
    inflated_bytes: int = 180 * MEBIBYTE
    ratio: int = 150
    ratio_from_bytes: int = 8 * MEBIBYTE
    parts: int = 4_000
    line_bytes: int = MEBIBYTE

    @property
    def filled_rows(self) -> int:
        """Return how many filled rows a sheet may show before it is not worth reading on."""
        return self.rows + self.slack


DEFAULT_LIMITS = Limits()
