"""Every request has a number: in the header, in the log, on the page of an error."""

import logging
from typing import Any

import pytest
from django.test import Client

GIVEN = "0f9a8c1d2e3b4c5d"


def test_every_answer_carries_a_number_of_its_own(client: Client) -> None:
    first, second = (client.get("/healthz").headers["X-Request-ID"] for _ in range(2))

    assert len(first) == 32
    assert first != second


def test_what_a_browser_sends_as_a_number_is_replaced(client: Client) -> None:
    answer = client.get("/healthz", headers={"X-Request-ID": GIVEN})

    assert answer.headers["X-Request-ID"] != GIVEN


def test_the_number_of_a_trusted_proxy_is_kept(client: Client, settings: Any) -> None:
    settings.RUNWU_TRUST_REQUEST_ID = True

    assert client.get("/healthz", headers={"X-Request-ID": GIVEN}).headers["X-Request-ID"] == GIVEN


def test_no_proxy_writes_into_the_log(client: Client, settings: Any) -> None:
    settings.RUNWU_TRUST_REQUEST_ID = True

    answer = client.get("/healthz", headers={"X-Request-ID": 'x" injected'})

    assert len(answer.headers["X-Request-ID"]) == 32


def test_the_log_carries_the_number(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        number = client.get("/healthz").headers["X-Request-ID"]

    assert number in str(caplog.records[-1].msg)
