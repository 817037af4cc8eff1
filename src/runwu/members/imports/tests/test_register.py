"""What imported rows become: persons, members, affiliations, workplaces and posts."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from stdnum.iso7064.mod_11_2 import calc_check_digit

from runwu.core.imports import editing
from runwu.core.models import FactChange, ImportBatch
from runwu.members.choices import Belonging, Standing, TransferState
from runwu.members.imports.tests.office import DAY, changes, commit, golden, sheet, upload, words
from runwu.members.models import Affiliation, FloatingStay, PartyMember
from runwu.organizations.choices import Sector
from runwu.organizations.models import Term
from runwu.people.models import Person
from tests.world import World

pytestmark = pytest.mark.django_db(databases=["default", "progress"])
HEAD = (
    "姓名",
    "出生日期",
    "党员类别",
    "转正日期",
    "所在党支部",
    "工作单位",
    "组织关系",
    "党内职务",
    "身份证号",
    "转正决定文号",
)
NUMBER = "110101" + "19900507" + "000" + calc_check_digit("110101" + "19900507" + "000")
NEXT = "示例谷雨支部"


def row(name: str, **cells: Any) -> Sequence[Any]:
    """Return a row of the register; what is not told is empty."""
    told = {"党员类别": "正式党员", "所在党支部": NEXT, **cells}
    return [name, *(told.get(heading) for heading in HEAD[1:])]


def roster(world: World, folder: Path, *rows: Sequence[Any]) -> ImportBatch:
    """Upload a register."""
    return upload(sheet(folder / "名册.xlsx", *rows, head=HEAD), by=world.cast.staff, park=world.near.park)


def member(name: str) -> PartyMember:
    """Return the open member of a name."""
    return PartyMember.objects.select_related("person", "organization").get(person__name=name)


def test_a_row_becomes_a_member_with_affiliation_workplace_and_post(world: World, tmp_path: Path) -> None:
    commit(
        roster(world, tmp_path, row("示例新人", 出生日期="1990-05-07", 工作单位="示例白露包装", 党内职务="组织委员"))
    )

    found = member("示例新人")
    assert (found.standing, found.organization, found.path) == (
        Standing.FULL,
        world.near.next_branch,
        world.near.next_branch.path,
    )
    assert (found.person.born_on, found.person.initials) == (date(1990, 5, 7), "slxr")
    assert found.person.workplaces.get().enterprise == world.near.next_covered
    assert found.person.posts.get().kind == "organization_officer"


def test_the_same_register_again_changes_nothing(world: World, tmp_path: Path) -> None:
    rows = [row("示例新人", 出生日期="1990-05-07", 工作单位="示例白露包装", 党内职务="书记", 身份证号=NUMBER)]
    commit(roster(world, tmp_path, *rows))

    assert golden(roster(world, tmp_path, *rows)) == [(2, "same", ())]


def test_a_padded_name_is_the_name_without_blanks(world: World, tmp_path: Path) -> None:
    commit(roster(world, tmp_path, row("示小满", 出生日期="1990-05-07")))

    assert golden(roster(world, tmp_path, row("示　小 满", 出生日期="1990-05-07"))) == [(2, "same", ())]


def test_an_identity_number_is_never_kept_in_clear(world: World, tmp_path: Path) -> None:
    commit(roster(world, tmp_path, row("示例新人", 身份证号=NUMBER)))

    with connection.cursor() as cursor:
        cursor.execute("SELECT identity_index, identity_tail, birth_date FROM people_person WHERE name = '示例新人'")
        index, tail, birth = cursor.fetchone()
    assert NUMBER[-4:].encode() not in bytes(tail)
    assert b"1990" not in bytes(birth)
    assert (len(index), NUMBER in index) == (64, False)
    assert (member("示例新人").person.identity_tail, member("示例新人").person.born_on) == (
        NUMBER[-4:],
        date(1990, 5, 7),
    )


def test_an_identity_number_finds_the_person_under_another_name(world: World, tmp_path: Path) -> None:
    commit(roster(world, tmp_path, row("示例旧名", 身份证号=NUMBER)))

    batch = roster(world, tmp_path, row("示例新名", 身份证号=NUMBER))

    assert golden(batch)[0][1] in ("same", "changed")


def test_the_same_number_twice_is_reported_with_the_row(world: World, tmp_path: Path) -> None:
    batch = roster(world, tmp_path, row("示例一", 身份证号=NUMBER), row("示例二", 身份证号=NUMBER))

    assert words(batch, 3).startswith("与第 2 行是同一个人：公民身份号码相同。")


def test_a_birth_date_that_the_number_contradicts_is_an_error(world: World, tmp_path: Path) -> None:
    batch = roster(world, tmp_path, row("示例一", 出生日期="1991-05-07", 身份证号=NUMBER))

    assert golden(batch) == [(2, "error", ("birth_differs",))]


def test_two_people_of_one_name_and_birth_date_need_their_numbers(world: World, tmp_path: Path) -> None:
    batch = roster(world, tmp_path, row("示例同名", 出生日期="1990-01-01"), row("示例同名", 出生日期="1990-01-01"))

    assert golden(batch)[1] == (3, "error", ("twice",))


def test_a_floating_member_has_a_stay_and_no_affiliation_here(world: World, tmp_path: Path) -> None:
    commit(roster(world, tmp_path, row("示例流入", 组织关系="流入")))

    found = member("示例流入")
    assert (found.belonging, found.organization, found.affiliations.count()) == (Belonging.FLOATING_IN, None, 0)
    assert (found.floating_stays.get().host, found.path) == (world.near.next_branch, world.near.next_branch.path)


def test_a_member_not_transferred_yet_has_a_transfer_due(world: World, tmp_path: Path) -> None:
    commit(roster(world, tmp_path, row("示例未转", 组织关系="未转入")))

    found = member("示例未转")
    transfer = found.transfers.get()
    assert (found.organization, transfer.state, transfer.target) == (None, TransferState.DUE, world.near.next_branch)


def test_coming_in_ends_the_stay_and_begins_the_affiliation(world: World, tmp_path: Path) -> None:
    commit(roster(world, tmp_path, row("示例流入", 组织关系="流入")))

    commit(roster(world, tmp_path, row("示例流入", 组织关系="在册", 出生日期="1990-01-01")))

    found = member("示例流入")
    assert (found.belonging, found.affiliations.get().organization) == (Belonging.REGISTERED, world.near.next_branch)
    assert not found.floating_stays.open().exists()


def test_a_registered_member_does_not_become_floating_by_a_sheet(world: World, tmp_path: Path) -> None:
    told = {"出生日期": "1994-05-06", "所在党支部": "示例春分支部", "组织关系": "流入"}

    batch = roster(world, tmp_path, row("示例党员甲", **told))

    assert golden(batch) == [(2, "error", ("belonging", "no_home"))]


def test_full_membership_needs_its_decision(world: World, tmp_path: Path) -> None:
    told = {"出生日期": "1994-05-06", "所在党支部": "示例春分支部"}

    batch = roster(world, tmp_path, row("示例预备戊", **told))

    assert golden(batch) == [(2, "error", ("standing_undecided",))]
    assert "党员教育管理工作条例" in words(batch, 2)


def test_full_membership_is_recorded_with_its_decision(world: World, tmp_path: Path) -> None:
    told = {
        "出生日期": "1994-05-06",
        "所在党支部": "示例春分支部",
        "转正日期": "2026-03-01",
        "转正决定文号": "示例〔2026〕1号",
    }
    batch = roster(world, tmp_path, row("示例预备戊", **told))

    shown = changes(batch, 2)
    commit(batch)

    assert ("党员类别", "预备党员", "正式党员") in shown
    assert member("示例预备戊").standing == Standing.FULL


def test_the_decision_can_be_typed_on_the_page(world: World, tmp_path: Path) -> None:
    told = {"出生日期": "1994-05-06", "所在党支部": "示例春分支部", "转正日期": "2026-03-01"}
    batch = roster(world, tmp_path, row("示例预备戊", **told))

    after = editing.edit_row(batch, 2, {"decision": "示例〔2026〕1号"}, expected_version=batch.version)

    assert golden(after) == [(2, "changed", ())]


def test_another_branch_is_a_change_with_a_warning(world: World, tmp_path: Path) -> None:
    batch = roster(world, tmp_path, row("示例党员乙", 出生日期="1994-05-06"))
    said = golden(batch)

    commit(batch)

    assert said == [(2, "changed", ("moves",))]
    assert member("示例党员乙").organization == world.near.next_branch


def test_an_empty_cell_changes_nothing(world: World, tmp_path: Path) -> None:
    batch = roster(world, tmp_path, row("示例党员甲", 党员类别=None, 所在党支部="示例春分支部"))

    assert golden(batch) == [(2, "same", ())]


def test_an_unknown_branch_is_set_up_below_the_committee(world: World, tmp_path: Path) -> None:
    commit(roster(world, tmp_path, row("示例新人", 所在党支部="中共示例社区支部委员会")))

    branch = member("示例新人").organization
    assert branch is not None
    assert (branch.sector, branch.path[:-6]) == (Sector.COMMUNITY, world.near.committee.path)


def test_a_branch_of_another_park_is_not_found(world: World, tmp_path: Path) -> None:
    batch = roster(world, tmp_path, row("示例新人", 所在党支部="示例立夏支部"))

    assert golden(batch) == [(2, "new", ("new_branch",))]


def test_personal_values_are_recorded_as_changed_without_their_values(world: World, tmp_path: Path) -> None:
    batch = roster(
        world, tmp_path, row("示例党员甲", 出生日期="1994-05-06", 所在党支部="示例春分支部", 身份证号=NUMBER)
    )
    editing.edit_row(batch, 2, {"birth": ""}, expected_version=batch.version)
    batch.refresh_from_db()

    commit(batch)

    assert {change.new for change in FactChange.objects.filter(subject_type="people.person")} <= {"已更改"}


ALIKE_HEAD = ("姓名", "出生日期", "手机", "党员类别", "入党日期", "所在党支部", "身份证号")


def alike(world: World, folder: Path, *rows: Sequence[Any]) -> ImportBatch:
    """Upload a register with numbers and days of admission."""
    return upload(sheet(folder / "名册.xlsx", *rows, head=ALIKE_HEAD), by=world.cast.staff, park=world.near.park)


def test_one_name_with_the_same_phone_and_admission_is_told_and_never_merged(world: World, tmp_path: Path) -> None:
    first = ("示例同人", "1990-05-01", "13800000000", "正式党员", "2015-07-01", NEXT, None)
    second = ("示例同人", None, "13800000000", "正式党员", "2015-07-01", "示例春分支部", None)
    batch = alike(world, tmp_path, first, second)
    said = words(batch, 3)

    commit(batch)

    assert "可能与第 2 行是同一个人" in said
    assert PartyMember.objects.filter(person__name="示例同人").count() == 2


def test_another_phone_or_admission_is_no_hint_of_one_person(world: World, tmp_path: Path) -> None:
    first = ("示例同人", "1990-05-01", "13800000000", "正式党员", "2015-07-01", NEXT, None)
    second = ("示例同人", "1991-05-01", None, "正式党员", "2015-07-01", NEXT, None)
    third = ("示例同人", "1992-05-01", "13800000000", "正式党员", "2016-07-01", NEXT, None)

    assert golden(alike(world, tmp_path, first, second, third)) == [(2, "new", ()), (3, "new", ()), (4, "new", ())]


DATES_HEAD = ("姓名", "出生日期", "入党日期", "转正日期", "党员类别", "所在党支部")
HERE = "示例春分支部"


def dated(world: World, folder: Path, *rows: Sequence[Any]) -> ImportBatch:
    """Upload a register with days."""
    return upload(sheet(folder / "名册.xlsx", *rows, head=DATES_HEAD), by=world.cast.staff, park=world.near.park)


def test_a_day_that_the_registered_birth_contradicts_is_an_error_that_does_not_tell_it(
    world: World, tmp_path: Path
) -> None:
    batch = dated(world, tmp_path, ("示例党员甲", None, "2010-07-01", None, "正式党员", HERE))

    assert golden(batch) == [(2, "error", ("dates",))]
    assert "登记的出生日期" in words(batch, 2)
    assert "1994" not in words(batch, 2)


def test_a_day_out_of_order_with_the_registered_conversion_keeps_its_row_alone_out(
    world: World, tmp_path: Path
) -> None:
    PartyMember.objects.filter(pk=world.members.full.pk).update(converted_on=date(2025, 3, 1))
    wrong = ("示例党员甲", None, "2025-07-01", None, "正式党员", HERE)
    batch = dated(world, tmp_path, wrong, ("示例新人", "1990-01-01", "2015-07-01", None, "正式党员", HERE))
    said = golden(batch)

    done = commit(batch)

    assert said == [(2, "error", ("dates",)), (3, "new", ())]
    assert done.counts["written"] == 1
    assert member("示例党员甲").admitted_on == date(2024, 3, 1)


def test_a_birth_date_that_the_registered_admission_contradicts_is_an_error(world: World, tmp_path: Path) -> None:
    Person.objects.filter(pk=world.members.full.person_id).update(birth_date="")

    batch = dated(world, tmp_path, ("示例党员甲", "2010-05-06", None, None, "正式党员", HERE))

    assert golden(batch) == [(2, "error", ("dates",))]
    assert "2024年3月1日" in words(batch, 2)


def test_days_that_the_row_does_not_change_are_not_asked_about(world: World, tmp_path: Path) -> None:
    PartyMember.objects.filter(pk=world.members.full.pk).update(admitted_on=date(2010, 3, 1))

    batch = dated(world, tmp_path, ("示例党员甲", None, "2010-03-01", None, "正式党员", HERE))

    assert golden(batch) == [(2, "same", ())]


def test_two_rows_that_speak_of_one_registered_person_in_different_ways_are_told(world: World, tmp_path: Path) -> None:
    by_name = ("示例党员甲", None, "2020-07-01", None, "正式党员", HERE)
    by_birth = ("示例党员甲", "1994-05-06", None, "2020-01-01", "正式党员", HERE)

    batch = dated(world, tmp_path, by_name, by_birth)

    assert golden(batch) == [(2, "changed", ()), (3, "error", ("dates", "twice"))]


def test_a_sheet_older_than_the_open_affiliation_does_not_replace_it(world: World, tmp_path: Path) -> None:
    Affiliation.objects.filter(member=world.members.second).update(valid_from=date(2026, 11, 22))

    batch = roster(world, tmp_path, row("示例党员乙", 出生日期="1994-05-06"))

    assert golden(batch) == [(2, "error", ("moves", "older"))]
    assert "2026-11-22" in words(batch, 2)


SINCE_HEAD = ("姓名", "出生日期", "党员类别", "所在党支部", "转入日期", "组织关系")


def begun(world: World, folder: Path, *rows: Sequence[Any]) -> ImportBatch:
    """Upload a register with days of coming here."""
    return upload(sheet(folder / "名册.xlsx", *rows, head=SINCE_HEAD), by=world.cast.staff, park=world.near.park)


def test_a_row_that_came_here_before_the_open_affiliation_does_not_replace_it(world: World, tmp_path: Path) -> None:
    wrong = ("示例党员乙", "1994-05-06", "正式党员", NEXT, "2024-02-01", "在册")
    batch = begun(world, tmp_path, wrong, ("示例新人", "1990-01-01", "正式党员", NEXT, "2024-02-01", "在册"))
    said = golden(batch)

    commit(batch)

    assert [(number, outcome) for number, outcome, _codes in said] == [(2, "error"), (3, "new")]
    assert member("示例党员乙").organization == world.near.branch


def test_an_affiliation_does_not_begin_before_the_last_one_ended(world: World, tmp_path: Path) -> None:
    Affiliation.objects.filter(member=world.members.floating, valid_to=None).delete()
    Affiliation.objects.create(
        member=world.members.floating, organization=world.near.branch,
        valid_from=date(2025, 3, 1), valid_to=date(2026, 3, 1),
    )  # fmt: skip
    PartyMember.objects.filter(pk=world.members.floating.pk).update(organization=None)

    batch = begun(world, tmp_path, ("示例流动丁", "1994-05-06", "正式党员", NEXT, "2026-02-01", "在册"))

    assert golden(batch) == [(2, "error", ("two_affiliations",))]
    assert "2026-03-01" in words(batch, 2)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"党员类别": "预备党员", "党内职务": "书记"}, "没有表决权"),
        ({"组织关系": "流入", "党内职务": "副书记"}, "组织关系不在"),
    ],
)
def test_a_post_that_the_page_would_refuse_is_an_error_of_its_row(
    world: World, tmp_path: Path, told: dict[str, str], said: str
) -> None:
    batch = roster(world, tmp_path, row("示例新人", 出生日期="1990-05-07", **told))

    assert golden(batch)[0][1] == "error"
    assert "post_refused" in golden(batch)[0][2]
    assert said in words(batch, 2)


def elected(world: World, on: date) -> None:
    """Put an election of the next branch on record."""
    paper = {"authority": "示例", "document": "示例〔2026〕1号"}
    Term.objects.create(
        organization=world.near.next_branch,
        elected_on=on,
        recorded_on=DAY,
        recorded_by=world.cast.staff.public_id,
        **paper,
    )


def test_a_post_after_the_term_has_run_out_is_an_error(world: World, tmp_path: Path) -> None:
    elected(world, date(2020, 5, 1))

    batch = roster(world, tmp_path, row("示例新人", 出生日期="1990-05-07", 党内职务="组织委员"))

    assert golden(batch) == [(2, "error", ("post_refused",))]
    assert "届满" in words(batch, 2)


def test_a_secretary_converted_lately_and_a_second_deputy_are_told(world: World, tmp_path: Path) -> None:
    lately = {"转正日期": "2026-06-01", "出生日期": "1990-05-07", "党内职务": "书记"}
    deputies = [row(name, 出生日期="1990-05-07", 党内职务="副书记") for name in ("示例副一", "示例副二")]

    batch = roster(world, tmp_path, row("示例新人", **lately), *deputies)

    assert golden(batch) == [(2, "new", ("post_advice",)), (3, "new", ()), (4, "new", ("post_advice",))]


def test_a_post_is_not_held_before_the_election(world: World, tmp_path: Path) -> None:
    elected(world, date(2026, 5, 1))
    head = (*SINCE_HEAD, "党内职务")
    came_early = ("示例新人", "1990-01-01", "正式党员", NEXT, "2024-05-01", "在册", "组织委员")
    batch = upload(sheet(tmp_path / "名册.xlsx", came_early, head=head), by=world.cast.staff, park=world.near.park)
    said = golden(batch)

    commit(batch)

    assert said == [(2, "new", ())]
    assert member("示例新人").person.posts.get().valid_from == DAY


def floating_row(**cells: str) -> Sequence[Any]:
    """Return a row about the floating member, told to have come on a day."""
    told = {"所在党支部": NEXT, "转入日期": "2026-03-01", "组织关系": "流入", **cells}
    return ("示例流动丁", "1994-05-06", "正式党员", *(told[heading] for heading in SINCE_HEAD[3:]))


def floats_here(world: World) -> FloatingStay:
    """Leave the floating member without affiliation here; return the open period."""
    Affiliation.objects.filter(member=world.members.floating).delete()
    PartyMember.objects.filter(pk=world.members.floating.pk).update(organization=None)
    return FloatingStay.objects.get(member=world.members.floating)


def test_a_floating_period_that_would_begin_before_the_last_one_ended_says_from_when_it_counts(
    world: World, tmp_path: Path
) -> None:
    stay = floats_here(world)
    FloatingStay.objects.filter(pk=stay.pk).update(valid_to=date(2026, 6, 1))
    PartyMember.objects.filter(pk=stay.member_id).update(belonging=Belonging.NOT_TRANSFERRED)
    batch = begun(world, tmp_path, floating_row(转入日期="2026-05-01"))
    said, told = golden(batch), words(batch, 2)

    commit(batch)

    assert said == [(2, "changed", ("floating_overlap", "no_home"))]
    assert ("2026-06-01" in told, "2026-05-01" in told) == (True, True)
    assert FloatingStay.objects.open().get(member=stay.member_id).valid_from == date(2026, 6, 1)


def test_an_open_floating_period_elsewhere_is_an_error_with_its_day(world: World, tmp_path: Path) -> None:
    floats_here(world)

    batch = begun(world, tmp_path, floating_row(所在党支部=HERE))

    assert golden(batch) == [(2, "error", ("floating_overlap", "no_home"))]
    assert "2024-03-01" in words(batch, 2)


def test_another_beginning_of_an_open_floating_period_is_told_and_not_written(world: World, tmp_path: Path) -> None:
    stay = floats_here(world)

    batch = begun(world, tmp_path, floating_row())

    assert "floating_since" in golden(batch)[0][2]
    assert stay.valid_from == date(2024, 3, 1)
