"""Signing in by a code on the phone instead of the password."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings
from time_machine import travel

from runwu.accounts.factors import keep_phone
from runwu.accounts.models import User
from runwu.accounts.tests.signing_in import give_password, is_in, set_up_totp
from runwu.accounts.tests.sink import Sink
from tests.world import World

PHONE = "+999000000000"
SECOND = reverse("mfa_authenticate")


@pytest.fixture
def by_phone(sink: Sink, world: World, settings: Settings) -> Sink:
    """Let codes replace passwords, and give the staff a confirmed number."""
    settings.RUNWU_SMS_SIGN_IN = True
    keep_phone(user=world.cast.staff, phone=PHONE)
    return sink


def come_by_phone(client: Client, sink: Sink, username: str = "staff") -> Any:
    client.post(reverse("account_sms_sign_in"), {"login": username})
    typed = sink.code if sink.messages else "000000"
    return client.post(reverse("account_sms_code"), {"sms_code": typed})


def test_where_it_is_allowed_a_code_replaces_the_password(by_phone: Sink, client: Client) -> None:
    come_by_phone(client, by_phone)

    assert is_in(client)
    assert "用短信验证码登录" not in client.get("/rules/").content.decode()


def test_where_it_is_not_allowed_the_page_does_not_exist(sink: Sink, world: World, client: Client) -> None:
    assert client.get(reverse("account_sms_sign_in")).status_code == 404


@pytest.mark.parametrize("who", ["clerk", "nobody-here"])
def test_who_has_no_number_hears_the_same_and_gets_nothing(by_phone: Sink, client: Client, who: str) -> None:
    known = client.post(reverse("account_sms_sign_in"), {"login": "staff"})
    unknown = client.post(reverse("account_sms_sign_in"), {"login": who})

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert len(by_phone.messages) == 1


def test_a_code_for_one_does_not_sign_in_another(by_phone: Sink, client: Client) -> None:
    client.post(reverse("account_sms_sign_in"), {"login": "staff"})
    client.post(reverse("account_sms_sign_in"), {"login": "clerk"})

    client.post(reverse("account_sms_code"), {"sms_code": by_phone.code})

    assert not is_in(client)


def test_a_locked_account_does_not_come_by_phone(by_phone: Sink, client: Client) -> None:
    User.objects.filter(username="staff").update(is_active=False)

    come_by_phone(client, by_phone)

    assert by_phone.messages == []
    assert not is_in(client)


def test_a_role_that_needs_a_second_factor_does_not_come_by_phone(
    by_phone: Sink, client: Client, settings: Settings
) -> None:
    settings.RUNWU_SECOND_FACTOR = frozenset({"party_affairs"})

    come_by_phone(client, by_phone)

    assert by_phone.messages == []


def test_whoever_has_the_app_is_asked_for_it_all_the_same(by_phone: Sink, client: Client) -> None:
    give_password(client)
    client.post(SECOND, {"send": "1"})
    client.post(SECOND, {"sms_code": by_phone.code})
    set_up_totp(client)
    client.post(reverse("account_logout"))

    with travel(timezone.now() + timedelta(minutes=2), tick=False):
        response = come_by_phone(client, by_phone)

    assert response["Location"] == SECOND
