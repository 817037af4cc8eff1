"""A reconciliation is handed on with the work: who may take it over, what is shown then, and whose duty the rest is."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from conftest import ClientAs
from runwu.access.models import RoleAssignment
from runwu.access.selectors import scope_of
from runwu.core.errors import Conflict
from runwu.core.models import AuditEntry
from runwu.members.choices import Gap, Ruling
from runwu.members.imports.tests.office import commit
from runwu.members.imports.tests.test_ledger import export, row
from runwu.members.models import Discrepancy, Reconciliation
from runwu.members.reconciliations import to_take_over
from runwu.members.reconciling_duties import reconciliations_at_hand
from runwu.members.services.affiliations import AffiliationInput, affiliate
from runwu.members.services.reconciling import rule_together, take_over
from tests.world import DAY, RESTRICTED_NAME, World

pytestmark = pytest.mark.django_db(databases=["default", "progress"])


@pytest.fixture
def world(standing_world: World) -> World:
    return standing_world


@pytest.fixture
def client_as(standing_client_as: ClientAs) -> ClientAs:
    return standing_client_as


def made(world: World, folder: Path, who: str = "clerk") -> Reconciliation:
    rows = (row("示例党员甲"), row("示例党员乙", 入党日期="2023-03-01"), row("示例多出"))
    commit(export(world, folder, *rows, who=who))
    return Reconciliation.objects.latest("pk")


def offered(world: World, who: str) -> bool:
    return to_take_over(scope=scope_of(getattr(world.cast, who), DAY)).exists()


def duties(world: World, who: str) -> list[tuple[str, str]]:
    found = reconciliations_at_hand(scope_of(getattr(world.cast, who), DAY), DAY)
    return [(one.title, one.why) for one in found]


def end_role(world: World, who: str) -> None:
    assignments = RoleAssignment.objects.filter(user=getattr(world.cast, who))
    assignments.update(valid_from=date(2026, 1, 1), valid_to=DAY - timedelta(days=1))


def test_another_entitled_person_takes_it_over_and_the_maker_loses_it(
    world: World, tmp_path: Path, client_as: ClientAs
) -> None:
    found = made(world, tmp_path)
    address = reverse("members:reconciliation", args=[found.public_id])
    before = client_as(world.cast.staff).get(address).status_code

    page = client_as(world.cast.staff).get(reverse("members:reconciliations")).content.decode()
    client_as(world.cast.staff).post(reverse("members:reconciliation-take", args=[found.public_id]))

    after = [client_as(getattr(world.cast, who)).get(address).status_code for who in ("staff", "clerk")]
    assert (before, after) == (404, [200, 404])
    assert ("别人对的账" in page, world.cast.clerk.display_name in page) == (True, True)
    entry = AuditEntry.objects.get(action="members.reconciliation.taken_over")
    assert (entry.actor, entry.extra) == (world.cast.staff.public_id, {"before": str(world.cast.clerk.public_id)})


def test_what_the_officer_held_against_the_register_is_for_who_knows_the_restricted_members_too(
    world: World, tmp_path: Path
) -> None:
    made(world, tmp_path, who="officer")

    assert [offered(world, who) for who in ("staff", "clerk", "officer", "far_staff")] == [False] * 4

    Reconciliation.objects.update(made_by=world.cast.staff.public_id)
    assert [offered(world, who) for who in ("clerk", "officer", "far_staff")] == [True, True, False]


def test_who_takes_over_reads_what_the_own_role_lets_them_read(
    world: World, tmp_path: Path, client_as: ClientAs
) -> None:
    found = made(world, tmp_path, who="officer")
    assert Discrepancy.objects.filter(member=world.members.restricted, kind=Gap.ONLY_HERE).exists()
    RoleAssignment.objects.filter(user=world.cast.officer).update(role="party_affairs")

    take_over(reconciliation=to_take_over(scope=scope_of(world.cast.staff, DAY)).get(), by=world.cast.staff)

    page = client_as(world.cast.staff).get(reverse("members:reconciliation", args=[found.public_id]))
    assert ("示例党员乙" in page.content.decode(), RESTRICTED_NAME in page.content.decode()) == (True, False)


def test_it_is_taken_over_once(world: World, tmp_path: Path) -> None:
    found = made(world, tmp_path)
    take_over(reconciliation=Reconciliation.objects.get(pk=found.pk), by=world.cast.staff)

    with pytest.raises(Conflict, match="刚刚由别人接手"):
        take_over(reconciliation=found, by=world.cast.officer)


def test_what_is_open_is_a_duty_of_who_holds_it_alone(world: World, tmp_path: Path) -> None:
    found = made(world, tmp_path)
    number = Discrepancy.objects.count()
    before = {who: duties(world, who) for who in ("clerk", "staff", "officer", "secretary")}

    rows = Discrepancy.objects.all()
    rule_together(reconciliation=found, rows=rows, kinds=[Gap.ONLY_HERE], on=DAY, by=world.cast.clerk)
    typing = Discrepancy.objects.filter(ruling=Ruling.OURS).count()

    asked = before.pop("clerk")
    assert [why for _title, why in asked] == [f"数据截至 2026-11-20，还有 {number} 处差异没有核对。"]
    assert before == {"staff": [], "officer": [], "secretary": []}
    assert [why for _title, why in duties(world, "clerk")] == [
        f"数据截至 2026-11-20，还有 {number - typing} 处差异没有核对。",
        f"数据截至 2026-11-20，还有 {typing} 处以本系统为准，没有录入。",
    ]


def test_what_nobody_holds_any_more_is_a_duty_of_who_may_take_it_over(world: World, tmp_path: Path) -> None:
    found = made(world, tmp_path)
    end_role(world, "clerk")

    asked = {who: [title for title, _why in duties(world, who)] for who in ("staff", "officer", "far_staff", "clerk")}

    taken = [f"接手 {found.system} 的对账"]
    assert asked == {"staff": taken, "officer": taken, "far_staff": [], "clerk": []}


def test_the_latest_of_a_system_alone_is_a_duty(world: World, tmp_path: Path) -> None:
    made(world, tmp_path)
    commit(export(world, tmp_path, row("示例党员甲", 入党日期="2020-01-01"), who="clerk", name="又一次"))
    latest = Reconciliation.objects.latest("pk").discrepancies.count()

    assert [why for _title, why in duties(world, "clerk")] == [f"数据截至 2026-11-20，还有 {latest} 处差异没有核对。"]


def test_what_changed_since_is_no_duty_to_type(world: World, tmp_path: Path) -> None:
    commit(export(world, tmp_path, row("示例党员乙", 所在党支部="示例谷雨支部"), who="clerk"))
    gap = Discrepancy.objects.get(kind=Gap.BRANCH)
    Reconciliation.objects.update(as_of=DAY - timedelta(days=9))
    Discrepancy.objects.exclude(pk=gap.pk).delete()
    Discrepancy.objects.update(ruling=Ruling.OURS, ruled_on=DAY)
    before = len(duties(world, "clerk"))

    affiliate([AffiliationInput(member=world.members.second, organization=world.near.next_branch, since=DAY)])

    assert (before, duties(world, "clerk")) == (1, [])


def test_the_duties_take_one_query(world: World, tmp_path: Path) -> None:
    made(world, tmp_path)
    scope = scope_of(world.cast.staff, DAY)

    with CaptureQueriesContext(connection) as captured:
        reconciliations_at_hand(scope, DAY)

    assert len(captured) == 1
