"""A new password: what it must not be is said in Chinese, all at once, and once per thing."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from conftest import ClientAs
from runwu.accounts.models import User
from runwu.accounts.services import reset_password
from tests.world import PASSWORD, World

ADDRESS = reverse("account_change_password")


def sent(client: Client, first: str, second: str | None = None, old: str = PASSWORD, **more: str) -> str:
    """Return the page that comes back, without marks."""
    data = {"oldpassword": old, "password1": first, "password2": first if second is None else second}
    page = client.post(ADDRESS, data, headers=more).content.decode()
    return re.sub(r"<[^>]+>", "", page)


@pytest.mark.parametrize(
    ("new", "words"),
    [
        ("kurz-9x", "新密码太短，没有保存。密码不少于 10 位。"),
        ("7391846205", "新密码全是数字，没有保存。"),
        ("password123", "新密码太常见，没有保存。"),
    ],
)
def test_a_weak_password_is_refused_in_chinese(world: World, client_as: ClientAs, new: str, words: str) -> None:
    shown = sent(client_as(world.cast.staff), new)

    assert words in shown
    assert "This password" not in shown


def test_a_password_like_the_user_name_is_refused(world: World, client_as: ClientAs) -> None:
    shown = sent(client_as(world.cast.provincial_officer), "provincial_officer1")

    assert "新密码和“用户名”太像，没有保存。" in shown


def test_a_mismatch_is_told_beside_what_else_is_wrong(world: World, client_as: ClientAs) -> None:
    shown = sent(client_as(world.cast.staff), "1234", "4321")

    assert ("新密码太短" in shown, "两次输入的密码不一样" in shown) == (True, True)


def test_the_summary_counts_messages_and_not_fields(world: World, client_as: ClientAs) -> None:
    shown = sent(client_as(world.cast.staff), "1234")

    assert shown.count("没有保存。") == 6
    assert "有 3 处要改" in shown


@pytest.mark.parametrize("second", ["", "another-long-phrase"])
def test_the_second_field_has_to_agree(world: World, client_as: ClientAs, second: str) -> None:
    sent(client_as(world.cast.staff), "a-new-long-phrase", second)

    assert User.objects.get(username="staff").check_password(PASSWORD)


def test_a_good_password_is_saved(world: World, client_as: ClientAs) -> None:
    sent(client_as(world.cast.staff), "a-new-long-phrase")

    assert User.objects.get(username="staff").check_password("a-new-long-phrase")


def test_a_password_for_one_use_leaves_no_way_around(world: World, client: Client) -> None:
    once = reset_password(user=world.cast.staff, by=None)
    client.post(reverse("account_login"), {"login": "staff", "password": once})

    page = client.get(ADDRESS).content.decode()

    assert ("先不改" in page, "退出登录" in page) == (False, True)


def test_who_changes_it_freely_may_leave_it(world: World, client_as: ClientAs) -> None:
    assert "先不改" in client_as(world.cast.staff).get(ADDRESS).content.decode()


def test_english_pages_say_it_in_english(world: World, client_as: ClientAs) -> None:
    client = client_as(world.cast.staff)
    client.post(reverse("set_language"), {"language": "en"})

    assert "The new password is too short and was not saved." in sent(client, "kurz-9x")
