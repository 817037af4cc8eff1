"""The register of instructors: posts at the park's committee, matched by name and birth date."""

from datetime import date
from pathlib import Path

import pytest

from runwu.coverage.imports.tests.office import changes, commit, golden, sheet, upload
from runwu.organizations.selectors import instructors
from tests.world import World

pytestmark = pytest.mark.django_db(databases=["default", "progress"])
HEAD = ("指导员姓名", "出生年月日", "学历", "单位", "年龄", "手机")
ROW = ("示导甲", "1994-05-06", "大学本科", "示例园区管委会", None, None)


def register(world: World, folder: Path, *rows: tuple[object, ...]) -> Path:
    """Write a register of instructors."""
    return sheet(folder / "指导员.xlsx", *rows, head=HEAD)


def test_a_row_becomes_an_instructor_of_the_committee(world: World, tmp_path: Path) -> None:
    path = register(world, tmp_path, ROW)

    commit(upload(path, by=world.cast.staff, park=world.near.park, kind="instructors"))

    post = instructors(park=world.near.park, on=world.day).get()
    assert (post.organization, post.person.education, post.person.born_on, post.concurrent_position) == (
        world.near.committee,
        "bachelor",
        date(1994, 5, 6),
        "示例园区管委会",
    )


def test_the_same_register_again_changes_nothing(world: World, tmp_path: Path) -> None:
    path = register(world, tmp_path, ROW)
    commit(upload(path, by=world.cast.staff, park=world.near.park, kind="instructors"))

    again = upload(path, by=world.cast.staff, park=world.near.park, kind="instructors")

    assert golden(again) == [(2, "same", ())]


def test_a_personal_value_that_changes_is_not_repeated(world: World, tmp_path: Path) -> None:
    commit(
        upload(
            register(world, tmp_path, (*ROW[:5], "13800000000")),
            by=world.cast.staff,
            park=world.near.park,
            kind="instructors",
        )
    )
    path = register(world, tmp_path, ("示导甲", "1994-05-06", "硕士", "示例镇", None, "13810000000"))

    batch = upload(path, by=world.cast.staff, park=world.near.park, kind="instructors")

    assert changes(batch, 2) == [
        ("学历", "本科", "研究生"),
        ("手机", "（不显示）", "（不显示）"),
        ("单位", "示例园区管委会", "示例镇"),
    ]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (("示导乙", "2027-01-01", None, None, None, None), "born_later"),
        (("示导乙", "2012-01-01", None, None, None, None), "too_young"),
        (("示导乙", None, None, None, 32, None), "age_alone"),
        (("示导乙", None, None, None, None, "123"), "phone"),
    ],
)
def test_what_is_wrong_is_said(row: tuple[object, ...], code: str, world: World, tmp_path: Path) -> None:
    batch = upload(register(world, tmp_path, row), by=world.cast.staff, park=world.near.park, kind="instructors")

    assert code in golden(batch)[0][2]
