"""Rate limits, the address they count by, and the suggestions they keep within bounds."""

from datetime import timedelta

import pytest
from django.http import HttpRequest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings
from time_machine import travel

from conftest import ClientAs
from runwu.core.addresses import client_address
from runwu.core.limits import Rate, forget, purge_limits, spent, take
from runwu.core.models import Feedback, Limit
from tests.world import World

TWICE = Rate("tests.twice", times=2, within=timedelta(minutes=10))


def came_from(remote: str, forwarded: str = "") -> HttpRequest:
    request = HttpRequest()
    request.META = {"REMOTE_ADDR": remote, "HTTP_X_FORWARDED_FOR": forwarded}
    return request


@pytest.mark.django_db
def test_a_try_over_the_limit_is_refused() -> None:
    assert [take(TWICE, "a") for _number in range(3)] == [True, True, False]


@pytest.mark.django_db
def test_tries_of_others_do_not_count() -> None:
    assert [take(TWICE, who) for who in "aabb"] == [True] * 4


@pytest.mark.django_db
def test_when_the_time_is_over_the_count_begins_anew(day: object) -> None:
    for _number in range(3):
        take(TWICE, "a")

    with travel(timezone.now() + timedelta(minutes=11), tick=False):
        assert take(TWICE, "a")


@pytest.mark.django_db
def test_a_clock_that_jumps_back_pauses_nobody_for_longer(day: object) -> None:
    for _number in range(3):
        take(TWICE, "a")

    with travel(timezone.now() - timedelta(days=1), tick=False):
        assert not spent(TWICE, "a")
        assert [take(TWICE, "a") for _number in range(3)] == [True, True, False]
        assert spent(TWICE, "a")


@pytest.mark.django_db
def test_a_limit_that_is_spent_says_so_without_counting() -> None:
    take(TWICE, "a")
    assert not spent(TWICE, "a")

    take(TWICE, "a")

    assert spent(TWICE, "a")


@pytest.mark.django_db
def test_a_success_forgets_the_tries_before_it() -> None:
    for _number in range(3):
        take(TWICE, "a")

    forget(TWICE, "a")

    assert take(TWICE, "a")


@pytest.mark.django_db
def test_nothing_in_the_table_says_who_tried() -> None:
    take(TWICE, "192.0.2.1")

    assert "192.0.2.1" not in Limit.objects.get().key


@pytest.mark.django_db
def test_what_is_over_is_purged(day: object) -> None:
    take(TWICE, "a")

    with travel(timezone.now() + timedelta(minutes=11), tick=False):
        assert purge_limits() == 1


@pytest.mark.parametrize(
    ("proxies", "remote", "forwarded", "expected"),
    [
        (0, "192.0.2.7", "198.51.100.1", "192.0.2.7"),
        (1, "127.0.0.1", "203.0.113.9, 198.51.100.1", "198.51.100.1"),
        (2, "127.0.0.1", "203.0.113.9, 198.51.100.1", "203.0.113.9"),
        (2, "127.0.0.1", "198.51.100.1", None),
        (1, "", "not an address", None),
        (0, "", "", None),
        (0, "2001:db8:1:2:aaaa::1", "", "2001:db8:1:2::"),
    ],
)
def test_the_address_is_the_one_our_own_proxy_saw(
    settings: Settings, proxies: int, remote: str, forwarded: str, expected: str | None
) -> None:
    settings.RUNWU_PROXIES = proxies

    assert client_address(came_from(remote, forwarded)) == expected


def test_the_sixth_anonymous_suggestion_of_an_hour_waits_and_keeps_its_text(world: World, client: Client) -> None:
    sent = [client.post(reverse("core:feedback"), {"text": f"示例意见 {number}"}) for number in range(6)]

    assert [answer.status_code for answer in sent] == [302] * 5 + [429]
    assert "示例意见 5" in sent[-1].content.decode()
    assert Feedback.objects.count() == 5


def test_whoever_has_signed_in_is_counted_by_account(world: World, client_as: ClientAs) -> None:
    client = client_as(world.cast.staff)

    sent = [client.post(reverse("core:feedback"), {"text": f"示例意见 {number}"}).status_code for number in range(6)]

    assert sent == [302] * 6
