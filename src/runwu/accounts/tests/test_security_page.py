"""The page of the own account's security: recent sign-ins, and how they end."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings
from time_machine import travel

from conftest import ClientAs
from runwu.accounts import sessions
from runwu.accounts.devices import device_of
from runwu.accounts.models import SignIn, User
from runwu.accounts.tests.signing_in import give_password, is_in, set_up_totp
from runwu.core.jobs.chores import run_chores
from tests.sign_in_objects import passkey_of
from tests.world import World

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0"
PHONE = "Mozilla/5.0 (Linux; Android 14; HarmonyOS) AppleWebKit/537.36 Chrome/114.0 MicroMessenger/8.0"
MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605.1.15 Version/17.5 Safari/605.1.15"


@pytest.fixture
def twice(settings: Settings) -> None:
    """Let an account be signed in at two places."""
    settings.RUNWU_SIGN_INS = 2


def page(client: Client) -> str:
    return client.get(reverse("mfa_index")).content.decode()


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (WINDOWS, "Windows · Edge"),
        (PHONE, "HarmonyOS · WeChat"),
        (MAC, "macOS · Safari"),
        ("curl/8.0", "未知设备"),
        ("", "未知设备"),
    ],
)
def test_the_device_is_named_roughly(told: str, expected: str) -> None:
    assert device_of(told) == expected


def test_the_page_shows_time_device_and_way_of_a_sign_in(world: World, client: Client) -> None:
    client.defaults["HTTP_USER_AGENT"] = WINDOWS
    give_password(client)

    assert "2026-11-20 09:00" in page(client)
    assert "Windows · Edge" in page(client)
    assert "本次登录" in page(client)


def test_nobody_sees_the_sign_ins_of_somebody_else(world: World, client: Client, client_as: ClientAs) -> None:
    client.defaults["HTTP_USER_AGENT"] = WINDOWS
    give_password(client)

    seen = page(client_as(world.cast.security_administrator))
    account = client_as(world.cast.security_administrator).get(
        reverse("access:account", args=[world.cast.staff.public_id])
    )

    assert "Windows" not in seen
    assert "Windows" not in account.content.decode()


def test_neither_address_nor_place_is_kept() -> None:
    assert {field.name for field in SignIn._meta.get_fields()} == {
        "id",
        "public_id",
        "user",
        "key",
        "at",
        "way",
        "device",
    }


def test_only_the_last_ten_are_kept(world: World, client: Client) -> None:
    for _number in range(12):
        give_password(client)
        client.post(reverse("account_logout"))

    assert SignIn.objects.filter(user=world.cast.staff).count() == 10


def test_after_ninety_days_they_are_forgotten(world: World, client: Client) -> None:
    give_password(client)

    with travel(timezone.now() + timedelta(days=91), tick=False):
        assert not sessions.recent(world.cast.staff).exists()
        run_chores()

    assert not SignIn.objects.exists()


def test_with_two_places_allowed_both_stay(twice: None, world: World, client_as: ClientAs) -> None:
    clients = [client_as(world.cast.staff) for _number in range(2)]

    assert [is_in(client) for client in clients] == [True, True]


def test_the_third_place_ends_the_first(twice: None, world: World, client_as: ClientAs) -> None:
    clients = [client_as(world.cast.staff) for _number in range(3)]

    assert [is_in(client) for client in clients] == [False, True, True]


def test_ending_the_others_keeps_this_one(twice: None, world: World, client_as: ClientAs) -> None:
    other, here = client_as(world.cast.staff), client_as(world.cast.staff)

    here.post(reverse("account_end_others"))

    assert (is_in(other), is_in(here)) == (False, True)


def test_one_sign_in_elsewhere_is_ended(twice: None, world: World, client_as: ClientAs) -> None:
    other, here = client_as(world.cast.staff), client_as(world.cast.staff)
    row = SignIn.objects.get(key=other.session[sessions.SIGN_IN])

    here.post(reverse("account_end_one", args=[row.public_id]))

    assert (is_in(other), is_in(here)) == (False, True)


def test_the_sign_in_of_somebody_else_is_not_found(world: World, client_as: ClientAs) -> None:
    client_as(world.cast.clerk)
    row = SignIn.objects.get(user=world.cast.clerk)

    response = client_as(world.cast.staff).post(reverse("account_end_one", args=[row.public_id]))

    assert response.status_code == 404


def test_the_way_is_named_by_its_second_step(world: World, client: Client) -> None:
    give_password(client)
    set_up_totp(client)

    assert "已设置" in page(client)
    assert "还剩 10 个" in page(client)


def test_a_passkey_is_listed_by_its_name_and_is_its_owners_alone(world: World, client_as: ClientAs) -> None:
    key = passkey_of("staff")(world)["public_id"]

    assert "示例密钥" in page(client_as(world.cast.staff))
    assert client_as(world.cast.clerk).get(reverse("passkey_rename", args=[key])).status_code == 404


def test_a_passkey_gets_another_name(world: World, client: Client) -> None:
    give_password(client)
    key = passkey_of("staff")(world)["public_id"]

    client.post(reverse("passkey_rename", args=[key]), {"name": "办公电脑"})

    assert "办公电脑" in page(client)


def test_a_passkey_is_given_up(world: World, client: Client) -> None:
    give_password(client)
    key = passkey_of("staff")(world)["public_id"]

    client.post(reverse("passkey_remove", args=[key]))

    assert "示例密钥" not in page(client)


def test_under_a_bare_address_the_page_says_that_passkeys_need_a_name(world: World, client_as: ClientAs) -> None:
    client = client_as(world.cast.staff)

    shown = client.get(reverse("mfa_index"), headers={"host": "127.0.0.1:8000"}).content.decode()

    assert "通行密钥要用主机名" in shown


def test_the_demo_says_that_it_forces_nobody(world: World, client: Client, settings: Settings) -> None:
    settings.DEMO = True

    assert "演示环境不要求二次验证" in client.get(reverse("account_login")).content.decode()


def test_an_account_without_sign_ins_holds_none(world: World) -> None:
    assert User.objects.get(username="newcomer").session_key == ""
