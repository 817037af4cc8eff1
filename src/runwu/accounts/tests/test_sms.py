"""Codes by SMS: handed to a gateway, limited, kept as a digest, never in a log."""

import json
import logging
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings
from time_machine import travel

from conftest import ClientAs
from runwu.accounts.factors import keep_phone
from runwu.accounts.models import User
from runwu.accounts.sms import is_safe_address
from runwu.accounts.tests.signing_in import give_password, is_in
from runwu.accounts.tests.sink import Sink
from runwu.core.models import AuditEntry
from tests.world import World

PHONE = "+999000000000"
SECOND = reverse("mfa_authenticate")


@pytest.fixture
def asked(sink: Sink, world: World, client: Client) -> Client:
    """Give the password of an account with a confirmed number."""
    keep_phone(user=world.cast.staff, phone=PHONE)
    give_password(client)
    return client


def test_the_number_is_confirmed_by_the_code_it_receives(sink: Sink, world: World, client: Client) -> None:
    give_password(client)
    client.post(reverse("account_phone"), {"phone": "+999 0000-00000"})

    client.post(reverse("account_phone_code"), {"sms_code": sink.code})

    assert (sink.messages[0]["to"], User.objects.get(username="staff").phone) == (PHONE, PHONE)
    assert AuditEntry.objects.filter(action="accounts.phone.confirmed").exists()


def test_the_gateway_is_given_token_minutes_and_neutral_words(sink: Sink, world: World, client: Client) -> None:
    give_password(client)

    client.post(reverse("account_phone"), {"phone": PHONE})

    message = sink.messages[0]
    assert sink.tokens == ["Bearer only-for-tests"]
    assert (message["minutes"], message["code"] in message["text"], "党" in message["text"]) == (5, True, False)


def test_a_number_that_is_none_is_refused(sink: Sink, world: World, client: Client) -> None:
    give_password(client)

    response = client.post(reverse("account_phone"), {"phone": "12345"})

    assert (response.status_code, sink.messages) == (422, [])


def test_a_wrong_code_confirms_nothing(sink: Sink, world: World, client: Client) -> None:
    give_password(client)
    client.post(reverse("account_phone"), {"phone": PHONE})

    client.post(reverse("account_phone_code"), {"sms_code": "x"})

    assert User.objects.get(username="staff").phone is None


def test_the_password_alone_does_not_open_the_pages(asked: Client) -> None:
    assert not is_in(asked)


def test_the_code_opens_the_pages(asked: Client, sink: Sink) -> None:
    asked.post(SECOND, {"send": "1"})

    asked.post(SECOND, {"sms_code": sink.code})

    assert is_in(asked)


def test_a_code_counts_once(asked: Client, sink: Sink) -> None:
    asked.post(SECOND, {"send": "1"})
    code = sink.code
    asked.post(SECOND, {"sms_code": code})
    asked.post(reverse("account_logout"))

    give_password(asked)
    asked.post(SECOND, {"sms_code": code})

    assert not is_in(asked)


def test_a_code_ends_after_five_minutes(asked: Client, sink: Sink) -> None:
    asked.post(SECOND, {"send": "1"})

    with travel(timezone.now() + timedelta(minutes=6), tick=False):
        asked.post(SECOND, {"sms_code": sink.code})
        assert not is_in(asked)


def test_five_wrong_codes_pause_the_right_one_too(asked: Client, sink: Sink) -> None:
    asked.post(SECOND, {"send": "1"})
    for _number in range(5):
        asked.post(SECOND, {"sms_code": "wrong"})

    response = asked.post(SECOND, {"sms_code": sink.code})

    assert "暂停验证" in response.content.decode()


def test_a_second_code_within_a_minute_is_not_sent(asked: Client, sink: Sink) -> None:
    asked.post(SECOND, {"send": "1"})

    response = asked.post(SECOND, {"send": "1"})

    assert (len(sink.messages), "一分钟只发一条" in response.content.decode()) == (1, True)


def test_the_sixth_code_of_an_hour_is_not_sent(asked: Client, sink: Sink) -> None:
    for minute in range(6):
        with travel(timezone.now() + timedelta(minutes=2 * minute), tick=False):
            asked.post(SECOND, {"send": "1"})

    assert len(sink.messages) == 5


def test_the_session_holds_neither_code_nor_number(asked: Client, sink: Sink) -> None:
    asked.post(SECOND, {"send": "1"})

    kept = json.dumps(dict(asked.session.items()), default=str)
    assert (sink.code in kept, PHONE in kept) == (False, False)


@pytest.mark.parametrize("status", [302, 400, 500])
def test_a_gateway_that_fails_is_told_so_without_code_or_number_in_the_log(
    asked: Client, sink: Sink, caplog: pytest.LogCaptureFixture, status: int
) -> None:
    sink.status = status

    with caplog.at_level(logging.DEBUG):
        response = asked.post(SECOND, {"send": "1"})

    assert "短信没有发出" in response.content.decode()
    assert (len(sink.messages), sink.code in caplog.text, PHONE in caplog.text) == (1, False, False)


def test_a_gateway_that_is_not_there_is_told_so(asked: Client, settings: Settings) -> None:
    settings.RUNWU_SMS_URL = "http://127.0.0.1:9/"

    assert "短信没有发出" in asked.post(SECOND, {"send": "1"}).content.decode()


def test_without_a_gateway_the_password_is_enough_again(world: World, client: Client) -> None:
    keep_phone(user=world.cast.staff, phone=PHONE)

    give_password(client)

    assert is_in(client)


def test_giving_up_codes_deletes_the_number(sink: Sink, world: World, client: Client) -> None:
    give_password(client)
    keep_phone(user=world.cast.staff, phone=PHONE)

    client.post(reverse("account_phone_remove"))

    assert User.objects.get(username="staff").phone is None


def test_administrators_do_not_see_the_number(sink: Sink, world: World, client_as: ClientAs) -> None:
    keep_phone(user=world.cast.staff, phone=PHONE)

    client = client_as(world.cast.security_administrator)
    shown = client.get(reverse("access:account", args=[world.cast.staff.public_id])).content.decode()

    assert ("仅短信验证码" in shown, PHONE[-4:] in shown) == (True, False)


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://sms.example/send", True),
        ("http://127.0.0.1:9000/", True),
        ("http://localhost/", True),
        ("http://sms.example/send", False),
        ("ftp://sms.example/", False),
    ],
)
def test_a_code_travels_encrypted_or_not_at_all(url: str, safe: bool) -> None:
    assert is_safe_address(url) is safe
