"""The short line beside each branch of a plan."""

from collections.abc import Sequence

import pytest

from runwu.coverage.selectors.review_groups import GroupLine


def line(grids: Sequence[str]) -> GroupLine:
    """Return a group in these grid cells."""
    return GroupLine(
        letter="A", hue=0, host="a", name="示例甲", kind="new", forms_own=False, units=(), unit_count=3, full=3,
        members=3, longest=120, grids=frozenset(grids), why=(), stands=False, stability="", warnings=(),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("grids", "words"),
    [
        (["东一"], "同网格，最远 120 米。"),
        (["东一", "东二"], "跨 2 个网格，最远 120 米。"),
        ([""], "最远 120 米。"),
        (["东一", ""], "最远 120 米。"),
        (["东一", "东二", ""], "跨 2 个网格，最远 120 米。"),
    ],
)
def test_grids_are_spoken_of_only_where_they_are_known(grids: list[str], words: str) -> None:
    assert line(grids).brief == words
