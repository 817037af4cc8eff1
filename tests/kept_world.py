"""One world for all tests in a row that ask for it: each gets a copy, and what it changes is taken back.

The named cast takes a quarter of a second to build. It is built in a transaction that stays open around the tests' own
and ends before the first test that asks for a database without it: nobody finds rows that were not asked for.
"""

import pickle

import pytest
from django.db import connection, transaction
from pytest_django import DjangoDbBlocker

from tests.world import World, build_world


class WorldKeeper:
    """Holds the transaction in which the world stands, and the world as it was built."""

    def __init__(self, blocker: DjangoDbBlocker) -> None:
        self._blocker = blocker
        self._around: transaction.Atomic | None = None
        self._built = b""

    def open(self) -> None:
        """Build the world, unless it stands; inside somebody else's transaction (a module's own world) nothing is kept."""
        if self._stands() or connection.in_atomic_block:
            return
        with self._blocker.unblock():
            self._around = transaction.atomic()
            self._around.__enter__()
            self._built = pickle.dumps(build_world())

    def close(self) -> None:
        """Take the world back, if it stands."""
        if self._stands():
            with self._blocker.unblock():
                transaction.set_rollback(True)
                self._around.__exit__(None, None, None)  # type: ignore[union-attr]
        self._around = None

    def copy(self) -> World | None:
        """Return the world as it was built, for one test alone; None where none is kept."""
        return pickle.loads(self._built) if self._stands() else None

    def _stands(self) -> bool:
        return self._around is not None and connection.atomic_blocks[:1] == [self._around]


def uses_real_transactions(item: pytest.Item) -> bool:
    """Tell whether a test commits, so that nothing may stand around it."""
    marker = item.get_closest_marker("django_db")
    asked = marker is not None and (marker.kwargs.get("transaction") or marker.kwargs.get("reset_sequences"))
    return bool(asked) or not {"transactional_db", "live_server"}.isdisjoint(getattr(item, "fixturenames", ()))
