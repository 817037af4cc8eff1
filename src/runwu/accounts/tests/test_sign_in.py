"""Signing in with a password, and being kept out."""

import importlib

import pytest
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher, check_password
from django.test import Client
from django.urls import NoReverseMatch, reverse
from time_machine import travel

from runwu.accounts.models import User
from tests.world import PASSWORD, World

HOME = "/rules/"


def sign_in(client: Client, username: str, password: str, **query: str) -> int:
    address = reverse("account_login", query=query or None)
    response = client.post(address, {"login": username, "password": password, **query})
    return response.status_code


def test_name_and_password_open_the_home_page(world: World, client: Client) -> None:
    response = client.post(reverse("account_login"), {"login": "staff", "password": PASSWORD})

    assert (response.status_code, response["Location"]) == (302, reverse("workbench:home"))


def test_after_signing_in_one_is_back_where_one_was(world: World, client: Client) -> None:
    response = client.post(reverse("account_login"), {"login": "staff", "password": PASSWORD, "next": HOME})

    assert response["Location"] == HOME


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org/", "javascript:alert(1)"])
def test_the_way_back_never_leads_to_another_site(world: World, client: Client, elsewhere: str) -> None:
    response = client.post(reverse("account_login"), {"login": "staff", "password": PASSWORD, "next": elsewhere})

    assert response["Location"] == reverse("workbench:home")


def test_a_wrong_password_says_what_to_do(world: World, client: Client) -> None:
    response = client.post(reverse("account_login"), {"login": "staff", "password": "wrong"})

    assert "用户名或密码不正确" in response.content.decode()


def test_an_unknown_name_gets_the_same_answer_as_a_wrong_password(world: World, client: Client) -> None:
    known = client.post(reverse("account_login"), {"login": "staff", "password": "wrong"})
    unknown = client.post(reverse("account_login"), {"login": "nobody", "password": "wrong"})

    assert known.context["form"].errors == unknown.context["form"].errors


def test_five_wrong_passwords_close_the_door_with_429(world: World, client: Client) -> None:
    statuses = [sign_in(client, "staff", f"wrong {number}") for number in range(5)]

    assert statuses[-1] == 429
    assert sign_in(client, "staff", PASSWORD) == 429


def test_the_closed_door_opens_again_after_half_an_hour(world: World, client: Client) -> None:
    for number in range(5):
        sign_in(client, "staff", f"wrong {number}")

    with travel(f"{world.day}T10:00:00+08:00", tick=False):
        assert sign_in(client, "staff", PASSWORD) == 302


def test_wrong_passwords_for_one_account_do_not_close_the_door_for_another(world: World, client: Client) -> None:
    for number in range(5):
        sign_in(client, "staff", f"wrong {number}")

    assert sign_in(client, "clerk", PASSWORD) == 302


def test_a_locked_account_is_told_so(world: World, client: Client) -> None:
    User.objects.filter(username="staff").update(is_active=False)

    response = client.post(reverse("account_login"), {"login": "staff", "password": PASSWORD}, follow=True)

    assert "已停用" in response.content.decode()


@pytest.mark.parametrize("name", ["account_signup", "account_reset_password", "account_email"])
def test_nobody_opens_an_account_or_a_mailbox_by_oneself(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_signing_out_needs_a_post(world: World, client: Client) -> None:
    client.force_login(world.cast.staff, backend=settings.AUTHENTICATION_BACKENDS[-1])

    client.get(reverse("account_logout"))

    assert client.get(HOME).status_code == 200


def test_after_signing_out_the_pages_are_closed(world: World, client: Client) -> None:
    client.force_login(world.cast.staff, backend=settings.AUTHENTICATION_BACKENDS[-1])

    client.post(reverse("account_logout"))

    assert client.get(HOME).status_code == 302


def test_nobody_keeps_when_an_account_signed_in() -> None:
    assert "last_login" not in {field.name for field in User._meta.get_fields()}


def test_real_installations_hash_passwords_with_argon2() -> None:
    base = importlib.import_module("runwu.config.settings.base")

    assert base.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]


def test_argon2_is_installed_and_verifies() -> None:
    encoded = Argon2PasswordHasher().encode(PASSWORD, "salt-for-a-test")

    assert encoded.startswith("argon2$argon2id$")
    assert Argon2PasswordHasher().verify(PASSWORD, encoded)


@pytest.mark.parametrize("password", ["12345678901", "password123", "kurz"])
def test_weak_passwords_are_refused(world: World, client: Client, password: str) -> None:
    client.force_login(world.cast.staff, backend=settings.AUTHENTICATION_BACKENDS[-1])

    client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": password, "password2": password},
    )

    world.cast.staff.refresh_from_db()
    assert check_password(PASSWORD, world.cast.staff.password)
