"""An export is held against the register as it was on its day: what happened afterwards is no difference."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from conftest import ClientAs
from runwu.access.selectors import scope_of
from runwu.core.imports.batches import context_of
from runwu.core.imports.kinds import kind_of
from runwu.core.imports.staged import data_chunks
from runwu.core.models import ImportBatch
from runwu.members import reconciliations
from runwu.members.choices import DecisionOrigin, Gap, Ruling, Standing, StandingAct, TransferState
from runwu.members.imports.tests.office import commit, golden, sheet, upload, words
from runwu.members.imports.tests.test_ledger import HEAD, row
from runwu.members.models import Discrepancy, PartyMember, Reconciliation, StandingDecision, Transfer
from runwu.members.services import AffiliationInput, affiliate
from runwu.members.services.affiliations import leave
from runwu.members.services.reconciling import rule
from runwu.organizations.choices import PostKind
from runwu.organizations.models import Organization, Post
from tests.world import DAY, RESTRICTED_NAME, World

pytestmark = pytest.mark.django_db(databases=["default", "progress"])
THEN, LATER = date(2026, 6, 30), date(2026, 9, 1)


@pytest.fixture
def world(standing_world: World) -> World:
    return standing_world


@pytest.fixture
def client_as(standing_client_as: ClientAs) -> ClientAs:
    return standing_client_as


def export(world: World, folder: Path, *rows: Any, who: str = "staff", as_of: date = THEN) -> ImportBatch:
    path = sheet(folder / "导出.xlsx", *rows, head=HEAD)
    return upload(path, by=getattr(world.cast, who), park=world.near.park, kind="ledger", as_of=as_of)


def gaps(world: World, who: str = "staff") -> set[tuple[str, str]]:
    rows = reconciliations.discrepancies(scope=scope_of(getattr(world.cast, who), DAY))
    return {(one.name, one.kind) for one in rows}


def all_as_they_were() -> list[Any]:
    standing = {"党员类别": "预备党员"}
    names = ("示例党员甲", "示例党员乙", "示例党员丙")
    return [*(row(name) for name in names), row("示例预备戊", **standing)]


def move(member: PartyMember, to: Organization, since: date = LATER) -> None:
    affiliate([AffiliationInput(member=member, organization=to, since=since)])


def convert(world: World, on: date = LATER) -> None:
    member = world.members.probationary
    PartyMember.objects.filter(pk=member.pk).update(standing=Standing.FULL, converted_on=on)
    StandingDecision.objects.create(
        member=member, act=StandingAct.CONVERTED, on=on, document="示例〔2026〕9号", origin=DecisionOrigin.TYPED,
        standing_before="probationary", standing_after="full", membership_before="active", membership_after="active",
        recorded_by=world.cast.staff.public_id, recorded_on=on,
    )  # fmt: skip


def test_nobody_who_moved_was_converted_or_came_afterwards_is_a_difference(world: World, tmp_path: Path) -> None:
    move(world.members.second, world.near.next_branch)
    convert(world)
    move(world.members.far, world.near.branch)

    commit(export(world, tmp_path, *all_as_they_were()))

    assert gaps(world) == set()


@pytest.mark.parametrize("born", ["1994-05-06", None])
def test_who_moved_is_found_where_the_export_has_them_with_or_without_a_birth_date(
    world: World, tmp_path: Path, born: str | None
) -> None:
    move(world.members.second, world.near.next_branch)

    batch = export(world, tmp_path, row("示例党员乙", 出生日期=born, 入党日期=None))

    assert golden(batch) == [(2, "same", ())]


def test_today_is_still_held_against_today(world: World, tmp_path: Path) -> None:
    move(world.members.second, world.near.next_branch)
    convert(world)

    commit(export(world, tmp_path, *all_as_they_were(), as_of=DAY))

    assert gaps(world) == {("示例党员乙", Gap.BRANCH), ("示例预备戊", Gap.STANDING)}


def test_only_here_is_who_belonged_here_that_day(world: World, tmp_path: Path) -> None:
    move(world.members.second, world.near.next_branch)
    move(world.members.far, world.near.branch)
    PartyMember.objects.filter(pk=world.members.third.pk).update(membership="ended")
    StandingDecision.objects.create(
        member=world.members.third, act=StandingAct.REMOVED, on=LATER, document="示例〔2026〕9号",
        standing_before="full", standing_after="full", membership_before="active", membership_after="ended",
        recorded_by=world.cast.staff.public_id, recorded_on=LATER,
    )  # fmt: skip

    commit(export(world, tmp_path, row("示例党员甲")))

    found = {one.name: one.ours for one in Discrepancy.objects.filter(kind=Gap.ONLY_HERE)}
    assert found == dict.fromkeys(("示例党员乙", "示例党员丙", "示例预备戊"), world.near.branch.name)


def test_who_left_the_installation_since_is_no_difference_and_it_is_said(world: World, tmp_path: Path) -> None:
    gone = world.members.second
    Transfer.objects.create(
        member=gone, source=world.near.branch, target_label="示例外地支部", route="letter", reason="工作单位变动",
        state=TransferState.DONE, opened_on=THEN, accepted_on=LATER, closed_on=LATER,
    )  # fmt: skip
    leave(member=gone, on=LATER)

    batch = export(world, tmp_path, *all_as_they_were())
    said = words(batch, 3)
    commit(batch)

    assert "组织关系已转出" in said
    assert gaps(world) == set()


def test_a_post_given_up_since_is_no_difference(world: World, tmp_path: Path) -> None:
    held = {
        "organization": world.near.branch,
        "person": world.members.second.person,
        "kind": PostKind.ORGANIZATION_OFFICER,
    }
    Post.objects.create(**held, valid_from=date(2025, 1, 1), valid_to=LATER)

    commit(export(world, tmp_path, row("示例党员乙", 党内职务="组织委员")))

    assert not Discrepancy.objects.filter(kind=Gap.POST).exists()


def test_what_changed_since_is_said_and_never_typed_there(world: World, tmp_path: Path, client_as: ClientAs) -> None:
    wrong = row("示例党员乙", 所在党支部="示例小满支部")
    commit(export(world, tmp_path, wrong, row("示例党员丙", 所在党支部="示例小满支部")))
    move(world.members.second, world.near.next_branch)
    found = {one.name: one for one in Discrepancy.objects.filter(kind=Gap.BRANCH)}
    made, client = Reconciliation.objects.get(), client_as(world.cast.staff)
    together = client.get(reverse("members:reconciliation-together", args=[made.public_id])).content.decode()
    for one in found.values():
        rule(discrepancy=one, ruling=Ruling.OURS, document="", decided_on=None, on=DAY, by=world.cast.staff)

    pages = {
        name: client.get(reverse("members:discrepancy", args=[one.public_id])).content.decode()
        for name, one in found.items()
    }
    typing = client.get(reverse("members:typing", args=[made.public_id])).content.decode()

    assert ["此后已变更" in pages[name] for name in ("示例党员乙", "示例党员丙")] == [True, False]
    assert ["已到" in pages[name] for name in ("示例党员乙", "示例党员丙")] == [False, True]
    assert ("示例党员乙" in typing, "示例党员丙" in typing) == (False, True)
    assert "待录入 1 处" in client.get(reverse("members:reconciliations")).content.decode()
    assert "所在党支部：1 处" in together


def test_of_whom_name_and_branch_alone_are_known_no_past_branch_is_told(world: World, tmp_path: Path) -> None:
    restricted = world.members.restricted
    assert restricted is not None
    move(restricted, world.near.next_branch)
    there = row(RESTRICTED_NAME, 所在党支部="示例小满支部")

    commit(export(world, tmp_path, there, who="officer"))

    rows = reconciliations.discrepancies(scope=scope_of(world.cast.officer, DAY))
    one = rows.get(member=restricted)
    assert (one.kind, one.ours, one.changed_since) == (Gap.BRANCH, world.near.next_branch.name, False)


def test_of_whom_name_and_branch_alone_are_known_a_later_move_is_no_difference(world: World, tmp_path: Path) -> None:
    restricted = world.members.restricted
    assert restricted is not None
    move(restricted, world.near.next_branch)

    commit(export(world, tmp_path, row(RESTRICTED_NAME), who="officer"))

    assert RESTRICTED_NAME not in {name for name, _kind in gaps(world, "officer")}


def test_more_rows_ask_no_more_queries(world: World, tmp_path: Path) -> None:
    asked = []
    for rows in (all_as_they_were()[:1], all_as_they_were()):
        batch = export(world, tmp_path, *rows)
        kind = kind_of("ledger")
        checker, block = kind.checker(context_of(batch, kind)), next(iter(data_chunks(batch))).block()
        with CaptureQueriesContext(connection) as captured:
            checker.check(block)
        asked.append(len(captured))

    assert asked[0] == asked[1]


def test_whom_only_they_hold_is_typed_there_and_decided_together_too(
    world: World, tmp_path: Path, client_as: ClientAs
) -> None:
    commit(export(world, tmp_path, row("示例多出")))
    made, client = Reconciliation.objects.get(), client_as(world.cast.staff)
    address = reverse("members:reconciliation-together", args=[made.public_id])
    shown = client.get(address).content.decode()

    client.post(address, {"kinds": [Gap.ONLY_THERE], "seen": "on"})

    typing = client.get(reverse("members:typing", args=[made.public_id])).content.decode()
    assert ("只在法定名册：1 处" in shown, "示例多出" in typing) == (True, True)
    assert "待录入 1 处" in client.get(reverse("members:reconciliations")).content.decode()


def test_a_standing_that_never_changed_is_typed_there(world: World, tmp_path: Path, client_as: ClientAs) -> None:
    commit(export(world, tmp_path, row("示例预备戊", 转正日期="2026-03-01")))
    made, client = Reconciliation.objects.get(), client_as(world.cast.staff)
    address = reverse("members:reconciliation-together", args=[made.public_id])

    client.post(address, {"kinds": [Gap.STANDING, Gap.CONVERTED], "seen": "on"})

    typing = client.get(reverse("members:typing", args=[made.public_id])).content.decode()
    assert typing.count("示例预备戊") == 2
    assert "待录入 2 处" in client.get(reverse("members:reconciliations")).content.decode()
