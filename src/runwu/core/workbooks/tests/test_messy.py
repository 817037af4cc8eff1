"""Twelve messy workbooks and what becomes of every row."""

from pathlib import Path

import pytest

from runwu.core.workbooks.tests.messy import MESSY
from runwu.core.workbooks.tests.outcome import outcome

GOLDEN = Path(__file__).parent / "golden"
"""What becomes of each workbook, read by eye once and kept."""


@pytest.mark.parametrize("name", MESSY)
def test_every_row_of_a_messy_workbook_ends_as_written_down(name: str, tmp_path: Path) -> None:
    path = MESSY[name](tmp_path / name)

    assert outcome(path) == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8").splitlines()
