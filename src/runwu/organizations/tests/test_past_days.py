"""Figures of a past day agree: committees entered without the day of their founding stood where they were placed."""

import re
from datetime import date, timedelta

import pytest

from conftest import ClientAs
from runwu.access.selectors import scope_of
from runwu.organizations import names, selectors
from runwu.organizations.choices import Form, OrganizationState
from runwu.organizations.models import Organization, OrganizationEdge, OrganizationPath
from runwu.organizations.services import establish, move
from runwu.organizations.tree_page import tree_rows
from tests.world import World


@pytest.fixture
def loaded(world: World) -> World:
    """Let the committees be entered today, below them branches that have stood for years, as a set-up and a ledger do."""
    committees = [world.superior.pk, world.near.committee.pk]
    Organization.objects.filter(pk__in=committees).update(established_on=None)
    OrganizationEdge.objects.filter(child__in=committees).update(valid_from=world.day)
    OrganizationPath.objects.filter(organization__in=committees).update(valid_from=world.day)
    return world


def _yesterday(world: World) -> date:
    return world.day - timedelta(days=1)


def test_the_tree_of_the_day_before_has_the_same_committees(loaded: World) -> None:
    scope = scope_of(loaded.cast.provincial_officer, loaded.day)

    before = [(row.organization, row.depth) for row in tree_rows(scope=scope, on=_yesterday(loaded))]

    assert before == [(row.organization, row.depth) for row in tree_rows(scope=scope, on=loaded.day)]


def test_tree_and_list_name_the_same_organisations(loaded: World) -> None:
    scope = scope_of(loaded.cast.provincial_officer, loaded.day)

    listed = names.standing_on(scope=scope, on=_yesterday(loaded))

    assert {row.organization for row in tree_rows(scope=scope, on=_yesterday(loaded))} == set(listed)


def test_members_and_structure_count_the_same(loaded: World, client_as: ClientAs) -> None:
    client, committee = client_as(loaded.cast.staff), loaded.near.committee
    asked = f"on={_yesterday(loaded).isoformat()}"

    members = client.get(f"/members/?below={committee.public_id}&belonging=registered&{asked}").content.decode()
    structure = client.get(f"/board/structure/?organization={committee.public_id}&{asked}").content.decode()

    assert "共 4 名" in members
    assert re.search(r"\b4\s*名", structure)


def test_the_page_of_that_day_says_where_it_stood(loaded: World) -> None:
    scope = scope_of(loaded.cast.provincial_officer, loaded.day)
    on = _yesterday(loaded)

    above = selectors.line_above(organization=loaded.near.branch, scope=scope, on=on)
    below = selectors.below(organization=loaded.superior, scope=scope, on=on)

    assert above == [loaded.superior, loaded.near.committee]
    assert loaded.near.committee in below


def test_a_later_move_leaves_the_first_place_to_the_days_before(loaded: World) -> None:
    moved = Organization(name="示例另一党委", form=Form.COMMITTEE)
    establish(organization=moved, parent=loaded.near.committee, on=loaded.day - timedelta(days=9), by=None)
    move(organization=moved, parent=loaded.superior, on=loaded.day, by=None)
    scope = scope_of(loaded.cast.provincial_officer, loaded.day)

    found = selectors.below(organization=loaded.near.committee, scope=scope, on=loaded.day - timedelta(days=30))

    assert moved in found


@pytest.mark.parametrize("state", [OrganizationState.PENDING, OrganizationState.WITHDRAWN])
def test_what_was_only_reported_today_did_not_stand_before(loaded: World, state: OrganizationState) -> None:
    new = Organization(name="示例新支部", form=Form.BRANCH, state=state)
    establish(organization=new, parent=loaded.near.committee, on=loaded.day, by=None)
    scope = scope_of(loaded.cast.provincial_officer, loaded.day)

    before = {row.organization for row in tree_rows(scope=scope, on=_yesterday(loaded))}

    assert new not in before
    assert new not in selectors.below(organization=loaded.near.committee, scope=scope, on=_yesterday(loaded))
