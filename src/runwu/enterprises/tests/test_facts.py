from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from runwu.accounts.models import User
from runwu.enterprises import selectors
from runwu.enterprises.choices import FactKind, Stage
from runwu.enterprises.models import Enterprise, EnterpriseFact
from runwu.enterprises.services import FactInput, record_facts
from tests.world import World

ClientAs = Callable[[User | None], Client]

FIRST, SECOND = date(2025, 1, 1), date(2025, 6, 1)


@pytest.fixture
def firm(world: World) -> Enterprise:
    return world.near.uncovered


def _staff(firm: Enterprise, number: int | None, since: date) -> FactInput:
    return FactInput(firm.pk, FactKind.STAFF, number, since, "企业台账")


def test_a_fact_is_kept_with_its_source_and_day(firm: Enterprise) -> None:
    record_facts([_staff(firm, 36, FIRST)], by=None)

    line = next(line for line in selectors.fact_lines(enterprise=firm, on=FIRST) if line.kind == FactKind.STAFF)
    assert (line.value, line.source, line.since) == ("36", "企业台账", FIRST)


def test_a_later_fact_closes_the_earlier_one(firm: Enterprise) -> None:
    record_facts([_staff(firm, 36, FIRST)], by=None)

    record_facts([_staff(firm, 41, SECOND)], by=None)

    past = selectors.facts_on(park=firm.park, on=date(2025, 5, 31))[firm.pk][FactKind.STAFF]
    now = selectors.facts_on(park=firm.park, on=SECOND)[firm.pk][FactKind.STAFF]
    assert (past, now) == (36, 41)


def test_the_same_fact_again_changes_nothing(firm: Enterprise) -> None:
    record_facts([_staff(firm, 36, FIRST)], by=None)

    assert record_facts([_staff(firm, 36, SECOND)], by=None) == 0


def test_a_fact_of_an_earlier_day_becomes_history(firm: Enterprise) -> None:
    record_facts([_staff(firm, 41, SECOND)], by=None)

    record_facts([_staff(firm, 36, FIRST)], by=None)

    firm.refresh_from_db()
    assert firm.staff == 41
    assert selectors.facts_on(park=firm.park, on=FIRST)[firm.pk][FactKind.STAFF] == 36


def test_the_latest_value_stands_on_the_enterprise(firm: Enterprise) -> None:
    record_facts([FactInput(firm.pk, FactKind.STAGE, Stage.SUSPENDED, FIRST, "走访")], by=None)

    firm.refresh_from_db()
    assert firm.stage == Stage.SUSPENDED


def test_withdrawing_a_fact_makes_it_unknown_not_zero(firm: Enterprise) -> None:
    record_facts([_staff(firm, 36, FIRST)], by=None)

    record_facts([_staff(firm, None, SECOND)], by=None)

    firm.refresh_from_db()
    assert firm.staff is None


def test_recording_takes_the_same_queries_for_many_enterprises(
    world: World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    firms = list(Enterprise.objects.all())

    with django_assert_num_queries(8):
        record_facts([_staff(firm, 10, FIRST) for firm in firms], by=None)

    assert EnterpriseFact.objects.filter(kind=FactKind.STAFF).count() == len(firms)


def test_staff_correct_a_fact_on_the_page(world: World, client_as: ClientAs) -> None:
    client = client_as(world.cast.staff)
    address = reverse("enterprises:fact-correct", args=[world.near.uncovered.public_id, "staff"])

    answer = client.post(address, {"value": "52", "since": "2026-11-01", "source": "走访"}, follow=True)

    assert "52" in answer.content.decode()
    assert EnterpriseFact.objects.open().get(enterprise=world.near.uncovered, kind="staff").value == "52"


def test_a_day_to_come_is_refused(world: World, client_as: ClientAs) -> None:
    client = client_as(world.cast.staff)
    address = reverse("enterprises:fact-correct", args=[world.near.uncovered.public_id, "staff"])

    answer = client.post(address, {"value": "52", "since": "2027-01-01", "source": "走访"})

    assert answer.status_code == 422
    assert "不能晚于今天" in answer.content.decode()
