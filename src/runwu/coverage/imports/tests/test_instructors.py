"""The register of instructors: posts at the park's committee, matched by name and birth date."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from runwu.coverage.imports.tests.office import changes, commit, golden, sheet, upload
from runwu.coverage.models import ContactProfile
from runwu.enterprises.models import Chain
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


PROFILE_HEAD = ("姓名", "出生日期", "网格", "熟悉产业", "外语", "联系上限")


def profiles_in(world: World, folder: Path, *rows: tuple[object, ...]) -> Any:
    """Upload a register with the columns on assignments."""
    path = sheet(folder / "指导员.xlsx", *rows, head=PROFILE_HEAD)
    return upload(path, by=world.cast.staff, park=world.near.park, kind="instructors")


@pytest.fixture
def chains(world: World) -> None:
    """Two trades that sheets may name."""
    Chain.objects.bulk_create([Chain(name="示例电子"), Chain(name="示例食品")])


@pytest.mark.usefixtures("chains")
def test_a_row_tells_where_somebody_starts_and_what_they_speak(world: World, tmp_path: Path) -> None:
    row = ("示导甲", "1994-05-06", "甲一网格", "示例电子、示例食品", "英文，日语；中文", 6)

    commit(profiles_in(world, tmp_path, row))

    profile = ContactProfile.objects.get(person__name="示导甲")
    assert profile.grid == world.near.grid
    assert sorted(chain.name for chain in profile.chains.all()) == ["示例电子", "示例食品"]
    assert (profile.languages, profile.most) == (["en", "ja"], 6)


@pytest.mark.usefixtures("chains")
def test_what_changes_of_a_profile_is_shown_and_the_rest_stays(world: World, tmp_path: Path) -> None:
    commit(profiles_in(world, tmp_path, ("示导甲", "1994-05-06", "甲一网格", "示例电子", "英语", 6)))

    batch = profiles_in(world, tmp_path, ("示导甲", "1994-05-06", None, "示例食品", None, 8))
    told = changes(batch, 2)
    commit(batch)

    profile = ContactProfile.objects.get(person__name="示导甲")
    assert told == [("熟悉的产业链", "示例电子", "示例食品"), ("最多联系", "6", "8")]
    assert (profile.grid, profile.languages, profile.most) == (world.near.grid, ["en"], 8)
    assert [chain.name for chain in profile.chains.all()] == ["示例食品"]


@pytest.mark.usefixtures("chains")
def test_the_same_profile_again_changes_nothing(world: World, tmp_path: Path) -> None:
    row = ("示导甲", "1994-05-06", "甲一网格", "示例电子、示例食品", "英语", 6)
    commit(profiles_in(world, tmp_path, row))

    assert golden(profiles_in(world, tmp_path, row)) == [(2, "same", ())]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (("示导乙", "1994-05-06", "没有的网格", None, None, None), "unknown"),
        (("示导乙", "1994-05-06", "乙一网格", None, None, None), "unknown"),
        (("示导乙", "1994-05-06", None, "没有的链", None, None), "unknown"),
        (("示导乙", "1994-05-06", None, None, "火星语", None), "unknown"),
        (("示导乙", "1994-05-06", None, None, None, 0), "most"),
        (("示导乙", "1994-05-06", None, None, None, 501), "most"),
    ],
)
def test_what_is_not_known_of_a_profile_is_left_out_and_said(
    row: tuple[object, ...], code: str, world: World, tmp_path: Path
) -> None:
    batch = profiles_in(world, tmp_path, row)
    told = golden(batch)[0][2]
    commit(batch)

    assert code in told
    assert not ContactProfile.objects.exists()
