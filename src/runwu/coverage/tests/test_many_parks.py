"""What is read for many parks at once says the same as what is read park by park."""

import pytest

from runwu.core.rulebooks import rulebooks
from runwu.coverage.choices import MassKind
from runwu.coverage.models import MassOrganization
from runwu.coverage.selectors.marks import marked, nobody_reaches, registered, status_is
from runwu.coverage.selectors.policies import books_of, policy_of
from runwu.coverage.selectors.statuses import park_coverage, peopled_coverage
from runwu.coverage.tests.test_statuses import _scope
from runwu.enterprises.models import Enterprise, Park
from runwu.rules.coverage import CoverageStatus
from tests.world import World

pytestmark = pytest.mark.django_db


def test_peopled_enterprises_are_covered_as_on_the_board_of_their_park(world: World) -> None:
    scope, park = _scope(world), world.near.park
    books = rulebooks(on=world.day, places={park.public_id: park.region})

    found = peopled_coverage(scope=scope, parks=[park], on=world.day, books=books)[park.pk]

    every = {row.enterprise.pk: row for row in park_coverage(scope=scope, park=park, on=world.day).rows}
    assert found.rows
    assert {row.enterprise.pk: row.answer for row in found.rows}.items() <= {
        pk: row.answer for pk, row in every.items()
    }.items()
    assert not [pk for pk in every.keys() - {row.enterprise.pk for row in found.rows} if every[pk].facts.members.full]


def test_nobody_reaches_whom_no_mark_reaches(world: World) -> None:
    firm = Enterprise.objects.filter(park=world.near.park).order_by("pk")[0]
    MassOrganization.objects.create(enterprise=firm, kind=MassKind.WOMEN, valid_from=world.day)
    policy = policy_of(books_of([world.near.park], on=world.day)[world.near.park.pk])
    rows = registered(Enterprise.objects.filter(park__in=Park.objects.all()), on=world.day, today=world.day)

    by_marks = marked(rows, on=world.day).filter(status_is(CoverageStatus.NONE, policy))

    assert set(rows.filter(nobody_reaches(policy, on=world.day))) == set(by_marks)
    assert by_marks.exists()
