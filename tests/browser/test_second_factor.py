"""The second step of signing in, in a browser: authenticator app, passkeys, roles that need one."""

import pytest
from playwright.sync_api import Page, expect

from runwu.accounts.tests.signing_in import code_of
from tests.browser.accessibility import axe
from tests.browser.installation import Installation
from tests.browser.pages.sign_in import send, sign_in, sign_out
from tests.browser.visitors import Visitors
from tests.world import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("places")]

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def by_name(installation: Installation, path: str) -> str:
    """Return an address under the host name, which passkeys need."""
    return installation.address.replace("127.0.0.1", "localhost") + path


def with_device(page: Page) -> Page:
    """Give the browser a device that keeps passkeys and verifies the person (a virtual one)."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    return page


def set_up_app(page: Page) -> str:
    """Set up the authenticator app from the page of security, and return its secret."""
    page.get_by_role("link", name="去设置 动态验证码").click()
    assert axe(page) == []
    page.get_by_text("手工输入密钥").click()
    secret = page.locator("code.secret").inner_text().replace(" ", "")
    page.get_by_label("验证码").fill(code_of(secret))
    page.get_by_role("button", name="确认并启用").click()
    return secret


@pytest.mark.smoke
def test_the_app_is_set_up_and_asked_for_at_the_next_sign_in(visitors: Visitors, town: Installation) -> None:
    page = visitors.open(town)
    sign_in(page, "authority", PASSWORD)
    page.goto("/account/security/")

    secret = set_up_app(page)

    expect(page.locator(".codes code")).to_have_count(10)
    assert axe(page) == []
    code = page.locator(".codes code").first.inner_text()
    page.get_by_role("link", name="已收好").click()
    expect(page.get_by_text("还剩 10 个")).to_be_visible()
    assert axe(page) == []
    sign_out(page)
    sign_in(page, "authority", PASSWORD)
    expect(page.get_by_role("heading", name="二次验证")).to_be_visible()
    page.get_by_label("验证码").fill(code_of(secret)[::-1] + "0")
    page.get_by_role("button", name="验证并登录").click()
    expect(page.get_by_role("alert")).to_contain_text("验证没有通过")
    assert axe(page) == []
    page.get_by_label("验证码").fill(code)
    page.get_by_role("button", name="验证并登录").click()
    expect(page).to_have_title("今天 · 润物")


def test_a_passkey_is_added_and_signs_in_alone(visitors: Visitors, town: Installation) -> None:
    page = with_device(visitors.open(town))
    page.goto(by_name(town, "/account/login/"))
    send(page, "leader", PASSWORD)
    page.goto(by_name(town, "/account/security/passkeys/add/"))
    assert axe(page) == []

    page.get_by_label("名称").fill("示例电脑")
    page.get_by_role("button", name="在这台设备上添加").click()

    expect(page.get_by_role("heading", name="恢复码")).to_be_visible()
    page.goto(by_name(town, "/account/security/"))
    expect(page.locator(".keys b")).to_have_text("示例电脑")
    expect(page.get_by_text("可直接登录")).to_be_visible()
    sign_out(page)
    page.goto(by_name(town, "/account/login/?next=%2Forganizations%2F"))
    page.get_by_role("button", name="用通行密钥登录").click()
    expect(page).to_have_url(by_name(town, "/organizations/"))


def test_a_passkey_is_the_second_step_after_the_password(visitors: Visitors, town: Installation) -> None:
    page = with_device(visitors.open(town))
    page.goto(by_name(town, "/account/login/"))
    send(page, "audit_administrator", PASSWORD)
    page.goto(by_name(town, "/account/security/passkeys/add/"))
    page.get_by_label("也用它直接登录").uncheck()
    page.get_by_role("button", name="在这台设备上添加").click()
    expect(page.get_by_role("heading", name="恢复码")).to_be_visible()
    page.goto(by_name(town, "/"))
    sign_out(page)

    page.goto(by_name(town, "/account/login/"))
    send(page, "audit_administrator", PASSWORD)
    assert axe(page) == []
    page.get_by_role("button", name="用通行密钥验证").click()

    expect(page).to_have_title("今天 · 润物")


def test_a_browser_without_the_passkey_is_told_so(visitors: Visitors, town: Installation) -> None:
    page = with_device(visitors.open(town))
    page.goto(by_name(town, "/account/login/"))

    page.get_by_role("button", name="用通行密钥登录").click()

    expect(page.get_by_text("没有用上通行密钥")).to_be_visible()
    assert axe(page) == []


def test_without_script_the_sign_in_page_offers_no_passkey(visitors: Visitors, town: Installation) -> None:
    page = visitors.open(town, script=False)

    page.goto("/account/login/")

    expect(page.get_by_role("button", name="用通行密钥登录")).to_be_hidden()
