"""Roles that need a second factor: led to set one up, and nowhere else until then."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from conftest import ClientAs
from runwu.accounts.factors import keep_phone
from runwu.accounts.models import User
from runwu.accounts.tests.signing_in import give_password, set_up_totp
from tests.sign_in_objects import passkey_of
from tests.world import World

ACCOUNTS = reverse("access:list")
SECURITY = reverse("mfa_index")


@pytest.fixture(autouse=True)
def required(settings: Settings) -> None:
    """Require a second factor of security administrators."""
    settings.RUNWU_SECOND_FACTOR = frozenset({"security_administrator"})


@pytest.fixture
def administrator(world: World, client_as: ClientAs) -> Client:
    return client_as(world.cast.security_administrator)


@pytest.mark.parametrize("address", [ACCOUNTS, "/", "/rules/", reverse("account_phone")])
def test_every_page_leads_to_setting_one_up(administrator: Client, address: str) -> None:
    assert administrator.get(address)["Location"] == SECURITY


def test_the_page_says_why(administrator: Client) -> None:
    assert "必须设置二次验证" in administrator.get(SECURITY).content.decode()


def test_what_is_sent_is_not_done(world: World, administrator: Client) -> None:
    administrator.post(reverse("access:account-lock", args=[world.cast.staff.public_id]))

    assert User.objects.get(username="staff").is_active


def test_a_fragment_moves_the_whole_page(administrator: Client) -> None:
    assert administrator.get("/rules/", headers={"HX-Request": "true"})["HX-Redirect"] == SECURITY


def test_signing_out_and_public_pages_stay_open(administrator: Client) -> None:
    assert administrator.get(reverse("core:feedback")).status_code == 200
    assert administrator.post(reverse("account_logout")).status_code == 302


def test_the_authenticator_app_opens_the_pages(world: World, client: Client) -> None:
    give_password(client, "security_administrator")

    set_up_totp(client)

    assert client.get(reverse("mfa_view_recovery_codes")).status_code == 200
    assert client.get(ACCOUNTS).status_code == 200


def test_a_passkey_opens_the_pages(world: World, administrator: Client) -> None:
    passkey_of("security_administrator")(world)

    assert administrator.get(ACCOUNTS).status_code == 200


def test_a_phone_alone_does_not(world: World, administrator: Client, settings: Settings) -> None:
    settings.RUNWU_SMS_URL = "http://127.0.0.1:9/"
    keep_phone(user=world.cast.security_administrator, phone="+999000000000")

    assert administrator.get(ACCOUNTS)["Location"] == SECURITY


def test_giving_it_up_closes_the_pages_again(world: World, client: Client) -> None:
    give_password(client, "security_administrator")
    set_up_totp(client)

    client.post(reverse("mfa_deactivate_totp"))

    assert client.get(ACCOUNTS)["Location"] == SECURITY


def test_the_one_time_password_is_changed_first(world: World, administrator: Client) -> None:
    User.objects.filter(username="security_administrator").update(must_change_password=True)

    assert administrator.get(ACCOUNTS)["Location"] == reverse("account_change_password")


def test_other_roles_are_not_asked(world: World, client_as: ClientAs) -> None:
    assert client_as(world.cast.staff).get("/rules/").status_code == 200


def test_where_nobody_has_to_nobody_is_led(administrator: Client, settings: Settings) -> None:
    settings.RUNWU_SECOND_FACTOR = frozenset()

    assert administrator.get(ACCOUNTS).status_code == 200
