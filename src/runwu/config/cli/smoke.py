"""Fetch ten pages of a loaded demo, and what they load, as the accounts that see them; look for a computed plan."""

from collections.abc import Iterator

from django.test import Client

from runwu.accounts.models import User
from runwu.config.demo import DemoResult
from runwu.coverage.choices import PlanState
from runwu.coverage.models import FormationPlan

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
COMPUTED = (PlanState.READY, PlanState.ADOPTED)  # adopted: somebody has worked with this demo since
ASSETS = ("/static/built/runwu.css", "/static/built/runwu.js", "/static/built/icons.svg")


def fetch_pages(result: DemoResult) -> int:
    """Fetch pages and assets as the park's staff; 1 where one does not answer 200 or no plan was computed."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(username=result.accounts[0].user))
    failed = list(_failures(client))
    print("\n".join(failed) or f"{len(PAGES)} pages answered")
    return 1 if failed else 0


def _failures(client: Client) -> Iterator[str]:
    if not FormationPlan.objects.filter(state__in=COMPUTED).exists():
        states = FormationPlan.objects.order_by("pk").values_list("state", flat=True)
        yield f"no plan is ready: {', '.join(states) or 'none was asked for'}"
    for page in (*PAGES, *ASSETS):
        status = client.get(page).status_code
        if status != 200:
            yield f"{page}: {status}"
