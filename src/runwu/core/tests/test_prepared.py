"""A prepared query answers like the query it was built from, with any values, and hands values over as parameters."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.db.models import CharField, DateField, QuerySet
from django.test.utils import CaptureQueriesContext

from runwu.access.models import RoleAssignment
from runwu.core.models.base import in_force
from runwu.core.prepared import Prepared, Slot, rows_of
from runwu.enterprises.choices import ParkKind
from runwu.enterprises.models import Park
from tests.world import World

pytestmark = pytest.mark.django_db


def _by_name() -> QuerySet[Any, Any]:
    return Park.objects.filter(name=Slot("name", CharField())).order_by().values_list("name", "public_id")


@pytest.fixture
def parks() -> dict[str, UUID]:
    """Two parks: their ids by name."""
    names = ("示例甲园区", "示例乙园区")
    return {name: Park.objects.create(name=name, kind=ParkKind.CITY, region="350900").public_id for name in names}


def test_it_answers_for_the_values_of_each_time(parks: dict[str, UUID]) -> None:
    by_name = Prepared(_by_name)

    found = [by_name.rows(name=name) for name in ("示例甲园区", "示例乙园区", "示例无此园区")]

    assert found == [[("示例甲园区", parks["示例甲园区"])], [("示例乙园区", parks["示例乙园区"])], []]


def test_it_is_built_once() -> None:
    built: list[int] = []
    query = Prepared(lambda: built.append(1) or _by_name())  # type: ignore[func-returns-value]

    query.rows(name="示例甲园区")
    query.rows(name="示例乙园区")

    assert len(built) == 1


@pytest.mark.parametrize("name", ["' OR '1'='1", "%", "%s", '"; --', "示例\\甲"])
def test_a_value_is_never_part_of_the_query(parks: dict[str, UUID], name: str) -> None:
    assert Prepared(_by_name).rows(name=name) == []


def test_several_are_asked_in_one_query(parks: dict[str, UUID]) -> None:
    by_name = Prepared(_by_name)

    with CaptureQueriesContext(connection) as asked:
        found = rows_of((by_name, {"name": "示例乙园区"}), (by_name, {"name": "示例甲园区"}))

    assert len(asked) == 1
    assert sorted(found) == sorted(parks.items())


@pytest.mark.parametrize("day", [date(2023, 1, 1), date(2026, 11, 20)])
def test_days_and_joins_answer_like_the_query_itself(world: World, day: date) -> None:
    columns = ("public_id", "role", "with_below", "valid_from", "valid_to", "organization__name")
    in_force_on = Prepared(
        lambda: RoleAssignment.objects.filter(in_force(Slot("on", DateField()))).order_by("pk").values_list(*columns)
    )

    assert in_force_on.rows(on=day) == list(RoleAssignment.objects.on(day).order_by("pk").values_list(*columns))


def test_a_value_that_is_missing_is_told(parks: dict[str, UUID]) -> None:
    with pytest.raises(KeyError, match="name"):
        Prepared(_by_name).rows()
