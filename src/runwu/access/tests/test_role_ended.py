"""A session after a role has ended: nothing more is seen, nothing is done, and the page says why."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from time_machine import travel

from conftest import ClientAs
from runwu.access.choices import Role
from runwu.access.services import RoleRequest, end_role, grant_role
from runwu.core.models import Feedback
from tests.world import World

HTMX = {"HX-Request": "true", "HX-Current-URL": "http://testserver/members/"}


@pytest.fixture
def open_session(world: World, client_as: ClientAs) -> Client:
    """Sign the staff in, look at the members, and end the role meanwhile."""
    client = client_as(world.cast.staff)
    assert client.get(reverse("members:list")).status_code == 200
    end_role(assignment=world.cast.staff.assignments.get(), on=world.day, by=None, scope=None)
    return client


def test_the_next_page_says_which_role_has_ended(open_session: Client) -> None:
    response = open_session.get(reverse("members:list"), follow=True)

    assert response.redirect_chain == [(reverse("workbench:home"), 302)]
    assert "园区党务 示例甲园区综合党委”已终止或到期" in response.content.decode()


def test_it_is_said_once(open_session: Client) -> None:
    open_session.get(reverse("members:list"), follow=True)

    assert "已终止或到期" not in open_session.get("/", follow=True).content.decode()


def test_from_then_on_the_page_does_not_exist(open_session: Client) -> None:
    open_session.get("/")

    assert open_session.get(reverse("members:list")).status_code == 404


def test_a_fragment_moves_the_whole_page(open_session: Client) -> None:
    response = open_session.get(reverse("members:list"), headers=HTMX)

    assert response["HX-Redirect"] == reverse("workbench:home")


def test_what_was_just_sent_is_not_done(world: World, open_session: Client) -> None:
    open_session.post(reverse("members:contacts-open", args=[world.members.full.public_id]), {"reason": "示例"})

    assert not Feedback.objects.exists()
    assert open_session.get(reverse("members:page", args=[world.members.full.public_id])).status_code == 404


def test_a_role_that_runs_out_over_night_is_said_too(world: World, client_as: ClientAs) -> None:
    tomorrow = world.day + timedelta(days=1)
    request = RoleRequest(role=Role.LEADER, park=world.near.park, valid_from=world.day, valid_to=tomorrow)
    grant_role(user=world.cast.newcomer, request=request, by=None, scope=None)
    with travel(timezone.now() + timedelta(hours=14, minutes=50), tick=False):
        client = client_as(world.cast.newcomer)

    with travel(timezone.now() + timedelta(hours=15, minutes=10), tick=False):
        assert "园区领导 示例甲园区" in client.get("/rules/", follow=True).content.decode()


def test_another_role_of_the_same_account_stays_open(world: World, client_as: ClientAs) -> None:
    request = RoleRequest(role=Role.LEADER, park=world.near.park, valid_from=world.day)
    grant_role(user=world.cast.staff, request=request, by=None, scope=None)
    client = client_as(world.cast.staff)
    end_role(assignment=world.cast.staff.assignments.get(role=Role.PARTY_AFFAIRS), on=world.day, by=None, scope=None)

    client.get("/")

    assert client.get(reverse("organizations:list")).status_code == 200


def test_a_new_role_opens_its_pages_without_a_word(world: World, client_as: ClientAs) -> None:
    client = client_as(world.cast.newcomer)
    request = RoleRequest(role=Role.LEADER, park=world.near.park, valid_from=world.day)

    grant_role(user=world.cast.newcomer, request=request, by=None, scope=None)

    assert client.get(reverse("organizations:list")).status_code == 200
