"""Invitations: a link by which somebody sets the own password, once."""

from argparse import Namespace
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from time_machine import travel

from runwu.accounts import services
from runwu.accounts.models import User
from runwu.config.cli import accounts
from runwu.core.errors import UserError
from tests.sign_in_objects import passkey_of
from tests.world import World

NEW = "示例新口令-2026-秋"


def link(key: str) -> str:
    return reverse("account_invitation", query={"key": key})


@pytest.fixture
def key(world: World) -> str:
    return services.invite(user=world.cast.newcomer, by=None)


def test_the_link_sets_the_password_that_opens_the_door(key: str, client: Client) -> None:
    client.post(link(key), {"password1": NEW, "password2": NEW})

    response = client.post(reverse("account_login"), {"login": "newcomer", "password": NEW})

    assert response["Location"] == reverse("workbench:home")


def test_the_link_works_once(key: str, client: Client) -> None:
    client.post(link(key), {"password1": NEW, "password2": NEW})

    assert client.get(link(key)).status_code == 410


def test_the_link_ends_after_a_week(key: str, client: Client) -> None:
    with travel(timezone.now() + timedelta(days=8), tick=False):
        assert client.get(link(key)).status_code == 410


def test_a_newer_invitation_ends_the_older_one(key: str, world: World, client: Client) -> None:
    services.invite(user=world.cast.newcomer, by=None)

    assert client.get(link(key)).status_code == 410


def test_a_reset_password_ends_the_invitation(key: str, world: World, client: Client) -> None:
    services.reset_password(user=world.cast.newcomer, by=None)

    assert client.get(link(key)).status_code == 410


def test_a_locked_account_is_not_opened_by_its_invitation(key: str, world: World, client: Client) -> None:
    services.lock(user=world.cast.newcomer, by=None)

    assert client.get(link(key)).status_code == 410


@pytest.mark.parametrize("guess", ["", "x" * 32])
def test_a_guessed_link_says_the_same_as_a_used_one(key: str, client: Client, guess: str) -> None:
    response = client.get(link(guess))

    assert (response.status_code, "邀请链接已失效" in response.content.decode()) == (410, True)


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [("kurz", "kurz", "10"), ("1234567890", "1234567890", "数字"), (NEW, "别的", "不一样")],
)
def test_a_weak_or_mistyped_password_is_refused(key: str, client: Client, first: str, second: str, words: str) -> None:
    response = client.post(link(key), {"password1": first, "password2": second})

    assert (response.status_code, words in response.content.decode()) == (422, True)


def test_the_database_holds_no_key(key: str) -> None:
    assert key not in User.objects.get(username="newcomer").invitation


def test_until_then_no_password_opens_the_account(key: str) -> None:
    assert not User.objects.get(username="newcomer").has_usable_password()


def test_nobody_invites_oneself(world: World) -> None:
    with pytest.raises(UserError):
        services.invite(user=world.cast.newcomer, by=world.cast.newcomer)


def test_the_command_line_lets_somebody_in_who_lost_everything(
    world: World, client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    passkey_of("newcomer")(world)

    code = accounts.reset(Namespace(user="newcomer"))

    password = capsys.readouterr().out.split()[-1]
    response = client.post(reverse("account_login"), {"login": "newcomer", "password": password})
    assert (code, response["Location"]) == (0, reverse("workbench:home"))


def test_the_command_line_names_an_account_that_is_not_there(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert accounts.reset(Namespace(user="nobody-here")) == 1
    assert "nobody-here" in capsys.readouterr().err
