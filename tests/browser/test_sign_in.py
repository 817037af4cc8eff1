"""Signing in and out: the right password, the wrong one, a session that ended or never was."""

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import axe
from tests.browser.installation import Installation
from tests.browser.pages.sign_in import guess_passwords, send, sign_in, sign_out
from tests.browser.visitors import Visitors
from tests.world import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("places")]


@pytest.mark.smoke
def test_somebody_signs_in_sees_today_and_signs_out(visitors: Visitors, town: Installation) -> None:
    page = visitors.open(town)

    sign_in(page, "instructor", PASSWORD)
    expect(page).to_have_title("今天 · 润物")
    sign_out(page)

    expect(page.get_by_role("heading", name="登录")).to_be_visible()
    page.goto("/enterprises/")
    expect(page).to_have_url(f"{town.address}/account/login/?next=%2Fenterprises%2F")


def test_a_wrong_password_is_refused_and_what_was_typed_is_named(visitors: Visitors, town: Installation) -> None:
    page = visitors.open(town)

    sign_in(page, "somebody", "wrong")

    expect(page.get_by_role("alert")).to_contain_text("不正确")
    assert axe(page) == []


def test_five_wrong_passwords_lock_and_the_page_says_what_to_do(visitors: Visitors, town: Installation) -> None:
    page = visitors.open(town)

    guess_passwords(page, "nobody-here", times=5)

    expect(page.get_by_role("heading", name="暂时不能登录")).to_be_visible()
    expect(page.get_by_text("半小时后再试")).to_be_visible()
    assert axe(page) == []


def test_a_forged_session_leads_to_the_sign_in_page_and_back(visitors: Visitors, town: Installation) -> None:
    page = visitors.open(town)
    page.context.add_cookies([{"name": "sessionid", "value": "forged" * 5, "url": town.address}])

    page.goto("/enterprises/?q=白露")
    expect(page.get_by_text("登录已失效")).to_be_visible()
    send(page, "owner", PASSWORD)

    expect(page).to_have_url(f"{town.address}/enterprises/?q=%E7%99%BD%E9%9C%B2")


def test_a_session_left_alone_ends_and_says_why(visitors: Visitors, town: Installation) -> None:
    page = visitors.open(town)
    sign_in(page, "service_unit", PASSWORD)
    town.run("tests.browser.filling:leave_alone('service_unit')")

    page.reload()

    expect(page.get_by_text("离开超过 30 分钟")).to_be_visible()


def test_a_second_sign_in_ends_the_first(visitors: Visitors, town: Installation) -> None:
    first, second = visitors.open(town), visitors.open(town)
    sign_in(first, "social_worker", PASSWORD)
    sign_in(second, "social_worker", PASSWORD)

    first.reload()

    expect(first.get_by_text("已在另一处登录")).to_be_visible()


def test_the_chosen_language_stays(visitors: Visitors, town: Installation) -> None:
    page = visitors.open(town)
    page.goto("/account/login/")

    page.get_by_role("button", name="English").first.click()

    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    page.goto("/nowhere/")
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_the_chosen_theme_stays(visitors: Visitors, town: Installation) -> None:
    page = visitors.open(town, "officer", PASSWORD)
    page.goto("/")

    page.locator("details.who > summary").click()
    page.get_by_role("button", name="深色").click()

    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    page.goto("/enterprises/")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
