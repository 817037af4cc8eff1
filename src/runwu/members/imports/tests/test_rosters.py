"""Untidy registers of members, row by row, through the real importer."""

from collections.abc import Callable
from pathlib import Path

import pytest

from runwu.core.models import BatchState
from runwu.members.imports.tests import rosters
from runwu.members.imports.tests.office import Golden, golden, upload
from tests.world import World

pytestmark = pytest.mark.django_db(databases=["default", "progress"])

EXPECTED: list[tuple[Callable[[Path], Path], Golden]] = [
    (rosters.tidy, [(2, "same", ()), (3, "changed", ()), (4, "new", ()), (5, "new", ("unknown_firm",))]),
    (
        rosters.merged,
        [
            (4, "error", ("dates", "no_standing")),
            (5, "error", ("dates",)),
            (6, "error", ("dates",)),
            (7, "new", ("short_probation",)),
            (8, "skipped", ("note",)),
        ],
    ),
    (
        rosters.old_excel,
        [
            (2, "error", ("required", "serial_date")),
            (3, "error", ("identity_check",)),
            (4, "error", ("digits_lost",)),
            (5, "error", ("identity_outdated",)),
        ],
    ),
    (
        rosters.free_office,
        [
            (2, "new", ()),
            (3, "error", ("two_secretaries",)),
            (4, "error", ("twice",)),
            (5, "error", ("has_secretary",)),
            (6, "error", ("committee",)),
        ],
    ),
    (
        rosters.exported_text,
        [(2, "new", ()), (3, "new", ("no_home",)), (4, "error", ("not_a_choice",)), (5, "new", ("phone", "post"))],
    ),
    (
        rosters.sealed,
        [(2, "new", ()), (3, "new", ("new_branch",)), (4, "error", ("no_standing",)), (5, "error", ("not_yes_no",))],
    ),
]


@pytest.mark.parametrize(("make", "expected"), EXPECTED, ids=[make.__name__ for make, _rows in EXPECTED])
def test_every_row_of_a_register_is_judged(
    make: Callable[[Path], Path], expected: Golden, world: World, tmp_path: Path
) -> None:
    batch = upload(make(tmp_path), by=world.cast.staff, park=world.near.park)

    assert (batch.state, golden(batch)) == (BatchState.READY, expected)
