"""Untidy ledgers of enterprises, row by row, through the real importer."""

from collections.abc import Callable
from pathlib import Path

import pytest

from runwu.core.models import BatchState
from runwu.coverage.imports.tests import ledgers
from runwu.coverage.imports.tests.office import Golden, golden, upload
from tests.world import World

pytestmark = pytest.mark.django_db(databases=["default", "progress"])

EXPECTED: list[tuple[Callable[[Path], Path], Golden]] = [
    (
        ledgers.tidy,
        [
            (2, "changed", ()),
            (3, "changed", ()),
            (4, "new", ()),
            (5, "new", ("approximate", "began_later")),
        ],
    ),
    (
        ledgers.merged,
        [
            (4, "new", ()),
            (5, "error", ("not_a_number",)),
            (6, "skipped", ("subtotal",)),
            (7, "skipped", ("repeated_header",)),
            (8, "error", ("twice",)),
            (9, "skipped", ("note",)),
        ],
    ),
    (
        ledgers.old_excel,
        [
            (2, "error", ("digits_lost", "serial_date")),
            (3, "error", ("code_check", "serial_date")),
            (4, "new", ("serial_date",)),
            (5, "error", ("no_key",)),
        ],
    ),
    (
        ledgers.free_office,
        [
            (2, "new", ()),
            (3, "error", ("formula_without_value",)),
            (4, "error", ("outside",)),
            (5, "error", ("position",)),
        ],
    ),
    (
        ledgers.exported_text,
        [
            (2, "new", ("new_branch",)),
            (3, "error", ("new_branch", "own_twice")),
            (4, "error", ("twice",)),
        ],
    ),
    (
        ledgers.wide,
        [
            (2, "new", ("share_as_ratio",)),
            (3, "error", ("industry", "share", "swapped")),
            (4, "error", ("half_point", "not_a_choice")),
            (5, "new", ()),
        ],
    ),
]


@pytest.mark.parametrize(("make", "expected"), EXPECTED, ids=[make.__name__ for make, _rows in EXPECTED])
def test_every_row_of_a_ledger_is_judged(
    make: Callable[[Path], Path], expected: Golden, world: World, tmp_path: Path
) -> None:
    world.near.park.latitude, world.near.park.longitude = 20.0, 110.0
    world.near.park.save()

    batch = upload(make(tmp_path), by=world.cast.staff, park=world.near.park)

    assert (batch.state, golden(batch)) == (BatchState.READY, expected)
