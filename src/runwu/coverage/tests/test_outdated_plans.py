"""A plan whose facts changed asks to be computed again, whatever changed, and never says why (请重新测算)."""

import re
from collections.abc import Callable

import pytest
import time_machine
from django.db import transaction
from django.test import Client

from conftest import MORNING, ClientAs
from runwu.coverage.models import FormationPlan
from runwu.coverage.tests.addresses import plan_url, text
from runwu.coverage.tests.editing import unit
from runwu.coverage.tests.park import DAY, PlanPark
from runwu.enterprises.models import Enterprise, Workplace
from runwu.members.models import PartyMember
from runwu.people.models import Person

pytestmark = [pytest.mark.django_db(databases=["default", "progress"]), pytest.mark.usefixtures("_morning")]
ASKS = "本园区的事实有变化，请重新测算"
WHO = "示例甲2号"


def leaves(office: PlanPark) -> None:
    """Let one member leave the firm."""
    Workplace.objects.filter(person__name=WHO).update(valid_to=DAY)


def is_restricted(office: PlanPark) -> None:
    """Let the same member be known within the organisation alone."""
    person = Person.objects.get(name=WHO)
    PartyMember.objects.filter(person=person).update(restricted=True)
    person.sealed, person.sealed_name, person.name = True, WHO, ""
    person.save()


def moves_house(office: PlanPark) -> None:
    """Let a firm stand elsewhere."""
    Enterprise.objects.filter(pk=office.firms["乙"].pk).update(latitude=20.001)


def pages(client: Client, office: PlanPark, plan: FormationPlan) -> list[str]:
    firm = unit(office, "甲")
    urls = [
        *(plan_url(plan, name) for name in ("plan", "plan-facts", "plan-compare", "plan-changes", "plan-outdated")),
        *(plan_url(plan, name, unit=firm) for name in ("plan-unit", "plan-members")),
    ]
    return [re.sub(r'[A-Za-z0-9]{32,}|nonce="[^"]*"', "…", text(client, url)) for url in urls]


def after(change: Callable[[PlanPark], None], client: Client, office: PlanPark, plan: FormationPlan) -> list[str]:
    """Return what the pages say after a change; the change is gone afterwards."""
    with transaction.atomic():
        change(office)
        seen = pages(client, office, plan)
        transaction.set_rollback(True)
    return seen


def test_a_plan_on_todays_facts_asks_for_nothing(client: Client, plan: FormationPlan) -> None:
    assert ASKS not in text(client, plan_url(plan))


@pytest.mark.parametrize("change", [leaves, is_restricted, moves_house])
def test_any_changed_fact_marks_the_plan(
    client: Client, office: PlanPark, plan: FormationPlan, change: Callable[[PlanPark], None]
) -> None:
    change(office)

    assert ASKS in text(client, plan_url(plan))


def test_the_page_of_a_large_plan_asks_after_it_was_shown(
    client: Client, office: PlanPark, plan: FormationPlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("runwu.coverage.views.plans.AT_ONCE", 1)
    address = plan_url(plan, "plan-outdated")
    before = text(client, address)

    leaves(office)

    page = text(client, plan_url(plan))
    assert f'hx-get="{address}?profile=near"' in page
    assert ASKS not in page
    assert ASKS not in before
    assert ASKS in text(client, address)


def test_the_pages_of_a_stored_plan_do_not_tell_a_restricted_member_from_one_who_left(
    office: PlanPark, plan: FormationPlan, client_as: ClientAs
) -> None:
    client = client_as(office.staff)

    left = after(leaves, client, office, plan)
    restricted = after(is_restricted, client, office, plan)

    assert restricted == left
    assert ASKS in left[0]


def test_nor_does_a_later_day(office: PlanPark, plan: FormationPlan, client_as: ClientAs) -> None:
    with time_machine.travel(MORNING.replace(day=MORNING.day + 1), tick=False):
        client = client_as(office.staff)
        left = after(leaves, client, office, plan)
        restricted = after(is_restricted, client, office, plan)

    assert restricted == left
