"""Hold exports of a mandated system against the register: what differs is listed, and nothing is changed by it."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from conftest import ClientAs
from runwu.access.selectors import scope_of
from runwu.core.errors import Conflict, RuleRefused, UserError
from runwu.core.imports.committing import start_commit
from runwu.core.imports.editing import edit_row
from runwu.core.models import AuditEntry, FactChange, ImportBatch
from runwu.members import reconciliations
from runwu.members.choices import Gap, Ruling, Standing
from runwu.members.imports.tests.office import changes, commit, golden, sheet, summary, upload, words
from runwu.members.models import Discrepancy, PartyMember, Reconciliation
from runwu.members.services.reconciling import note_typed, rule, rule_together, withdraw_ruling
from tests.world import DAY, RESTRICTED_NAME, World

pytestmark = pytest.mark.django_db(databases=["default", "progress"])
HEAD = (
    "姓名", "出生日期", "党员类别", "入党日期", "转正日期", "所在党支部", "统计日期", "是否流动党员", "党内职务", "手机"
)  # fmt: skip
BORN = "1994-05-06"


@pytest.fixture
def world(standing_world: World) -> World:
    return standing_world


@pytest.fixture
def client_as(standing_client_as: ClientAs) -> ClientAs:
    return standing_client_as


def row(name: str, **cells: Any) -> Sequence[Any]:
    told = {"出生日期": BORN, "党员类别": "正式党员", "入党日期": "2024-03-01", "所在党支部": "示例春分支部", **cells}
    return [name, *(told.get(heading) for heading in HEAD[1:])]


def export(world: World, folder: Path, *rows: Sequence[Any], who: str = "staff", name: str = "导出") -> ImportBatch:
    path = sheet(folder / f"{name}.xlsx", *rows, head=HEAD)
    return upload(path, by=getattr(world.cast, who), park=world.near.park, kind="ledger")


def gaps(world: World, who: str = "staff") -> set[tuple[str, str]]:
    rows = reconciliations.discrepancies(scope=scope_of(getattr(world.cast, who), DAY))
    return {(one.name, one.kind) for one in rows}


def members_as_they_are() -> list[Any]:
    return list(PartyMember.objects.order_by("pk").values("standing", "admitted_on", "converted_on", "organization"))


def a_gap(world: World, folder: Path, **cells: Any) -> Discrepancy:
    commit(export(world, folder, row("示例党员乙", **cells)))
    return Discrepancy.objects.get(member=world.members.second)


def decided(
    world: World, gap: Discrepancy, ruling: Ruling, document: str = "档案材料", day: date | None = None
) -> None:
    rule(discrepancy=gap, ruling=ruling, document=document, decided_on=day, on=DAY, by=world.cast.staff)


def test_differences_are_listed_and_nothing_is_changed(world: World, tmp_path: Path) -> None:
    before = members_as_they_are()

    commit(
        export(
            world,
            tmp_path,
            row("示例党员甲"),
            row("示例党员乙", 入党日期="2023-03-01"),
            row("示例党员丙", 所在党支部="示例谷雨支部"),
            row("示例多出"),
        )
    )

    assert gaps(world) == {
        ("示例党员乙", Gap.ADMITTED),
        ("示例党员丙", Gap.BRANCH),
        ("示例多出", Gap.ONLY_THERE),
        ("示例预备戊", Gap.ONLY_HERE),
    }
    assert members_as_they_are() == before


def refused(world: World, batch: ImportBatch) -> bool:
    """Tell whether a batch cannot be registered, and nothing of it is stored."""
    with pytest.raises(Conflict, match="没有可以写入的行"):
        start_commit(batch, expected_version=batch.version, by=world.cast.staff)
    return not Reconciliation.objects.exists() and not Discrepancy.objects.exists()


def test_a_file_of_another_year_is_refused_by_its_rows(world: World, tmp_path: Path) -> None:
    rows = (row("示例党员甲", 统计日期="2025-06-30"), row("示例多出", 统计日期="2025-12-31"), row("示例又多出"))
    batch = export(world, tmp_path, *rows)

    assert golden(batch) == [(number, "error", ("other_year",)) for number in (2, 3, 4)]
    assert "这份导出是 2025 年的" in words(batch, 2)
    assert refused(world, batch)


@pytest.mark.parametrize(
    "name",
    ["2025年党员名册", "202506", "名册202506", "2025-06-30", "名册 2025.6.30", "名册20250630（省）", "党员名册2025"],
)
def test_a_file_of_another_year_is_refused_by_its_name(world: World, tmp_path: Path, name: str) -> None:
    batch = export(world, tmp_path, row("示例党员甲"), name=name)

    assert golden(batch) == [(2, "error", ("other_year",))]
    assert refused(world, batch)


@pytest.mark.parametrize("name", ["202606", "名册2026-06-30", "名册20250", "12025", "第2025期2026年"])
def test_a_name_of_the_same_year_or_of_none_is_no_reason(world: World, tmp_path: Path, name: str) -> None:
    batch = export(world, tmp_path, row("示例党员甲"), name=name)

    assert golden(batch) == [(2, "same", ())]


def test_rows_of_another_year_among_others_are_errors_and_nothing_of_them_is_stored(
    world: World, tmp_path: Path
) -> None:
    here = {"统计日期": "2026-06-30"}
    batch = export(
        world,
        tmp_path,
        row("示例党员甲", **here),
        row("示例党员乙", 入党日期="2020-03-01", 统计日期="2025-06-30"),
        row("示例多出", 统计日期="2025-06-30"),
        row("示例党员丙", 所在党支部="示例谷雨支部", **here),
    )
    said = golden(batch)

    commit(batch)

    assert said == [(2, "same", ()), (3, "error", ("other_year",)), (4, "error", ("other_year",)), (5, "changed", ())]
    assert {one.name for one in Discrepancy.objects.all()}.isdisjoint({"示例党员乙", "示例多出"})
    assert (Reconciliation.objects.get().rows, gaps(world) & {("示例党员丙", Gap.BRANCH)} != set()) == (2, True)


def test_the_result_is_for_who_made_it_alone(world: World, tmp_path: Path, client_as: ClientAs) -> None:
    commit(export(world, tmp_path, row("示例多出")))
    made = Reconciliation.objects.get()

    answers = [
        client_as(getattr(world.cast, who)).get(f"/members/reconciliations/{made.public_id}/").status_code
        for who in ("staff", "clerk", "officer", "far_staff", "secretary")
    ]

    assert answers == [200, 404, 404, 404, 404]


def test_a_restricted_member_is_like_nobody_for_who_need_not_know(world: World, tmp_path: Path) -> None:
    commit(export(world, tmp_path, row(RESTRICTED_NAME), row("示例多出")))

    assert {(RESTRICTED_NAME, Gap.ONLY_THERE), ("示例多出", Gap.ONLY_THERE)} <= gaps(world)
    assert not Discrepancy.objects.filter(member=world.members.restricted).exists()


def test_who_must_know_finds_the_restricted_member_missing_there(world: World, tmp_path: Path) -> None:
    commit(export(world, tmp_path, row("示例党员甲"), who="officer"))

    assert (RESTRICTED_NAME, Gap.ONLY_HERE) in gaps(world, "officer")


def test_of_whom_the_officer_knows_by_name_only_the_branch_is_compared(world: World, tmp_path: Path) -> None:
    other = {"入党日期": "2019-01-01", "党员类别": "预备党员", "所在党支部": "示例谷雨支部"}
    commit(export(world, tmp_path, row(RESTRICTED_NAME, **other), who="officer"))

    assert {kind for name, kind in gaps(world, "officer") if name == RESTRICTED_NAME} == {Gap.BRANCH}


def test_it_is_said_that_of_the_restricted_member_only_the_branch_was_compared(world: World, tmp_path: Path) -> None:
    batches = {who: export(world, tmp_path, row(RESTRICTED_NAME), who=who) for who in ("officer", "staff")}

    said = {who: "只比对了所在党支部" in words(batch, 2) for who, batch in batches.items()}

    assert said == {"officer": True, "staff": False}


def test_their_date_is_taken_with_a_paper_and_stands_in_the_history(world: World, tmp_path: Path) -> None:
    gap = a_gap(world, tmp_path, 入党日期="2023-03-01")

    decided(world, gap, Ruling.THEIRS)

    assert PartyMember.objects.get(pk=world.members.second.pk).admitted_on == date(2023, 3, 1)
    assert FactChange.objects.filter(field="admitted_on", new="2023-03-01").exists()


def test_a_correction_without_a_paper_is_refused(world: World, tmp_path: Path) -> None:
    gap = a_gap(world, tmp_path, 入党日期="2023-03-01")

    with pytest.raises(UserError, match="没有写依据"):
        decided(world, gap, Ruling.THEIRS, document="")

    assert PartyMember.objects.get(pk=world.members.second.pk).admitted_on == date(2024, 3, 1)


def test_a_date_that_cannot_be_is_refused_by_rule(world: World, tmp_path: Path) -> None:
    PartyMember.objects.filter(pk=world.members.second.pk).update(converted_on=date(2025, 3, 1))
    gap = a_gap(world, tmp_path, 转正日期="2025-03-01", 入党日期="2023-03-01")
    Discrepancy.objects.filter(pk=gap.pk).update(theirs="2025-06-01")

    with pytest.raises(RuleRefused, match="日期先后不对"):
        decided(world, gap, Ruling.THEIRS)


def test_a_standing_is_corrected_by_a_dated_decision_only(world: World, tmp_path: Path) -> None:
    commit(export(world, tmp_path, row("示例预备戊")))
    gap = Discrepancy.objects.get(member=world.members.probationary)

    with pytest.raises(RuleRefused):
        decided(world, gap, Ruling.THEIRS)
    decided(world, gap, Ruling.THEIRS, document="示例〔2026〕3号", day=date(2026, 3, 1))

    assert PartyMember.objects.get(pk=world.members.probationary.pk).standing == Standing.FULL


def test_a_branch_is_changed_by_a_transfer_alone(world: World, tmp_path: Path) -> None:
    gap = a_gap(world, tmp_path, 所在党支部="示例谷雨支部")

    with pytest.raises(UserError, match="不能在对账里直接更正"):
        decided(world, gap, Ruling.THEIRS)

    assert PartyMember.objects.get(pk=world.members.second.pk).organization == world.near.branch


def test_what_changed_since_is_not_overwritten_and_nothing_is_decided_twice(world: World, tmp_path: Path) -> None:
    gap = a_gap(world, tmp_path, 入党日期="2023-03-01")
    PartyMember.objects.filter(pk=world.members.second.pk).update(admitted_on=date(2022, 3, 1))

    with pytest.raises(Conflict, match="已经改过"):
        decided(world, gap, Ruling.THEIRS)
    decided(world, gap, Ruling.OURS)
    with pytest.raises(Conflict, match="已经核对过"):
        decided(world, gap, Ruling.OURS)


def test_ours_goes_to_the_list_of_what_is_typed_there_until_it_is(
    world: World, tmp_path: Path, client_as: ClientAs
) -> None:
    gap = a_gap(world, tmp_path, 入党日期="2023-03-01")
    decided(world, gap, Ruling.OURS)
    client, address = client_as(world.cast.staff), f"/members/reconciliations/{gap.reconciliation.public_id}/typing/"
    before = client.get(address).content.decode()

    note_typed(discrepancy=gap, on=DAY, by=world.cast.staff)

    assert ("示例党员乙" in before, "示例党员乙" in client.get(address).content.decode()) == (True, False)


def test_floating_posts_and_phones_are_held_against_each_other_too(world: World, tmp_path: Path) -> None:
    said = row("示例党员乙", 是否流动党员="是", 党内职务="组织委员", 手机="13800000000")
    commit(export(world, tmp_path, said))

    found = Discrepancy.objects.filter(member=world.members.second).order_by("kind")

    assert [(one.kind, one.ours, one.theirs) for one in found] == [
        (Gap.FLOATING, "未流动", "流出"),
        (Gap.PHONE, "000****0000", "138****0000"),
        (Gap.POST, "", "组织委员"),
    ]


def test_what_an_export_does_not_tell_is_no_difference(world: World, tmp_path: Path) -> None:
    commit(export(world, tmp_path, row("示例党员乙")))

    assert not Discrepancy.objects.filter(member=world.members.second).exists()


@pytest.mark.parametrize(
    ("cells", "way"),
    [
        ({"是否流动党员": "是"}, "登记流出或者返回"),
        ({"党内职务": "组织委员"}, "登记任免"),
        ({"手机": "13800000000"}, "本人在“谁能看到我”里更正"),
    ],
)
def test_what_has_a_way_of_its_own_is_not_corrected_here(
    world: World, tmp_path: Path, cells: dict[str, str], way: str
) -> None:
    gap = a_gap(world, tmp_path, **cells)

    with pytest.raises(UserError, match=way):
        decided(world, gap, Ruling.THEIRS)


def test_differences_are_counted_per_organization_and_each_count_opens_its_rows(
    world: World, tmp_path: Path, client_as: ClientAs
) -> None:
    commit(export(world, tmp_path, row("示例党员甲", 入党日期="2020-03-01"), row("示例多出"), row("示例党员乙")))
    made = Reconciliation.objects.get()
    rows = reconciliations.discrepancies(scope=scope_of(world.cast.staff, DAY))
    counted = reconciliations.per_organization(rows)

    page = client_as(world.cast.staff).get(
        f"/members/reconciliations/{made.public_id}/?organization={counted[0]['public_id']}"
    )

    assert sum(one["gaps"] for one in counted) == rows.filter(organization__isnull=False).count()
    assert f"共 {counted[0]['gaps']} 处" in page.content.decode()


def test_a_row_that_is_mended_later_goes_to_the_same_reconciliation(world: World, tmp_path: Path) -> None:
    batch = commit(
        export(
            world,
            tmp_path,
            row("示例党员甲"),
            row("示例党员", 入党日期="2023-03-01"),
            row("示例党员丙", 出生日期="示例"),
        )
    )
    before = Reconciliation.objects.get()

    mended = edit_row(batch, 4, {"birth": BORN, "branch": "示例谷雨支部"}, expected_version=batch.version)
    commit(mended)

    after = Reconciliation.objects.get()
    assert (before.rows, after.rows) == (3, 3)
    assert ("示例党员丙", Gap.BRANCH) in gaps(world)
    assert ("示例党员丙", Gap.ONLY_HERE) not in gaps(world)
    assert ("示例党员乙", Gap.ONLY_HERE) in gaps(world)


def test_a_conversion_that_the_ledger_tells_gets_its_day(world: World, tmp_path: Path) -> None:
    PartyMember.objects.filter(pk=world.members.second.pk).update(
        standing="probationary", converted_on=None, admitted_on=date(2024, 3, 1)
    )
    gap = a_gap(world, tmp_path, 党员类别="正式党员")

    decided(world, gap, Ruling.THEIRS, "示例委 8 号", date(2025, 3, 2))

    world.members.second.refresh_from_db()
    assert (world.members.second.standing, world.members.second.converted_on) == ("full", date(2025, 3, 2))


def test_a_conclusion_is_taken_back_until_it_was_typed(world: World, tmp_path: Path) -> None:
    gap = a_gap(world, tmp_path, 入党日期="2023-03-01")
    decided(world, gap, Ruling.OURS)

    withdraw_ruling(discrepancy=gap, by=world.cast.staff)
    gap.refresh_from_db()
    open_again = (gap.ruling, gap.ruled_on)
    decided(world, gap, Ruling.OURS)
    note_typed(discrepancy=gap, on=DAY, by=world.cast.staff)

    assert open_again == ("", None)
    with pytest.raises(Conflict, match="没有可以撤回的结论"):
        withdraw_ruling(discrepancy=gap, by=world.cast.staff)


def test_what_is_not_corrected_here_is_not_offered(world: World, tmp_path: Path, client_as: ClientAs) -> None:
    commit(export(world, tmp_path, row("示例党员乙", 入党日期="2023-03-01"), row("示例多出")))
    client = client_as(world.cast.staff)
    pages = {
        one.kind: client.get(reverse("members:discrepancy", args=[one.public_id])).content.decode()
        for one in Discrepancy.objects.filter(kind__in=(Gap.ONLY_THERE, Gap.ADMITTED))
    }

    assert "法定名册为准" not in pages[Gap.ONLY_THERE].split("<main")[1].split("</form>")[0].split("<form")[-1]
    assert "登记转入或者导入名册" in pages[Gap.ONLY_THERE]
    assert 'value="theirs"' in pages[Gap.ADMITTED]
    assert 'name="decided_on"' not in pages[Gap.ADMITTED]


def test_the_list_keeps_what_nobody_has_decided(world: World, tmp_path: Path, client_as: ClientAs) -> None:
    commit(export(world, tmp_path, row("示例党员甲"), row("示例党员乙", 入党日期="2023-03-01")))
    gap = Discrepancy.objects.get(kind=Gap.ADMITTED)
    decided(world, gap, Ruling.OURS)
    address = reverse("members:reconciliation", args=[gap.reconciliation.public_id])

    left = client_as(world.cast.staff).get(address, {"ruling": "open"}).content.decode()
    done = client_as(world.cast.staff).get(address, {"ruling": "ours"}).content.decode()

    link = reverse("members:discrepancy", args=[gap.public_id])
    assert (link in left, link in done) == (False, True)


def test_a_conclusion_leads_to_the_next_difference(world: World, tmp_path: Path, client_as: ClientAs) -> None:
    commit(export(world, tmp_path, row("示例党员甲"), row("示例党员乙", 入党日期="2023-03-01")))
    rows = list(Discrepancy.objects.order_by("kind", "pk"))
    client, seen = client_as(world.cast.staff), []

    for _one in rows:
        waiting = Discrepancy.objects.filter(ruling="").order_by("kind", "pk")[0]
        answer = client.post(reverse("members:discrepancy", args=[waiting.public_id]), {"ruling": "ours"})
        seen.append(answer["Location"])

    expected = [reverse("members:discrepancy", args=[one.public_id]) for one in rows[1:]]
    assert seen == [*expected, reverse("members:reconciliation", args=[rows[0].reconciliation.public_id])]


def test_what_is_right_here_is_decided_together_by_kind(world: World, tmp_path: Path, client_as: ClientAs) -> None:
    commit(export(world, tmp_path, row("示例党员乙", 入党日期="2023-03-01"), row("示例多出")))
    made, client = Reconciliation.objects.get(), client_as(world.cast.staff)
    address = reverse("members:reconciliation-together", args=[made.public_id])
    missing = Discrepancy.objects.filter(kind=Gap.ONLY_HERE)
    number, before = missing.count(), members_as_they_are()

    shown = client.get(address).content.decode()
    told = client.post(address, {"kinds": [Gap.ONLY_HERE], "seen": "on"}, follow=True).content.decode()

    assert f"只在本系统：{number} 处" in shown
    assert f"已记下 {number} 处，都列入待录入清单" in told
    assert {(one.ruling, one.ruled_on, one.ruled_by) for one in missing} == {
        (Ruling.OURS, world.day, world.cast.staff.public_id)
    }
    assert not Discrepancy.objects.exclude(kind=Gap.ONLY_HERE).exclude(ruling="").exists()
    assert members_as_they_are() == before
    assert AuditEntry.objects.get(action="members.discrepancy.ruled_together").extra == {
        "kinds": [Gap.ONLY_HERE], "n": number,
    }  # fmt: skip


def test_nothing_is_decided_together_unseen_or_where_one_decided_already(
    world: World, tmp_path: Path, client_as: ClientAs
) -> None:
    gap = a_gap(world, tmp_path, 入党日期="2023-03-01")
    decided(world, gap, Ruling.THEIRS, document="示例档案 3 号")
    address = reverse("members:reconciliation-together", args=[gap.reconciliation.public_id])
    client = client_as(world.cast.staff)

    unseen = client.post(address, {"kinds": [Gap.ONLY_HERE]})
    decided_kind = client.post(address, {"kinds": [Gap.ADMITTED], "seen": "on"})
    nobody = client_as(world.cast.far_staff).get(address)

    gap.refresh_from_db()
    assert (unseen.status_code, decided_kind.status_code, nobody.status_code) == (422, 422, 404)
    assert gap.ruling == Ruling.THEIRS
    assert not Discrepancy.objects.filter(ruling=Ruling.OURS).exists()


def test_a_restricted_member_is_never_decided_about_by_who_need_not_know(
    world: World, tmp_path: Path, client_as: ClientAs
) -> None:
    assert world.members.restricted
    commit(export(world, tmp_path, row("示例多出")))
    made = Reconciliation.objects.get()
    hidden = Discrepancy.objects.create(
        reconciliation=made, member=world.members.restricted, organization=world.near.branch, name="示", kind=Gap.PHONE
    )

    client_as(world.cast.staff).post(
        reverse("members:reconciliation-together", args=[made.public_id]), {"kinds": [Gap.ONLY_HERE], "seen": "on"}
    )
    with pytest.raises(Conflict, match="已经核对过"):
        rule_together(
            reconciliation=made, rows=reconciliations.discrepancies(scope=scope_of(world.cast.staff, DAY)), kinds=[Gap.PHONE], on=DAY,
            by=world.cast.staff,
        )  # fmt: skip

    hidden.refresh_from_db()
    assert hidden.ruling == ""


def page_of(client: Client, batch: ImportBatch, show: str = "all") -> str:
    return client.get(f"/imports/{batch.public_id}?show={show}").content.decode()


def test_the_check_says_what_is_registered_and_that_the_register_stays(
    world: World, tmp_path: Path, client_as: ClientAs
) -> None:
    rows = (row("示例党员甲"), row("示例党员乙", 入党日期="2023-03-01", 手机="13800000000"), row("示例多出"))
    batch = export(world, tmp_path, *rows)

    page = page_of(client_as(world.cast.staff), batch)

    assert golden(batch) == [(2, "same", ()), (3, "changed", ()), (4, "new", ())]
    assert "登记对账：3 处不同，不改名册" in page
    assert "两边一致" in page
    assert "你能看到的名册里没有叫这个姓名的党员" in page
    assert "新增</" not in page
    assert "写入 " not in page


def test_what_differs_stands_beside_each_other_and_numbers_stay_masked(
    world: World, tmp_path: Path, client_as: ClientAs
) -> None:
    batch = export(world, tmp_path, row("示例党员乙", 入党日期="2023-03-01", 手机="13800000000"))

    assert changes(batch, 2) == [("入党日期", "2024-03-01", "2023-03-01"), ("联系电话", "000****0000", "138****0000")]
    assert "13800000000" not in page_of(client_as(world.cast.staff), batch)


def test_an_error_row_says_what_is_wrong_and_nothing_of_differences(world: World, tmp_path: Path) -> None:
    batch = export(world, tmp_path, row("示例错误", 党员类别="党友", 所在党支部="示例不存在支部"))

    assert golden(batch) == [(2, "error", ("not_a_choice", "unknown_branch"))]
    assert "本系统里没有“示例不存在支部”这个党支部" in words(batch, 2)
    assert "两边不同" not in words(batch, 2)


def test_the_reconciliation_that_was_made_is_one_click_away(world: World, tmp_path: Path, client_as: ClientAs) -> None:
    with_an_error = row("示例错误", 党员类别="党友")
    left = commit(export(world, tmp_path, row("示例党员甲"), with_an_error))
    done = commit(export(world, tmp_path, row("示例党员甲"), name="又一次"))
    client = client_as(world.cast.staff)

    pages = [client.get(f"/imports/{batch.public_id}").content.decode() for batch in (left, done)]

    made = [
        f"/members/reconciliations/{Reconciliation.objects.get(batch=one.public_id).public_id}/" for one in (left, done)
    ]
    assert [address in page for address, page in zip(made, pages, strict=True)] == [True, True]


def test_an_export_that_agrees_in_every_row_is_registered_too(world: World, tmp_path: Path) -> None:
    commit(export(world, tmp_path, row("示例党员甲")))

    assert ("示例党员乙", Gap.ONLY_HERE) in gaps(world)


def test_a_unique_name_elsewhere_is_matched_where_a_fact_agrees(world: World, tmp_path: Path) -> None:
    commit(export(world, tmp_path, row("示例党员乙", 出生日期=None, 所在党支部="示例谷雨支部")))

    assert {kind for name, kind in gaps(world) if name == "示例党员乙"} == {Gap.BRANCH}


def test_nobody_is_taken_for_somebody_else_by_name_alone(world: World, tmp_path: Path) -> None:
    told = {"出生日期": None, "入党日期": "2019-07-01", "所在党支部": "示例谷雨支部"}
    batch = export(world, tmp_path, row("示例党员乙", **told))
    why = summary(batch, 2)

    commit(batch)

    assert "不能认定是同一个人" in why
    assert {kind for name, kind in gaps(world) if name == "示例党员乙"} == {Gap.ONLY_THERE, Gap.ONLY_HERE}


def test_two_rows_of_one_name_are_matched_by_birth_date_alone(world: World, tmp_path: Path) -> None:
    told = {"出生日期": None, "所在党支部": "示例谷雨支部"}
    batch = export(world, tmp_path, row("示例党员乙", **told), row("示例党员乙", **told))

    assert [summary(batch, number)[:7] for number in (2, 3)] == ["同名的不止一人", "同名的不止一人"]


def test_of_whom_the_officer_knows_by_name_no_date_is_asked(world: World, tmp_path: Path) -> None:
    restricted, told = world.members.restricted, {"出生日期": None, "所在党支部": "示例谷雨支部"}
    assert restricted is not None
    dates = [str(restricted.admitted_on), "2019-07-01"]
    batches = [export(world, tmp_path, row(RESTRICTED_NAME, 入党日期=day, **told), who="officer") for day in dates]

    assert summary(batches[0], 2) == summary(batches[1], 2)
    assert "不能认定是同一个人" in summary(batches[0], 2)


def test_the_system_is_chosen_by_hand(world: World, tmp_path: Path, client_as: ClientAs) -> None:
    client = client_as(world.cast.staff)
    page = client.get("/imports/new/ledger").content.decode()
    path = sheet(tmp_path / "导出.xlsx", row("示例党员甲"), head=HEAD)

    with path.open("rb") as file:
        given = {"file": file, "place": str(world.near.park.public_id), "as_of": DAY.isoformat()}
        answer = client.post("/imports/new/ledger", given)

    assert "请选择" in page
    assert "较早的数据不会覆盖" not in page
    assert answer.status_code == 422
