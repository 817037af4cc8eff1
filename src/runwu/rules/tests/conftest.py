"""What the tests of the rules share."""

from __future__ import annotations

from datetime import date

import pytest

from runwu.rules import Rulebook


@pytest.fixture
def book() -> Rulebook:
    """Give the rules of one ordinary day, without a place."""
    return Rulebook(on=date(2026, 11, 23))
