"""Two people have the same form open: the second is shown what the first changed, and loses nothing that they typed."""

import html
import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from runwu.accounts.models import User
from runwu.core.models import DutyDecision
from runwu.core.registries import Duty, duty_providers
from runwu.core.scope import Scope
from runwu.enterprises.models import EnterpriseFact
from tests.world import World

ClientAs = Callable[[User | None], Client]
DUE = Duty(key="示例:两人", title="示例待办乙", why="因为示例", url="/", action="去办", due=date(2026, 11, 30))


def seen(response: Any) -> str:
    """Return what a page with a form carries of the state it shows."""
    found = re.search(r'name="seen" value="([^"]+)"', response.content.decode())
    return html.unescape(found[1]) if found else ""


def fact_url(world: World) -> str:
    """Return the page on which the staff of the covered firm is corrected."""
    return reverse("enterprises:fact-correct", args=[world.near.covered.public_id, "staff"])


def correct(client: Client, url: str, value: int, shown: str) -> Any:
    """Send a correction of the staff from a form that showed something."""
    return client.post(url, {"value": value, "since": "2026-11-20", "source": f"示例来源{value}", "seen": shown})


def staff_of(world: World) -> list[str]:
    """Return the values of the open fact about the staff."""
    facts = EnterpriseFact.objects.open().filter(enterprise=world.near.covered, kind="staff")
    return list(facts.values_list("value", flat=True))


@pytest.fixture
def second(standing_world: World, client_as: ClientAs) -> HttpResponse:
    """The answer to the second of two people who opened the same form."""
    staff, officer = client_as(standing_world.cast.staff), client_as(standing_world.cast.officer)
    url = fact_url(standing_world)
    shown, shown_too = seen(staff.get(url)), seen(officer.get(url))
    correct(staff, url, 41, shown)
    answer: HttpResponse = correct(officer, url, 57, shown_too)
    return answer


def test_the_second_is_told_who_changed_what_and_nothing_is_overwritten(
    standing_world: World, second: HttpResponse
) -> None:
    page = second.content.decode()

    assert (second.status_code, staff_of(standing_world)) == (409, ["41"])
    assert "已被他人修改：示例staff 11-20 09:00" in page
    assert "<td>41</td><td>57</td>" in page


def test_what_the_second_typed_stays_in_the_form(second: HttpResponse) -> None:
    page = second.content.decode()

    assert re.search(r'name="value" value="57"', page)
    assert 'value="示例来源57"' in page


def test_sent_once_more_it_overwrites_what_was_shown(
    standing_world: World, second: HttpResponse, client_as: ClientAs
) -> None:
    again = correct(client_as(standing_world.cast.officer), fact_url(standing_world), 57, seen(second))

    assert (again.status_code, staff_of(standing_world)) == (302, ["57"])


def test_a_third_change_in_between_is_shown_again(
    standing_world: World, second: HttpResponse, client_as: ClientAs
) -> None:
    url, staff = fact_url(standing_world), client_as(standing_world.cast.staff)
    correct(staff, url, 43, seen(staff.get(url)))

    again = correct(client_as(standing_world.cast.officer), url, 57, seen(second))

    assert (again.status_code, staff_of(standing_world)) == (409, ["43"])


def test_another_fact_of_the_same_firm_is_no_conflict(standing_world: World, client_as: ClientAs) -> None:
    staff, officer = client_as(standing_world.cast.staff), client_as(standing_world.cast.officer)
    other = reverse("enterprises:fact-correct", args=[standing_world.near.covered.public_id, "high_tech"])
    shown = seen(officer.get(other))
    correct(staff, fact_url(standing_world), 41, seen(staff.get(fact_url(standing_world))))

    answer = officer.post(other, {"value": "yes", "since": "2026-11-20", "source": "示例证书", "seen": shown})

    assert answer.status_code == 302


def test_a_forged_mark_counts_as_having_seen_nothing(standing_world: World, client_as: ClientAs) -> None:
    answer = correct(client_as(standing_world.cast.staff), fact_url(standing_world), 41, "forged")

    assert (answer.status_code, staff_of(standing_world)) == (409, [])


@pytest.fixture
def _one_duty() -> Iterator[None]:
    def provider(_scope: Scope, _on: date) -> list[Duty]:
        return [DUE]

    duty_providers.register(provider)
    yield
    duty_providers.providers.remove(provider)


@pytest.mark.usefixtures("_one_duty")
def test_a_duty_that_somebody_set_aside_meanwhile_is_not_set_aside_again(
    standing_world: World, client_as: ClientAs
) -> None:
    staff, officer = client_as(standing_world.cast.staff), client_as(standing_world.cast.officer)
    url = reverse("workbench:set-aside", args=[DUE.key])
    shown, shown_too = seen(staff.get(url)), seen(officer.get(url))
    staff.post(url, {"decision": "not_applicable", "reason": "示例理由甲", "until": "", "seen": shown})

    answer = officer.post(
        url, {"decision": "postponed", "reason": "示例理由乙", "until": "2026-12-01", "seen": shown_too}
    )

    page = answer.content.decode()
    assert (answer.status_code, DutyDecision.objects.get(withdrawn_at=None).reason) == (409, "示例理由甲")
    assert "示例理由甲" in page
    assert "示例理由乙" in page


def test_a_role_is_not_granted_past_one_that_somebody_granted_meanwhile(
    standing_world: World, client_as: ClientAs
) -> None:
    administrator, account = client_as(standing_world.cast.security_administrator), standing_world.cast.newcomer
    url = reverse("access:role-grant", args=[account.public_id])
    shown = seen(administrator.get(url))
    form = {"place": standing_world.near.park.name, "valid_from": "2026-11-20", "valid_to": "", "seen": shown}
    first = administrator.post(url, {**form, "role": "leader"})

    second = administrator.post(url, {**form, "role": "service_unit"})

    page = second.content.decode()
    assert (first.status_code, second.status_code, account.assignments.count()) == (302, 409, 1)
    assert "已被他人修改" in page
    assert standing_world.near.park.name in page
