"""The structure of the register: every member in one bar, each bar opens its rows, restricted ones for who must know."""

from datetime import date

import pytest
from django.urls import reverse

from conftest import ClientAs
from runwu.access.selectors import scope_of
from runwu.people.models import Person
from runwu.reports.structure.bands import NOT_TOLD, whole_years
from runwu.reports.structure.selectors import Answered, behind, structure
from tests.world import DAY, World


def _asked(world: World, who: str = "staff", *, branch: bool = False) -> tuple[int, dict[str, Answered]]:
    scope = scope_of(getattr(world.cast, who), DAY)
    organization = world.near.branch if branch else world.near.committee
    total, answers = structure(scope=scope, organization=organization, on=DAY)
    return total, {one.part.key: one for one in answers}


@pytest.mark.parametrize("part", ["age", "education", "years"])
def test_every_member_is_in_exactly_one_bar(world: World, part: str) -> None:
    total, answers = _asked(world)

    assert sum(bar.number for bar in answers[part].bars) == total > 0


def test_the_years_to_come_name_who_turns_sixty(world: World) -> None:
    Person.objects.filter(pk=world.members.second.person_id).update(birth_date=date(DAY.year - 58, 3, 1).isoformat())

    _total, answers = _asked(world)

    turning = {bar.band.key: bar.number for bar in answers["turning"].bars}
    assert turning[str(DAY.year + 2)] == 1


def test_a_bar_opens_as_many_rows_as_it_counts(world: World) -> None:
    _total, answers = _asked(world)
    scope, committee, bars = scope_of(world.cast.staff, DAY), world.near.committee, answers["age"].bars

    numbers = [bar.number for bar in bars]
    rows = [
        behind(scope=scope, organization=committee, on=DAY, part="age", band=bar.band.key, gender=None) for bar in bars
    ]

    assert [found[1].count() for found in rows if found] == numbers


def test_a_bar_that_is_none_is_not_found(world: World, client_as: ClientAs) -> None:
    client = client_as(world.cast.staff)

    assert client.get(reverse("reports:structure-rows"), {"part": "age", "band": "0-1"}).status_code == 404


def test_restricted_members_are_counted_where_everything_of_them_is_read(world: World) -> None:
    assert _asked(world, "secretary", branch=True)[0] == _asked(world, branch=True)[0] + 1


def test_bars_would_tell_more_than_name_and_branch_so_the_officer_counts_as_staff_do(world: World) -> None:
    assert _asked(world, "officer")[0] == _asked(world)[0]


def test_the_page_links_every_bar(world: World, client_as: ClientAs) -> None:
    page = client_as(world.cast.staff).get(reverse("reports:structure")).content.decode()

    assert f"part=age&amp;band={NOT_TOLD}" in page


def test_a_birthday_counts_on_its_day() -> None:
    assert (whole_years(date(2000, 6, 30), date(2026, 6, 29)), whole_years(date(2000, 6, 30), date(2026, 6, 30))) == (
        25,
        26,
    )
