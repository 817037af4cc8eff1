"""A clock that was put back is said, with what to do."""

from datetime import timedelta

import pytest
from django.utils import timezone
from time_machine import travel

from runwu.core import audit
from runwu.core.clock import clock_problems

pytestmark = pytest.mark.django_db


def test_without_acts_nothing_is_said() -> None:
    assert clock_problems() == []


@pytest.mark.parametrize("minutes", [-60, 0, 4])
def test_a_clock_that_goes_on_or_is_set_right_by_minutes_is_no_problem(minutes: int) -> None:
    audit.log(None, "core.backup.made")

    with travel(timezone.now() - timedelta(minutes=minutes), tick=False):
        assert clock_problems() == []


def test_a_clock_that_was_put_back_is_said_with_what_to_do() -> None:
    audit.log(None, "core.backup.made")

    with travel(timezone.now() - timedelta(hours=1), tick=False):
        said = clock_problems()[0]

    assert [part in said for part in ("早于最后一条操作日志", "按服务器时间计算", "请校准服务器时间")] == [True] * 3
