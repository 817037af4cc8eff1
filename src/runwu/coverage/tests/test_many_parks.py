"""What is read for many parks at once says the same as what is read park by park."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
from runwu.enterprises.models import Enterprise, GridCell, Park
from runwu.rules.counts import MemberCounts
from runwu.rules.coverage import CoverageFacts, CoverageStatus, coverage_of
from runwu.rules.rulebook import Rulebook
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
    left_out = [every[pk] for pk in every.keys() - {row.enterprise.pk for row in found.rows}]
    assert left_out
    assert not [row for row in left_out if row.facts.members.full and row.answer.is_due]
    assert not [row for row in left_out if row.facts.members.full and row.organization is None]


def _facts() -> st.SearchStrategy[CoverageFacts]:
    yes = st.booleans()
    members = st.builds(MemberCounts, full=st.integers(0, 60), probationary=st.integers(0, 9))
    formed = st.sampled_from(["own_branch", "joint_branch", "catch_all"])
    rest = dict.fromkeys(("instructor", "liaison", "union", "youth_league", "pending"), yes)
    facts = st.builds(CoverageFacts, operating=st.none() | yes, members=members, **rest)
    return st.builds(lambda one, form: replace(one, **{form: True}), facts, formed)


@given(_facts())
def test_what_is_not_due_by_form_and_members_alone_is_not_due_by_anything_else(facts: CoverageFacts) -> None:
    book = Rulebook(on=date(2026, 11, 23))
    bare = CoverageFacts(
        operating=None,
        members=facts.members,
        own_branch=facts.own_branch,
        joint_branch=facts.joint_branch,
        catch_all=facts.catch_all,
    )

    assert coverage_of(bare, book=book).is_due or not coverage_of(facts, book=book).is_due


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


def test_a_cell_of_the_park_shown_before_gives_way_to_the_park_chosen_now(world: World, client_as: ClientAs) -> None:
    staff = world.cast.staff
    both = RoleRequest(role=Role.PARTY_AFFAIRS, organization=world.far.committee, with_below=True, valid_from=world.day)
    grant_role(user=staff, request=both, by=None, scope=None)
    cell = GridCell.objects.create(park=world.near.park, name="示例一网格")
    Enterprise.objects.filter(pk=world.near.uncovered.pk).update(grid=cell)
    client = client_as(staff)

    page = client.get("/coverage/visits/", {"park": str(world.far.park.public_id), "grid": str(cell.public_id)})

    assert world.far.uncovered.label in page.content.decode()
    assert world.near.uncovered.label not in page.content.decode()
    assert client.get("/coverage/visits/", {"grid": str(world.far.park.public_id)}).status_code == 404
