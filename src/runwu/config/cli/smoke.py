"""Fetch ten pages of a loaded demo, as the accounts that see them."""

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


def fetch_pages(result: DemoResult) -> int:
    """Fetch the pages as the park's staff; 1 where one does not answer 200."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(username=result.accounts[0].user))
    failed = list(_failures(client))
    print("\n".join(failed) or f"{len(PAGES)} pages answered")
    return 1 if failed else 0


def _failures(client: Client) -> Iterator[str]:
    for page in PAGES:
        status = client.get(page).status_code
        if status != 200:
            yield f"{page}: {status}"
