"""Processor time per request: what a page costs where other work on the machine makes the clock say little."""

import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


def milliseconds(pages: Mapping[str, Callable[[], object]], *, server: int, url: str, rounds: int) -> dict[str, float]:
    """Return milliseconds of processor time per call of each page: of the server's processes and of the database's.

    The pages take turns, ten calls each, so that whatever else happens meanwhile touches all of them.
    """
    spent = dict.fromkeys(pages, 0.0)
    for _ in range(rounds):
        for label, fetch in pages.items():
            before = _spent(server, url)
            for _ in range(10):
                fetch()
            spent[label] += _spent(server, url) - before
    return {label: seconds * 100 / rounds for label, seconds in spent.items()}


def _spent(server: int, url: str) -> float:
    return sum(map(_seconds, [*_children(server), *_backends(url)]))


def _children(server: int) -> Iterable[int]:
    listed = Path(f"/proc/{server}/task/{server}/children").read_text(encoding="ascii")
    return [server, *map(int, listed.split())]


def _backends(url: str) -> Iterable[int]:
    """Return the processes of PostgreSQL that serve this database; none on SQLite, which works within ours."""
    if not url:
        return []
    import psycopg

    with psycopg.connect(url) as connection:
        asked = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        return [row[0] for row in connection.execute(asked)]


def _seconds(process: int) -> float:
    """Return the processor time of a process so far; what has ended counts nothing."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / _TICKS
