"""First pages of scoped lists and the tree as of a past day, in countries of growing size: none may grow with the rest.

Run `scripts/postgres.sh python benchmarks/lists.py [--full]`; without a PostgreSQL it runs on a new SQLite file. `--full`
builds 500,000 organisations and 5 million members with their affiliations (some minutes), otherwise a tenth of that. A
clerk of one committee with 45 branches and 460 members asks for whole pages, signed in, through every middleware; the
baseline is the same page in the smaller country.
"""

import tempfile
from itertools import repeat
from typing import Any

import tree

MEMBERS_EACH = 10
PAGES = {
    "organisations, list": "/organizations/list/",
    "organisations, tree": "/organizations/",
    "the tree in 2021": "/organizations/?on=2021-06-30",
    "members, list": "/members/",
    "the same, searched": "/members/?q=示例",
    "members in 2021": "/members/?on=2021-06-30",
}
TRIES = 30


def main() -> None:
    """Print one line per page: milliseconds in each country, and how they have grown."""
    asked = tree.arguments(__doc__)
    sizes = tree.FULL if asked.full else tree.SIZES
    with tempfile.TemporaryDirectory() as folder:
        tree.start(folder)
        measured = [_measured(size) for size in sizes]
    print(f"{'page':<24}" + "".join(f"{size:>12,} org." for size in sizes) + f"{'grown':>8}")
    for page in PAGES:
        times = [found[page] for found in measured]
        grown = times[-1] / times[0]
        print(f"{page:<24}" + "".join(f"{time:>14.1f} ms" for time in times) + f"{grown:>8.2f}", flush=True)


def _measured(size: int) -> dict[str, float]:
    """Return the shortest of several times of each page in milliseconds, in a country of that size."""
    tree.fill(size, MEMBERS_EACH)
    _affiliate(size)
    tree.take_stock()
    client = _clerk()
    return {name: _asked(client, url) for name, url in PAGES.items()}


def _affiliate(size: int) -> None:
    """Write the affiliation of every member: ten to an organisation, in the order in which they were written."""
    from runwu.members.models import Affiliation, PartyMember

    members = PartyMember.objects.order_by("pk").values_list("pk", "organization_id")
    keys, homes = zip(*members.iterator(chunk_size=50_000), strict=True)
    tree.write(Affiliation, len(keys), member_id=keys, organization_id=homes, valid_from=repeat(tree.SINCE))


def _clerk() -> Any:
    """Open an account for a committee in the middle of the country, and sign it in."""
    from django.test import Client
    from django.utils import timezone

    from runwu.access.choices import Role
    from runwu.access.services import RoleRequest, open_account_with_role
    from runwu.accounts.models import User
    from runwu.organizations.models import Organization

    User.objects.filter(username="bench").delete()
    committees = Organization.objects.filter(name__startswith="示例党委").order_by("path")
    committee = committees[committees.count() // 2]
    request = RoleRequest(
        role=Role.COMMITTEE_CLERK, valid_from=timezone.localdate(), organization=committee, with_below=True
    )
    open_account_with_role(username="bench", display_name="示基准", request=request, by=None, scope=None)
    user = User.objects.get(username="bench")
    user.must_change_password, user.one_time_until = False, None
    user.save()
    client = Client(headers={"host": "localhost"})
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def _asked(client: Any, url: str) -> float:
    answer = client.get(url)
    if answer.status_code != 200:  # noqa: PLR2004 -- found
        raise SystemExit(f"{url} answered {answer.status_code}")
    return min(tree.milliseconds(lambda: client.get(url)) for _ in range(TRIES))


if __name__ == "__main__":
    main()
