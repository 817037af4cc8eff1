import re
from datetime import date

import pytest
from django.urls import reverse

from conftest import ClientAs
from runwu.access.selectors import scope_of
from runwu.organizations.choices import PostKind
from runwu.organizations.models import Post
from runwu.organizations.skill_map import names_in_reach, skill_map
from runwu.people.models import Person, Skill, SkillKind, SkillLevel
from runwu.people.services import SkillEntry, add_skill
from tests.world import World

TRADE, PARTY, LANGUAGE = SkillKind.TRADE, SkillKind.PARTY, SkillKind.LANGUAGE
BASIC, SKILLED, EXPERT = SkillLevel.BASIC, SkillLevel.SKILLED, SkillLevel.EXPERT
ADDRESS = "/organizations/skills/map/"


def _skill(world: World, person: Person, kind: SkillKind, name: str, level: SkillLevel) -> Skill:
    entry = SkillEntry(kind=kind, name=name, level=level, source="示例证书", told_on=date(2026, 11, 19))
    return add_skill(person=person, entry=entry, by=world.cast.staff)


@pytest.fixture
def skilled(world: World) -> World:
    """`full` is an expert of one trade and a beginner of another, `second` a beginner, `third` has a language alone."""
    full, second, third = (getattr(world.members, who).person for who in ("full", "second", "third"))
    _skill(world, full, TRADE, "物流管理", EXPERT)
    _skill(world, full, TRADE, "跨境电商", BASIC)
    _skill(world, full, PARTY, "发展党员", SKILLED)
    _skill(world, second, TRADE, "跨境电商", BASIC)
    _skill(world, second, LANGUAGE, "英语", SKILLED)
    _skill(world, third, LANGUAGE, "英语", BASIC)
    return world


def _numbers(world: World, who: str = "staff", **asked: str) -> list[list[int]]:
    rows = skill_map(scope=scope_of(getattr(world.cast, who), world.day), **asked)
    return [[cell.number for cell in row.cells] for row in rows]


def _page(client_as: ClientAs, world: World, who: str = "staff", **asked: str) -> str:
    return client_as(getattr(world.cast, who)).get(ADDRESS, asked).content.decode()


def test_everybody_with_a_skill_stands_once_under_the_highest_level_on_record(skilled: World) -> None:
    assert _numbers(skilled) == [[1, 0, 0, 0], [1, 0, 0, 0], [0, 0, 0, 0], [0, 0, 1, 0]]


def test_a_trade_counts_those_who_have_it_under_its_own_level(skilled: World) -> None:
    assert _numbers(skilled, trade="跨境电商") == [[1, 0, 1, 0], [0, 0, 0, 0], [0, 0, 0, 0]]


def test_a_language_counts_those_who_know_it(skilled: World) -> None:
    assert _numbers(skilled, language="英语") == [[1, 0, 0, 0], [1, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]]


@pytest.mark.parametrize("asked", [{}, {"trade": "跨境电商"}, {"language": "英语"}])
def test_each_number_opens_as_many_rows_with_branch_and_skills(
    skilled: World, client_as: ClientAs, asked: dict[str, str]
) -> None:
    client = client_as(skilled.cast.staff)
    cells = [cell for row in skill_map(scope=scope_of(skilled.cast.staff, skilled.day), **asked) for cell in row.cells]

    shown = {cell.url: client.get(cell.url).content.decode() for cell in cells}

    assert [len(re.findall("示例党员[甲乙丙]", shown[cell.url])) for cell in cells] == [cell.number for cell in cells]


def test_the_list_behind_a_number_names_branch_trade_and_party_skill(skilled: World, client_as: ClientAs) -> None:
    address = reverse("organizations:skills", query={"trade_level": "expert", "party_level": "skilled"})

    page = client_as(skilled.cast.staff).get(address).content.decode()

    assert skilled.near.branch.name in page
    assert "物流管理（精通）、跨境电商（入门）" in page
    assert "发展党员（熟练）" in page


def test_a_secretary_counts_the_own_branch_and_another_park_nobody(skilled: World) -> None:
    assert sum(map(sum, _numbers(skilled, "secretary"))) == 3
    assert sum(map(sum, _numbers(skilled, "next_secretary"))) == 0
    assert sum(map(sum, _numbers(skilled, "far_staff"))) == 0


@pytest.mark.parametrize("who", ["staff", "officer", "clerk", "secretary", "far_staff"])
def test_a_restricted_member_leaves_no_number_and_no_name_of_a_skill(
    skilled: World, client_as: ClientAs, who: str
) -> None:
    restricted = skilled.members.restricted
    assert restricted is not None
    without = _numbers(skilled, who)
    for kind, name in ((TRADE, "示例密技"), (PARTY, "示例密务"), (LANGUAGE, "英语")):
        _skill(skilled, restricted.person, kind, name, EXPERT)

    page = _page(client_as, skilled, who)

    assert _numbers(skilled, who) == without
    assert "示例密技" not in page
    assert client_as(getattr(skilled.cast, who)).get(ADDRESS, {"trade": "示例密技"}).status_code == 422


def test_names_are_offered_once_whatever_their_letters_and_only_those_in_reach(world: World) -> None:
    _skill(world, world.members.full.person, TRADE, "Python", BASIC)
    _skill(world, world.members.second.person, TRADE, "python", BASIC)
    _skill(world, world.members.far.person, TRADE, "示例远技", BASIC)

    names = names_in_reach(scope=scope_of(world.cast.staff, world.day))

    assert names[TRADE] == ["Python"]
    assert sum(map(sum, _numbers(world, trade="Python"))) == 2


def test_who_only_holds_a_post_here_is_counted_and_has_no_branch(world: World, client_as: ClientAs) -> None:
    guide = Person.objects.create(name="示例指导员")
    Post.objects.create(
        organization=world.near.branch, person=guide, kind=PostKind.INSTRUCTOR, valid_from=date(2026, 1, 5)
    )
    _skill(world, guide, TRADE, "物流管理", SKILLED)

    page = client_as(world.cast.staff).get(reverse("organizations:skills"), {"trade_level": "skilled"})

    assert _numbers(world)[2] == [1, 0, 0, 0]
    assert "示例指导员" in page.content.decode()


def test_the_map_says_when_nothing_is_on_record(world: World, client_as: ClientAs) -> None:
    assert "还没有登记技能" in _page(client_as, world)


def test_the_map_says_when_nobody_has_both(skilled: World, client_as: ClientAs) -> None:
    page = _page(client_as, skilled, trade="物流管理", language="英语")

    assert "没有人同时登记" in page
    assert "清除筛选" in page


def test_the_list_of_skills_leads_to_the_map(world: World, client_as: ClientAs) -> None:
    page = client_as(world.cast.staff).get(reverse("organizations:skills")).content.decode()

    assert ADDRESS in page
