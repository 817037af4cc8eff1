"""Each worker holds a lock while it lives (租约), so that the next one knows at once which have died.

The lock is of the kernel and goes with the process, however that ends. Workers on other machines with a data folder of
their own are not seen here; they are known by their heartbeat.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings


class _Held:
    key = ""  # of the worker that this process is


def holder() -> str:
    """Return the key under which this process holds a lock; "" outside of workers."""
    return _Held.key


@contextmanager
def lease(key: str) -> Iterator[None]:
    """Hold the lock of a worker while the block runs."""
    path = _path(key)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        _Held.key = key
        try:
            yield
        finally:
            _Held.key = ""
            path.unlink(missing_ok=True)


def dead() -> list[str]:
    """Return the keys of the workers of this machine that ended without giving their lock back."""
    return [path.stem for path in _folder().glob("*.lock") if path.stem != _Held.key and _is_free(path)]


def _is_free(path: Path) -> bool:
    try:
        with path.open() as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def forget(key: str) -> None:
    """Clear away the lock of a worker that has died."""
    _path(key).unlink(missing_ok=True)


def _path(key: str) -> Path:
    return _folder() / f"{key}.lock"


def _folder() -> Path:
    return Path(settings.DATA_DIR) / "workers"
