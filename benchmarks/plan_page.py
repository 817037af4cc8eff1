"""What the pages of a large plan cost: one park, thousands of enterprises with a member or two, tens of thousands without.

Run `scripts/postgres.sh python benchmarks/plan_page.py [--rows 2400]`; without a PostgreSQL it runs on a new SQLite file.
`--rows` enterprises take part, nine times as many stand beside them. Processor time of the server's process and of its
database session, the shortest of several requests; the baseline is the list of plans of the same run.
"""

import argparse
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

from stage.scene import Took, line, run_on_each_database, set_up, timed

BESIDE = 9  # enterprises without a member per one with
TRIES = 5
SECONDS = 15  # of the computation of each alternative
DEGREE_M = 111_195
SPAN_M = 6_000


def main() -> None:
    """Run on each database."""
    run_on_each_database(__file__, __doc__ or "", 2_400, _run)


def _run(told: argparse.Namespace, _folder: Path) -> None:
    found = set_up()
    _fill(found, told.rows)
    client, plan = _computed(found.park)
    base = _shortest(lambda: client.get("/coverage/plans/"))
    line("list of plans", base)
    address = f"/coverage/plans/{plan.public_id}/"
    unit = next(one["id"] for one in plan.instance["units"] if one["full_members"] == 1)
    for name, path in {
        "page of the plan": "",
        "its second page of groups": "?groups=2",
        "three alternatives compared": "compare/",
        "what changes against today": "changes/",
        "facts since": "facts/",
        "one enterprise": f"units/{unit}/",
        "prices of all its places": f"units/{unit}/prices",
    }.items():
        spent = _shortest(lambda path=path: _ok(client.get(address + path)))
        size = len(client.get(address + path).content)
        line(name, spent, f"{spent.over(base)} of the list, {size / 1024:,.0f} KB")
    _parts(plan)


def _parts(plan: Any) -> None:
    """Print what the look at today's facts costs, which the page of the plan contains."""
    from django.utils import timezone

    from runwu.coverage.selectors.consequences import is_outdated

    line("are its facts still those of today?", _shortest(lambda: is_outdated(plan, on=timezone.localdate())))


def _ok(answer: Any) -> Any:
    if answer.status_code != 200:  # noqa: PLR2004 -- found
        raise SystemExit(f"{answer.status_code} {answer.content[:300]!r}")
    return answer


def _shortest(work: Callable[[], Any]) -> Took:
    work()
    return min((timed(work)[1] for _ in range(TRIES)), key=lambda took: took.processor)


def _computed(park: Any) -> tuple[Any, Any]:
    """Compute a plan of a park as its staff, and return a client signed in as them."""
    from django.conf import settings
    from django.test import Client
    from django.utils import timezone

    from runwu.accounts.models import User
    from runwu.coverage.services.plans import compute_plan, request_plan

    settings.RUNWU_PLAN_SECONDS = SECONDS
    user = User.objects.get(username="bench")
    user.must_change_password, user.one_time_until = False, None
    user.save()
    plan = request_plan(park=park, on=timezone.localdate(), by=user)
    compute_plan(plan=str(plan.public_id))
    plan.refresh_from_db()
    client = Client(headers={"host": "localhost"})
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client, plan


def _fill(found: Any, count: int) -> None:
    """Write enterprises of one park, and one or two members at each of those that take part."""
    from django.utils import timezone

    from runwu.enterprises.models import Chain, Enterprise, EnterpriseFact, GridCell

    dice, today, park = random.Random(1), timezone.localdate(), found.park
    grids = GridCell.objects.bulk_create([GridCell(park=park, name=f"{n:02}网格") for n in range(40)])
    chains = Chain.objects.bulk_create([Chain(name=f"示例链{n}") for n in range(4)])
    firms = Enterprise.objects.bulk_create(
        [
            Enterprise(
                park=park, name=f"示例{n}号企业有限公司", provisional_number=f"示{n:06}", grid=dice.choice(grids),
                chain=dice.choice(chains), latitude=20 + dice.random() * SPAN_M / DEGREE_M,
                longitude=110 + dice.random() * SPAN_M / DEGREE_M, located="coordinates", operating="yes",
            )
            for n in range(count * (BESIDE + 1))
        ],
        batch_size=2_000,
    )  # fmt: skip
    EnterpriseFact.objects.bulk_create(
        [
            EnterpriseFact(enterprise=one, kind="operating", value="yes", source="示例", valid_from=today)
            for one in firms
        ],
        batch_size=2_000,
    )
    _people(found, firms[:count], dice)


def _people(found: Any, firms: list[Any], dice: random.Random) -> None:
    from django.utils import timezone

    from runwu.enterprises.models import Workplace
    from runwu.members.models import Affiliation, PartyMember
    from runwu.organizations.choices import Form
    from runwu.organizations.models import Organization
    from runwu.organizations.services import establish
    from runwu.people.models import Person

    today, row = timezone.localdate(), Organization(name="中共示例机关支部", form=Form.BRANCH, park=found.park)
    branch = establish(organization=row, parent=found.committee, on=today, by=None)
    places = [firm for firm in firms for _ in range(1 + (dice.random() < 0.3))]  # noqa: PLR2004 -- a third has two
    people = Person.objects.bulk_create([Person(name=f"示例{n}号") for n in range(len(places))], batch_size=2_000)
    members = [
        PartyMember(
            person=one, standing="full", belonging="registered", organization=branch, path=branch.path
        )
        for one in people
    ]  # fmt: skip
    PartyMember.objects.bulk_create(members, batch_size=2_000)
    Affiliation.objects.bulk_create(
        [Affiliation(member=one, organization=branch, valid_from=today) for one in members], batch_size=2_000
    )
    Workplace.objects.bulk_create(
        [Workplace(person=one, enterprise=firm, valid_from=today) for one, firm in zip(people, places, strict=True)],
        batch_size=2_000,
    )


if __name__ == "__main__":
    main()
