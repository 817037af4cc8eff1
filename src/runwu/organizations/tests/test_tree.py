from datetime import date, timedelta

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from conftest import ClientAs
from runwu.access.selectors import scope_of
from runwu.core.errors import UserError
from runwu.core.models import AuditEntry
from runwu.organizations.choices import Form
from runwu.organizations.models import Organization, OrganizationEdge
from runwu.organizations.services import establish, move, place_all
from runwu.organizations.tree_page import tree_rows
from tests.world import SINCE, World

LATER = date(2025, 6, 1)


def _named(name: str, form: Form, parent: Organization | None) -> Organization:
    return establish(
        organization=Organization(name=name, form=form, established_on=SINCE), parent=parent, on=SINCE, by=None
    )


def test_an_organisation_stands_below_its_parent(db: None) -> None:
    root = _named("示例上级党委", Form.SUPERIOR_COMMITTEE, None)

    child = _named("示例支部", Form.BRANCH, root)

    assert child.path.startswith(root.path)
    assert len(child.path) == len(root.path) + 6


def test_moving_an_organisation_takes_along_what_is_below(db: None) -> None:
    old, new = _named("示例旧党委", Form.COMMITTEE, None), _named("示例新党委", Form.COMMITTEE, None)
    general = _named("示例总支", Form.GENERAL_BRANCH, old)
    branch = _named("示例支部", Form.BRANCH, general)

    move(organization=general, parent=new, on=LATER, by=None)

    branch.refresh_from_db()
    assert branch.path.startswith(new.path)


def test_the_tree_of_a_past_day_is_the_one_of_that_day(world: World) -> None:
    scope = scope_of(world.cast.provincial_officer, world.day)
    branch, target = world.near.branch, world.far.committee
    move(organization=branch, parent=target, on=LATER, by=None)

    before = [row.organization.pk for row in tree_rows(scope=scope, on=date(2025, 5, 31))]

    assert before.index(branch.pk) < before.index(world.far.committee.pk)


def test_a_move_under_its_own_descendant_is_refused_and_changes_nothing(db: None) -> None:
    top = _named("示例党委", Form.COMMITTEE, None)
    below = _named("示例支部", Form.BRANCH, top)

    with pytest.raises(UserError, match="不能反过来做它的上级"):
        move(organization=top, parent=below, on=LATER, by=None)

    assert OrganizationEdge.objects.filter(child=top, parent=None, valid_to=None).exists()


def test_a_move_on_the_day_of_the_last_one_replaces_it(db: None) -> None:
    first, second = _named("示例甲党委", Form.COMMITTEE, None), _named("示例乙党委", Form.COMMITTEE, None)
    branch = _named("示例支部", Form.BRANCH, first)

    move(organization=branch, parent=second, on=SINCE, by=None)

    assert OrganizationEdge.objects.filter(child=branch).count() == 1
    assert branch.parent_edges.get().parent == second


def test_moving_is_on_record(world: World) -> None:
    move(organization=world.near.branch, parent=world.far.committee, on=LATER, by=world.cast.staff)

    assert AuditEntry.objects.filter(
        action="organizations.organization.moved", subject_id=str(world.near.branch.public_id)
    ).exists()


def test_a_move_in_the_future_is_refused(db: None) -> None:
    first, second = _named("示例甲党委", Form.COMMITTEE, None), _named("示例乙党委", Form.COMMITTEE, None)
    branch = _named("示例支部", Form.BRANCH, first)

    with pytest.raises(UserError, match="不能晚于今天"):
        move(organization=branch, parent=second, on=date(2999, 1, 1), by=None)


def test_a_move_before_the_present_line_began_is_refused(db: None) -> None:
    first, second = _named("示例甲党委", Form.COMMITTEE, None), _named("示例乙党委", Form.COMMITTEE, None)
    branch = _named("示例支部", Form.BRANCH, first)
    move(organization=branch, parent=second, on=LATER, by=None)

    with pytest.raises(UserError, match="早于现在的隶属关系"):
        move(organization=branch, parent=first, on=SINCE, by=None)


def test_a_younger_organisation_below_keeps_the_day_it_began(db: None) -> None:
    old, new = _named("示例旧党委", Form.COMMITTEE, None), _named("示例新党委", Form.COMMITTEE, None)
    general = _named("示例总支", Form.GENERAL_BRANCH, old)
    young = Organization(name="示例新支部", form=Form.BRANCH)
    establish(organization=young, parent=general, on=date(2025, 9, 1), by=None)

    move(organization=general, parent=new, on=LATER, by=None)

    row = young.paths.get()
    assert (row.valid_from, row.path.startswith(new.path)) == (date(2025, 9, 1), True)


def test_members_and_attachments_follow(world: World) -> None:
    move(organization=world.near.branch, parent=world.far.committee, on=LATER, by=None)

    paths = set(world.near.branch.members.values_list("path", flat=True))
    world.near.branch.refresh_from_db()
    assert paths == {world.near.branch.path}


def test_moving_takes_the_same_statements_for_one_and_for_many(
    db: None, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    old, new = _named("示例旧党委", Form.COMMITTEE, None), _named("示例新党委", Form.COMMITTEE, None)
    general = _named("示例总支", Form.GENERAL_BRANCH, old)
    many = [Organization(name=f"示例第{n}支部", form=Form.BRANCH) for n in range(30)]
    place_all(places=[(one, general) for one in Organization.objects.bulk_create(many)], on=SINCE)

    with django_assert_max_num_queries(25):
        move(organization=general, parent=new, on=LATER, by=None)

    assert Organization.objects.filter(path__startswith=new.path).count() == 32


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite compares bytes anyway")
@pytest.mark.parametrize(
    "table", ["organizations_organization", "organizations_organizationpath", "members_partymember"]
)
def test_paths_compare_byte_by_byte(db: None, table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select collation_name from information_schema.columns where table_name = %s and column_name = 'path'",
            [table],
        )
        found = cursor.fetchone()

    assert found == ("C",)


def test_a_page_of_the_tree_shows_whole_levels_as_many_as_fit(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("runwu.organizations.tree_page.SHOWN", 5)
    scope = scope_of(world.cast.provincial_officer, world.day)

    rows = tree_rows(scope=scope, on=world.day)

    assert [(row.organization, row.depth, row.more) for row in rows] == [
        (world.superior, 0, False), (world.near.committee, 1, True), (world.far.committee, 1, True),
    ]  # fmt: skip
    opened = tree_rows(scope=scope, on=world.day, at=world.near.committee)
    assert [row.organization for row in opened] == [world.near.committee, world.near.branch, world.near.next_branch]


def test_the_tree_begins_where_the_reach_begins(world: World) -> None:
    rows = tree_rows(scope=scope_of(world.cast.staff, world.day), on=world.day)

    assert [(row.organization, row.depth) for row in rows] == [
        (world.near.committee, 0), (world.near.branch, 1), (world.near.next_branch, 1),
    ]  # fmt: skip


def test_the_tree_of_a_past_day_begins_there_too(world: World) -> None:
    rows = tree_rows(scope=scope_of(world.cast.staff, world.day), on=date(2025, 1, 1))

    assert [row.organization for row in rows] == [world.near.committee, world.near.branch, world.near.next_branch]


def test_a_superior_that_began_later_hides_nobody_on_the_day_before(world: World) -> None:
    before = world.day - timedelta(days=1)
    Organization.objects.filter(pk=world.near.committee.pk).update(established_on=world.day)
    OrganizationEdge.objects.filter(child=world.near.committee).update(valid_from=world.day)

    rows = tree_rows(scope=scope_of(world.cast.officer, world.day), on=before)

    assert world.near.branch.pk in {row.organization.pk for row in rows if row.depth == 0}


def test_what_stands_below_another_park_is_not_opened(world: World, client_as: ClientAs) -> None:
    client = client_as(world.cast.staff)

    assert client.get("/organizations/", {"at": str(world.far.committee.public_id)}).status_code == 404
    assert client.get("/organizations/", {"at": "x"}).status_code == 404
