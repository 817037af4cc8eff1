"""The sign-in page (登录)."""

from playwright.sync_api import Page


def sign_in(page: Page, user: str, password: str) -> None:
    """Sign in from the sign-in page."""
    page.goto("/account/login/")
    send(page, user, password)


def send(page: Page, user: str, password: str) -> None:
    """Fill in the form that is shown and send it."""
    page.get_by_label("用户名").fill(user)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录", exact=True).click()


def sign_out(page: Page) -> None:
    """Sign out by the menu of the account."""
    page.locator("details.who > summary").click()
    page.get_by_role("button", name="退出登录").click()


def guess_passwords(page: Page, user: str, times: int) -> None:
    """Try wrong passwords one after the other."""
    for number in range(times):
        sign_in(page, user, f"wrong {number}")
