"""What imported rows become at enterprises: places, facts in time, branches, contacts, mass organisations."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from stdnum.cn.uscc import calc_check_digit

from runwu.core.imports.coordinates import Position, distance_m, gcj02_of
from runwu.core.models import ImportBatch
from runwu.coverage.imports.tests.office import DAY, changes, commit, golden, sheet, upload, words
from runwu.enterprises.choices import CoordinateSystem, Located
from runwu.enterprises.models import Enterprise, EnterpriseFact
from runwu.organizations.choices import Form, PostKind, Sector, UnitRole
from runwu.organizations.models import Approval, OrganizationUnit, Post
from runwu.people.models import Person
from tests.world import World

pytestmark = pytest.mark.django_db(databases=["default", "progress"])
FIRM = "示例大暑有限公司"


def ledger(world: World, folder: Path, head: Sequence[str], *rows: Sequence[Any], as_of: date = DAY) -> ImportBatch:
    """Upload a ledger whose first two columns are name and number."""
    full = ("企业名称", "园区临时编号", *head)
    named = [row if len(row) == len(full) else (FIRM, "甲-1", *row) for row in rows]
    path = sheet(folder / "台账.xlsx", *named, head=full)
    return upload(path, by=world.cast.staff, park=world.near.park, as_of=as_of)


def firm() -> Enterprise:
    """Return the imported enterprise."""
    return Enterprise.objects.select_related("grid", "building", "chain").get(name=FIRM)


def test_unknown_places_are_set_up_and_known_ones_used(world: World, tmp_path: Path) -> None:
    head = ("网格", "厂房", "产业链")
    rows = (("东 一", "Ｂ3", "电子链"), ("示例立秋有限公司", "甲-2", "东一", "B3", "电子链"))

    commit(ledger(world, tmp_path, head, *rows))

    other = Enterprise.objects.get(provisional_number="甲-2")
    assert (firm().grid, firm().building, firm().chain) == (other.grid, other.building, other.chain)


def test_without_coordinates_a_firm_stands_at_its_building(world: World, tmp_path: Path) -> None:
    rows = (("东一", "B3", None, None), ("示例立秋有限公司", "甲-2", "东一", "B3", 110.02, 20.01))

    commit(ledger(world, tmp_path, ("网格", "厂房", "经度", "纬度"), *rows))

    found = firm()
    assert (found.latitude, found.located) == (None, Located.BUILDING)
    assert found.building is not None
    assert (found.building.latitude, found.building.longitude) == (20.01, 110.02)


def test_coordinates_of_the_parks_own_charts_are_converted(world: World, tmp_path: Path) -> None:
    world.near.park.coordinate_system = CoordinateSystem.GCJ02
    world.near.park.save()
    chart = gcj02_of(Position(20.0, 110.0))

    commit(ledger(world, tmp_path, ("经度", "纬度"), (chart.longitude, chart.latitude)))

    found = firm()
    assert found.latitude is not None
    assert found.longitude is not None
    assert distance_m(Position(found.latitude, found.longitude), Position(20.0, 110.0)) < 0.2


def test_a_firm_in_production_is_so_since_the_day_it_began(world: World, tmp_path: Path) -> None:
    commit(ledger(world, tmp_path, ("阶段", "投产日期"), ("已投产", "2022-06-01")))

    assert EnterpriseFact.objects.get(enterprise=firm(), kind="stage").valid_from == date(2022, 6, 1)


def test_whether_a_firm_operates_carries_its_own_source(world: World, tmp_path: Path) -> None:
    commit(ledger(world, tmp_path, ("是否实际经营", "核实方式"), ("是", "走访")))

    fact = EnterpriseFact.objects.get(enterprise=firm(), kind="operating")
    assert (fact.value, fact.source) == ("yes", "走访")


def test_an_empty_cell_is_unknown_and_not_no(world: World, tmp_path: Path) -> None:
    commit(ledger(world, tmp_path, ("是否实际经营", "职工人数", "规上"), ("不清楚", None, None)))

    assert (firm().operating, firm().staff, firm().above_designated) == ("unknown", None, None)


def test_an_older_ledger_does_not_overwrite_newer_facts(world: World, tmp_path: Path) -> None:
    commit(ledger(world, tmp_path, ("职工人数",), (40,)))

    batch = ledger(world, tmp_path, ("职工人数",), (30,), as_of=date(2026, 3, 1))

    assert golden(batch) == [(2, "same", ("outdated",))]
    assert "台账里“职工”有更新的记录（2026-11-20 起为40）" in words(batch, 2)


def test_a_newer_ledger_closes_the_old_fact_on_its_day(world: World, tmp_path: Path) -> None:
    commit(ledger(world, tmp_path, ("职工人数",), (30,), as_of=date(2026, 3, 1)))

    commit(ledger(world, tmp_path, ("职工人数",), (40,)))

    rows = EnterpriseFact.objects.filter(enterprise=firm(), kind="staff").order_by("valid_from")
    assert [(row.value, row.valid_to) for row in rows] == [("30", DAY), ("40", None)]


def test_a_joint_branch_covers_its_firms_with_the_host_named(world: World, tmp_path: Path) -> None:
    head = ("党组织名称", "组建方式", "牵头单位", "党组织成立日期")
    branch = "中共示例东区联合支部委员会"
    rows = ((branch, "联建", "是", "2025-07-01"), ("示例立秋有限公司", "甲-2", branch, "联建", None, "2025-07-01"))

    commit(ledger(world, tmp_path, head, *rows))

    units = OrganizationUnit.objects.filter(organization__name=branch).order_by("enterprise__provisional_number")
    assert [unit.role for unit in units] == [UnitRole.HOST, UnitRole.MEMBER]
    organization = units[0].organization
    assert (organization.form, organization.sector, organization.established_on, units[0].valid_from) == (
        Form.JOINT_BRANCH,
        Sector.ENTERPRISE,
        date(2025, 7, 1),
        date(2025, 7, 1),
    )


def test_a_catch_all_without_a_name_is_the_committee(world: World, tmp_path: Path) -> None:
    commit(ledger(world, tmp_path, ("组建方式",), ("兜底",)))

    unit = OrganizationUnit.objects.get(enterprise=firm())
    assert (unit.organization, unit.role) == (world.near.committee, UnitRole.FALLBACK)


def test_a_branch_is_known_by_its_short_name_too(world: World, tmp_path: Path) -> None:
    batch = ledger(world, tmp_path, ("党组织名称", "组建方式"), ("示例春分支部", "联建"))

    commit(batch)

    assert OrganizationUnit.objects.get(enterprise=firm()).organization == world.near.branch


def test_another_branch_ends_the_old_coverage_on_the_day_of_the_sheet(world: World, tmp_path: Path) -> None:
    rows = (("示例青禾电子有限公司", "甲001", "示例谷雨支部", "联建"),)
    batch = ledger(world, tmp_path, ("党组织名称", "组建方式"), *rows)
    shown = changes(batch, 2)

    commit(batch)

    units = OrganizationUnit.objects.filter(enterprise=world.near.covered).order_by("valid_from")
    assert shown == [("党组织", "示例春分支部（单独组建）", "示例谷雨支部（联合组建（成员单位））")]
    assert [(unit.organization, unit.valid_to) for unit in units] == [
        (world.near.branch, DAY),
        (world.near.next_branch, None),
    ]


def test_what_an_approval_put_in_force_is_not_changed_by_a_sheet(world: World, tmp_path: Path) -> None:
    paper = Approval.objects.create(
        number="示例〔2026〕2号", issued_on=DAY, authority="示例市委", recorded_by=world.cast.staff.public_id
    )
    OrganizationUnit.objects.filter(enterprise=world.near.covered).update(approval=paper)

    batch = ledger(world, tmp_path, ("党组织名称",), ("示例青禾电子有限公司", "甲001", "示例谷雨支部"))

    assert golden(batch) == [(2, "error", ("approved",))]


def test_instructors_and_liaisons_are_linked_by_name(world: World, tmp_path: Path) -> None:
    person = Person.objects.create(name="示导甲")
    Post.objects.create(
        organization=world.near.committee, person=person, kind=PostKind.INSTRUCTOR, valid_from=date(2025, 1, 1)
    )

    batch = ledger(world, tmp_path, ("党建指导员", "企业联络员"), ("示导甲、示导乙", "示联甲"))
    commit(batch)

    contacts = {(one.kind, one.person.name) for one in firm().coverage_contacts.select_related("person")}
    assert contacts == {("instructor", "示导甲"), ("liaison", "示联甲")}


def test_an_unknown_instructor_is_a_warning(world: World, tmp_path: Path) -> None:
    batch = ledger(world, tmp_path, ("党建指导员",), ("示导乙",))

    assert golden(batch) == [(2, "new", ("unknown_instructor",))]


def test_a_liaison_handed_over_ends_on_the_day_of_the_sheet(world: World, tmp_path: Path) -> None:
    commit(ledger(world, tmp_path, ("企业联络员",), ("示联甲",), as_of=date(2026, 3, 1)))

    commit(ledger(world, tmp_path, ("企业联络员",), ("示联乙",)))

    rows = firm().coverage_contacts.select_related("person").order_by("valid_from")
    assert [(row.person.name, row.valid_to) for row in rows] == [("示联甲", DAY), ("示联乙", None)]


def test_mass_organisations_open_and_end(world: World, tmp_path: Path) -> None:
    commit(ledger(world, tmp_path, ("工会", "共青团"), ("已建", "无"), as_of=date(2026, 3, 1)))

    commit(ledger(world, tmp_path, ("工会", "共青团"), ("无", "有")))

    rows = firm().mass_organizations.order_by("kind")
    assert [(row.kind, row.valid_to) for row in rows] == [("union", DAY), ("youth_league", None)]


def code(subject: str) -> str:
    """Return a credit code of an invented body: eight characters of the subject with both check characters."""
    found = "91" + "350900" + subject
    weighed = sum(int(sign, 36) * weight for sign, weight in zip(subject, (3, 7, 9, 10, 5, 8, 4, 2), strict=True))
    found += "0123456789X0"[11 - weighed % 11]
    return found + str(calc_check_digit(found))


def test_a_code_of_another_park_is_refused(world: World, tmp_path: Path) -> None:
    Enterprise.objects.filter(pk=world.far.covered.pk).update(credit_code=code("MA000001"))
    path = sheet(tmp_path / "台账.xlsx", (FIRM, code("MA000001")), head=("企业名称", "统一社会信用代码"))

    batch = upload(path, by=world.cast.staff, park=world.near.park)

    assert golden(batch) == [(2, "error", ("other_park",))]


def test_a_code_that_has_come_since_joins_the_firm_of_the_number(world: World, tmp_path: Path) -> None:
    commit(ledger(world, tmp_path, ("职工人数",), (12,)))

    batch = ledger(world, tmp_path, ("统一社会信用代码",), (code("MA000002"),))

    assert changes(batch, 2) == [("统一社会信用代码", "", code("MA000002"))]


def test_a_namesake_with_another_code_is_another_firm(world: World, tmp_path: Path) -> None:
    commit(ledger(world, tmp_path, ("统一社会信用代码",), (FIRM, None, code("MA000002"))))

    batch = ledger(world, tmp_path, ("统一社会信用代码",), (FIRM, None, code("MA000003")))

    assert golden(batch) == [(2, "new", ("namesake",))]


def test_the_check_characters_are_never_shown(world: World, tmp_path: Path) -> None:
    wrong = code("MA000002")[:17] + "#"

    batch = ledger(world, tmp_path, ("统一社会信用代码",), (wrong.replace("#", "Q"),))

    assert code("MA000002") not in words(batch, 2)
