"""Anchor the head of the chain daily in a file outside the database (日志锚定)."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from runwu.core.models.audit import AuditSegment

_TAIL_BYTES = 400


@dataclass(frozen=True, slots=True)
class Anchor:
    """One line of the anchor file: on this day the chain ended with this segment, so many entries, this head."""

    day: str
    number: int
    last_seq: int
    head: str

    def __str__(self) -> str:
        return f"{self.day} {self.number} {self.last_seq} {self.head}"


class AnchorFileDamaged(ValueError):
    """A line of the anchor file cannot be read."""

    def __init__(self, line: int) -> None:
        self.line = line
        super().__init__(f"anchor file, line {line}")


def anchor_daily(segment: AuditSegment) -> bool:
    """Append the segment's head to the anchor file unless today has a line; return whether it was written."""
    return not _last_line().startswith(timezone.localdate().isoformat()) and append_anchor(segment)


def append_anchor(segment: AuditSegment) -> bool:
    """Append "date, segment, count of entries so far, head" to the anchor file unless it ends with this head."""
    if _last_line().endswith(segment.head):
        return False
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True)
    anchor = Anchor(timezone.localdate().isoformat(), segment.number, segment.last_seq, segment.head)
    with path.open("a", encoding="ascii") as file:
        file.write(f"{anchor}\n")
    return True


def read_anchors() -> Iterator[Anchor]:
    """Give the anchors in order of writing, none without a file. Raises AnchorFileDamaged."""
    if not _path().exists():
        return
    with _path().open(encoding="ascii", errors="replace") as file:
        for line_number, line in enumerate(file, start=1):
            yield _parsed(line_number, line)


def _parsed(line_number: int, line: str) -> Anchor:
    try:
        day, number, last_seq, head = line.split()
        return Anchor(day, int(number), int(last_seq), head)
    except ValueError:
        raise AnchorFileDamaged(line_number) from None


def _last_line() -> str:
    if not _path().exists():
        return ""
    with _path().open("rb") as file:
        file.seek(max(0, _path().stat().st_size - _TAIL_BYTES))
        return (file.read().decode("ascii", "replace").splitlines() or [""])[-1]


def _path() -> Path:
    return Path(settings.RUNWU_ANCHOR_FILE)
