from datetime import date

import pytest
from django.urls import reverse

from conftest import ClientAs
from runwu.access.selectors import scope_of
from runwu.organizations import cadres, reserve_needs
from runwu.organizations.choices import PostKind, Readiness
from runwu.organizations.models import Organization, Reserve
from runwu.organizations.reserve_needs import Summary
from runwu.organizations.services.cadres import ReserveEntry, end_reserve, list_reserve, open_vacancy
from runwu.people.models import Person, SkillKind, SkillLevel
from runwu.people.services import SkillEntry, add_skill
from tests.world import World

ENTRY = ReserveEntry(
    kind=PostKind.SECRETARY, readiness=Readiness.PREPARING, strengths="", gap="示例差距",
    told_on=date(2026, 11, 19), told_by="示例告知人",
)  # fmt: skip
LANGUAGE, TRADE = SkillKind.LANGUAGE, SkillKind.TRADE


def _skill(world: World, person: Person, kind: SkillKind, name: str) -> None:
    entry = SkillEntry(kind=kind, name=name, level=SkillLevel.SKILLED, source="示例", told_on=date(2026, 11, 19))
    add_skill(person=person, entry=entry, by=world.cast.staff)


def _list(world: World, who: str) -> Reserve:
    person = getattr(world.members, who).person
    return list_reserve(organization=world.near.committee, person=person, entry=ENTRY, by=world.cast.officer)


def _vacancy(world: World, organization: Organization | None = None, **asked: str) -> None:
    given = {"language": "", "trade": "", "note": "", **asked}
    one = organization or world.near.branch
    open_vacancy(organization=one, kind=PostKind.LIAISON, by=world.cast.staff, **given)


@pytest.fixture
def kept(world: World) -> World:
    """`full` knows English and trade rules, `second` English; `third` knows a trade and stands in no reserve."""
    for who in ("full", "second"):
        _list(world, who)
        _skill(world, getattr(world.members, who).person, LANGUAGE, "英语")
    _skill(world, world.members.full.person, TRADE, "RCEP 原产地规则")
    _skill(world, world.members.third.person, TRADE, "物流管理")
    return world


def _summary(world: World) -> Summary:
    scope = scope_of(world.cast.officer, world.day)
    rows = list(cadres.reserves(scope=scope))
    return reserve_needs.summary(rows, reserve_needs.skills_of(rows, scope=scope), scope=scope)


def _page(client_as: ClientAs, world: World, **asked: str) -> str:
    return client_as(world.cast.officer).get(reverse("organizations:reserves"), asked).content.decode()


def test_a_reserve_is_counted_by_language_and_by_trade(kept: World) -> None:
    found = _summary(kept)

    assert [(one.name, one.number) for one in found.languages] == [("英语", 2)]
    assert [(one.name, one.number) for one in found.trades] == [("RCEP 原产地规则", 1)]
    assert (found.without_language, found.without_trade) == (0, 1)


def test_each_number_opens_those_it_counts(kept: World, client_as: ClientAs) -> None:
    figure = _summary(kept).trades[0]

    page = client_as(kept.cast.officer).get(figure.url).content.decode()

    assert "示例党员甲 · " in page
    assert "示例党员乙" not in page


def test_a_vacant_post_says_how_many_in_reserve_have_everything_it_asks_for(kept: World) -> None:
    _vacancy(kept, language="英语", trade="rcep 原产地规则")
    _vacancy(kept, language="英语", trade="物流管理")

    found = _summary(kept)

    assert [need.number for need in found.needs] == [1, 0]
    assert found.unmet == 1


def test_vacant_posts_elsewhere_are_not_the_committees(kept: World) -> None:
    _vacancy(kept, organization=kept.far.branch, language="英语")

    assert _summary(kept).needs == []


def test_who_has_left_the_reserve_is_not_counted(kept: World, client_as: ClientAs) -> None:
    end_reserve(reserve=Reserve.objects.get(person=kept.members.full.person), reason="示例原因", by=kept.cast.officer)

    assert [one.number for one in _summary(kept).languages] == [1]
    assert "示例党员甲" in _page(client_as, kept)
    assert "示例党员甲" not in _page(client_as, kept, language="英语")


def test_skills_of_somebody_whom_the_committee_no_longer_reaches_are_not_read(kept: World) -> None:
    member = kept.members.full
    member.path = kept.far.branch.path
    member.save(update_fields=["path"])

    found = _summary(kept)

    assert [one.number for one in found.languages] == [1]
    assert found.without_language == 1


def test_the_page_says_what_is_missing(world: World, client_as: ClientAs) -> None:
    empty = _page(client_as, world)
    _vacancy(world, language="德语")

    page = _page(client_as, world)

    assert "没有登记空缺岗位" in empty
    assert "1 个没有" in page


def test_the_page_says_when_nobody_in_reserve_has_what_is_asked(kept: World, client_as: ClientAs) -> None:
    page = _page(client_as, kept, language="德语")

    assert "后备人选里没有人登记" in page
    assert "显示全部" in page
