"""How long a sign-in lives: idle limit, newest wins, forged cookies, one-time passwords."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from time_machine import travel

from conftest import ClientAs
from runwu.accounts import services
from runwu.accounts.models import User
from runwu.accounts.tests.signing_in import give_password, is_in
from tests.world import PASSWORD, World

PAGE = "/rules/?q=1"
HTMX = {"HX-Request": "true", "HX-Current-URL": "http://testserver/rules/?q=1"}


def lands_on_sign_in(client: Client, words: str) -> bool:
    response = client.get(PAGE, follow=True)
    return response.redirect_chain[0][0].startswith("/account/login/") and words in response.content.decode()


def test_somebody_who_has_not_signed_in_is_sent_to_the_sign_in_page_and_back(world: World, client: Client) -> None:
    response = client.get(PAGE)

    assert response["Location"] == "/account/login/?next=%2Frules%2F%3Fq%3D1"


def test_a_first_visit_hears_nothing_of_ended_sign_ins(world: World, client: Client) -> None:
    assert not lands_on_sign_in(client, "登录已失效")


def test_a_forged_session_is_told_to_sign_in_again(world: World, client: Client) -> None:
    client.cookies[settings.SESSION_COOKIE_NAME] = "forged0123456789forged0123456789"

    assert lands_on_sign_in(client, "登录已失效")


def test_a_fragment_of_an_ended_sign_in_moves_the_whole_page(world: World, client: Client) -> None:
    response = client.get("/rules/", headers=HTMX)

    assert response["HX-Redirect"] == "/account/login/?next=%2Frules%2F%3Fq%3D1"


def test_a_fragment_asked_for_from_another_site_leads_home(world: World, client: Client) -> None:
    response = client.get("/rules/", headers={**HTMX, "HX-Current-URL": "https://example.org/rules/"})

    assert response["HX-Redirect"] == "/account/login/?next=%2F"


@pytest.mark.parametrize(("minutes", "status"), [(29, 200), (31, 302)])
def test_half_an_hour_without_a_page_ends_the_sign_in(
    world: World, client_as: ClientAs, minutes: int, status: int
) -> None:
    client = client_as(world.cast.staff)

    with travel(timezone.now() + timedelta(minutes=minutes), tick=False):
        assert client.get(PAGE).status_code == status


@pytest.mark.parametrize(("minutes", "status"), [(4, 200), (6, 302)])
def test_a_clock_that_jumps_back_ends_the_sign_in(world: World, client_as: ClientAs, minutes: int, status: int) -> None:
    client = client_as(world.cast.staff)

    with travel(timezone.now() - timedelta(minutes=minutes), tick=False):
        assert client.get(PAGE).status_code == status


def test_after_a_jump_of_the_clock_the_sign_in_page_says_why_and_lets_one_in(world: World, client: Client) -> None:
    give_password(client)

    with travel(timezone.now() - timedelta(days=1), tick=False):
        page = client.get(PAGE, follow=True).content.decode()
        give_password(client)

        assert "服务器的时间被调回过" in page
        assert "请联系系统管理员校准服务器时间" in page
        assert is_in(client)


def test_whoever_works_on_stays_signed_in(world: World, client_as: ClientAs) -> None:
    client, start = client_as(world.cast.staff), timezone.now()

    with travel(start + timedelta(minutes=25), tick=False):
        client.get(PAGE)

    with travel(start + timedelta(minutes=50), tick=False):
        assert client.get(PAGE).status_code == 200


def test_an_idle_end_says_why(world: World, client_as: ClientAs) -> None:
    client = client_as(world.cast.staff)

    with travel(timezone.now() + timedelta(minutes=31), tick=False):
        assert lands_on_sign_in(client, "离开超过 30 分钟")


def test_the_newest_sign_in_wins_and_the_older_one_hears_why(world: World, client_as: ClientAs) -> None:
    older = client_as(world.cast.staff)
    newer = client_as(world.cast.staff)

    assert newer.get(PAGE).status_code == 200
    assert lands_on_sign_in(older, "已在另一处登录")


def test_locking_an_account_ends_its_sign_in(world: World, client_as: ClientAs) -> None:
    client = client_as(world.cast.staff)

    services.lock(user=world.cast.staff, by=None)

    assert client.get(PAGE).status_code == 302


def test_resetting_a_password_ends_the_sign_in(world: World, client_as: ClientAs) -> None:
    client = client_as(world.cast.staff)

    services.reset_password(user=world.cast.staff, by=None)

    assert client.get(PAGE).status_code == 302


def test_a_one_time_password_is_changed_before_anything_else(world: World, client_as: ClientAs) -> None:
    User.objects.filter(username="staff").update(must_change_password=True)

    response = client_as(world.cast.staff).get(PAGE)

    assert response["Location"] == reverse("account_change_password")


def test_after_the_change_the_pages_open(world: World, client: Client) -> None:
    password = services.reset_password(user=world.cast.staff, by=None)
    client.post(reverse("account_login"), {"login": "staff", "password": password})

    changed = {"oldpassword": password, "password1": "示例新口令-2026-秋", "password2": "示例新口令-2026-秋"}
    client.post(reverse("account_change_password"), changed)

    assert client.get(PAGE).status_code == 200


def test_the_one_time_password_cannot_stay(world: World, client: Client) -> None:
    password = services.reset_password(user=world.cast.staff, by=None)
    client.post(reverse("account_login"), {"login": "staff", "password": password})

    kept = {"oldpassword": password, "password1": password, "password2": password}
    response = client.post(reverse("account_change_password"), kept)

    assert "新密码不能与现在的密码相同" in response.content.decode()


def test_a_one_time_password_ends_after_a_week(world: World, client: Client) -> None:
    password = services.reset_password(user=world.cast.staff, by=None)

    with travel(timezone.now() + timedelta(days=8), tick=False):
        client.post(reverse("account_login"), {"login": "staff", "password": password})
        assert lands_on_sign_in(client, "一次性密码已过期")


def test_signing_in_brings_language_and_theme_of_the_account(world: World, client: Client) -> None:
    User.objects.filter(username="staff").update(language="en", theme="dark")

    client.post(reverse("account_login"), {"login": "staff", "password": PASSWORD})

    assert (client.cookies["runwu_language"].value, client.cookies["runwu_theme"].value) == ("en", "dark")


def test_the_language_is_remembered_and_leads_back(world: World, client_as: ClientAs) -> None:
    client = client_as(world.cast.staff)

    response = client.post(reverse("set_language"), {"language": "en", "next": "/rules/"})

    world.cast.staff.refresh_from_db()
    assert (response["Location"], world.cast.staff.language) == ("/rules/", "en")


@pytest.mark.parametrize("there", ["https://example.org/", "//example.org", "\\\\example.org", ""])
def test_switching_the_theme_never_leads_to_another_site(world: World, client: Client, there: str) -> None:
    response = client.post(reverse("set_theme"), {"theme": "dark", "next": there})

    assert response["Location"] == "/"


def test_a_language_nobody_offers_is_not_remembered(world: World, client: Client) -> None:
    client.post(reverse("set_language"), {"language": "xx", "next": "/"})

    assert "runwu_language" not in client.cookies
