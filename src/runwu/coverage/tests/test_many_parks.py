"""What is read for many parks at once says the same as what is read park by park."""

import pytest

from conftest import ClientAs
from runwu.access.choices import Role
from runwu.access.services import RoleRequest, grant_role
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


def test_who_has_several_parks_visits_one_of_them_at_a_time(world: World, client_as: ClientAs) -> None:
    staff = world.cast.staff
    both = RoleRequest(role=Role.PARTY_AFFAIRS, organization=world.far.committee, with_below=True, valid_from=world.day)
    grant_role(user=staff, request=both, by=None, scope=None)
    client = client_as(staff)

    pages = [
        client.get("/coverage/visits/", {"park": str(one.park.public_id)}).content.decode()
        for one in (world.near, world.far)
    ]

    assert [world.near.uncovered.label in page for page in pages] == [True, False]
    assert [world.far.uncovered.label in page for page in pages] == [False, True]
    unasked = client.get("/coverage/visits/").content.decode()
    assert [one.uncovered.label in unasked for one in (world.near, world.far)].count(True) == 1
    assert client.get("/coverage/visits/", {"park": "示例"}).status_code == 404


def test_a_single_park_is_not_asked_for(world: World, client_as: ClientAs) -> None:
    client = client_as(world.cast.staff)

    assert "看哪个园区" not in client.get("/coverage/visits/").content.decode()
    assert client.get("/coverage/visits/", {"park": str(world.far.park.public_id)}).status_code == 404
