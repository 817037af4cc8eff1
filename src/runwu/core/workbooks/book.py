"""Hold an opened workbook and its sheets (工作簿)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from runwu.core.workbooks.problems import Notice
from runwu.core.workbooks.refusal import refusal
from runwu.core.workbooks.scan import MergedRange
from runwu.core.workbooks.sniffing import Format
from runwu.core.workbooks.values import RawValue

Row = tuple[int, list[RawValue]]
"""Row number as the person sees it (from 1), and the values from column A on; "" is an empty cell."""


@dataclass(frozen=True, slots=True)
class SheetInfo:
    """List one sheet without loading it."""

    name: str
    hidden: bool
    filled_rows: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """Read one sheet, as often as wanted; rows come from A1 on."""

    name: str
    hidden: bool
    date_1904: bool
    merges: tuple[MergedRange, ...]
    row_limit: int
    _open: Callable[[], Iterator[Row]]

    def rows(self) -> Iterator[Row]:
        """Yield all rows down to the last filled one."""
        return self._open()


@dataclass(slots=True)
class Workbook:
    """Know the sheets of a file and load them one at a time. Use it as a context manager."""

    format: Format
    sheets: tuple[SheetInfo, ...]
    date_1904: bool
    _load: Callable[[SheetInfo], Sheet]
    _close: Callable[[], None] = lambda: None
    notices: list[Notice] = field(default_factory=list)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._close()

    def sheet(self, name: str) -> Sheet:
        """Load a sheet by name; raises the refusal “no_such_sheet”."""
        for info in self.sheets:
            if info.name == name:
                return self._load(info)
        raise refusal("no_such_sheet", sheet=name)
