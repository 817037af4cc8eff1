"""Fetch ten pages of a loaded demo, and what they load, as the accounts that see them."""

from collections.abc import Iterator

from django.test import Client

from runwu.accounts.models import User
from runwu.config.demo import DemoResult

PAGES = (
    "/",
    "/board/",
    "/enterprises/",
    "/organizations/",
    "/organizations/list/",
    "/members/",
    "/coverage/plans/",
    "/imports/",
    "/rules/",
    "/settings/",
)
ASSETS = ("/static/built/runwu.css", "/static/built/runwu.js", "/static/built/icons.svg")


def fetch_pages(result: DemoResult) -> int:
    """Fetch pages and assets as the park's staff; 1 where one does not answer 200."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(username=result.accounts[0].user))
    failed = list(_failures(client))
    print("\n".join(failed) or f"{len(PAGES)} pages answered")
    return 1 if failed else 0


def _failures(client: Client) -> Iterator[str]:
    for page in (*PAGES, *ASSETS):
        status = client.get(page).status_code
        if status != 200:
            yield f"{page}: {status}"
