from collections.abc import Callable, Iterator
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from runwu.access.models import RoleAssignment
from runwu.accounts.models import User
from runwu.core.models import AuditEntry, DutyDecision
from runwu.core.registries import Duty, duty_providers
from runwu.core.scope import Scope
from runwu.enterprises.models import Enterprise, Workplace
from runwu.organizations.models import OrganizationUnit
from tests.world import World

ClientAs = Callable[[User | None], Client]
DUE = Duty(key="示例:1", title="示例待办甲", why="因为示例", url="/", action="去办", due=date(2026, 11, 30))


@pytest.fixture
def one_duty() -> Iterator[None]:
    def provider(_scope: Scope, _on: date) -> list[Duty]:
        return [DUE]

    duty_providers.register(provider)
    yield
    duty_providers.providers.remove(provider)


@pytest.mark.usefixtures("one_duty")
def test_what_is_due_stands_on_the_home_page_with_its_reason(world: World, client_as: ClientAs) -> None:
    page = client_as(world.cast.staff).get(reverse("workbench:home")).content.decode()

    assert DUE.title in page
    assert DUE.why in page


@pytest.mark.usefixtures("one_duty")
def test_a_postponed_duty_stands_aside_with_its_reason(world: World, client_as: ClientAs) -> None:
    client = client_as(world.cast.staff)
    address = reverse("workbench:set-aside", args=[DUE.key])

    page = client.post(
        address, {"decision": "postponed", "until": "2026-12-31", "reason": "等企业回复"}, follow=True
    ).content.decode()

    assert "等企业回复" in page
    assert AuditEntry.objects.filter(action="workbench.duty.decided").exists()


@pytest.mark.usefixtures("one_duty")
def test_postponing_takes_a_day_to_come(world: World, client_as: ClientAs) -> None:
    address = reverse("workbench:set-aside", args=[DUE.key])

    answer = client_as(world.cast.staff).post(address, {"decision": "postponed", "until": "", "reason": "等企业回复"})

    assert answer.status_code == 422
    assert not DutyDecision.objects.exists()


@pytest.mark.usefixtures("one_duty")
def test_a_decision_can_be_taken_back(world: World, client_as: ClientAs) -> None:
    client = client_as(world.cast.staff)
    client.post(reverse("workbench:set-aside", args=[DUE.key]), {"decision": "not_applicable", "reason": "不归我们"})
    decision = DutyDecision.objects.get()

    client.post(reverse("workbench:take-back", args=[decision.public_id]))

    decision.refresh_from_db()
    assert decision.withdrawn_at is not None


def test_a_duty_that_is_not_mine_does_not_exist(world: World, client_as: ClientAs) -> None:
    answer = client_as(world.cast.staff).get(reverse("workbench:set-aside", args=["示例:2"]))

    assert answer.status_code == 404


def test_a_park_without_enterprises_is_told_where_to_begin(world: World, client_as: ClientAs) -> None:
    OrganizationUnit.objects.all().delete()
    Workplace.objects.all().delete()
    RoleAssignment.objects.exclude(enterprise=None).delete()
    Enterprise.objects.all().delete()

    page = client_as(world.cast.staff).get(reverse("workbench:home")).content.decode()

    assert "第一步：导入企业台账" in page


def test_who_does_not_import_is_not_sent_to_the_import(world: World, client_as: ClientAs) -> None:
    page = client_as(world.cast.liaison).get(reverse("workbench:home")).content.decode()

    assert reverse("imports:list") not in page


@pytest.mark.usefixtures("one_duty")
def test_many_duties_stand_on_pages_and_the_first_line_counts_them_all(
    world: World, client_as: ClientAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("runwu.workbench.views._ON_A_PAGE", 1)
    client = client_as(world.cast.staff)
    count = len(client.get(reverse("workbench:home")).context["today"].due)
    assert count > 1

    pages = [client.get(reverse("workbench:home"), {"due": number}) for number in range(1, count + 1)]

    shown = [duty.key for page in pages for duty in page.context["due"].rows]
    assert sorted(shown) == sorted(duty.key for duty in pages[0].context["today"].due)
    assert f'有 <b class="strong">{count}</b> 件' in pages[0].content.decode()
    assert DUE.title in pages[shown.index(DUE.key)].content.decode()
