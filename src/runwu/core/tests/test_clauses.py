"""The page of the rules (依据): by topic, by filter, over time; every clause leads to its rule."""

from datetime import timedelta

import pytest

from conftest import ClientAs
from runwu.core.models import RulebookOverride
from tests.world import World


def test_the_page_shows_one_topic_and_names_the_others(world: World, client_as: ClientAs) -> None:
    page = client_as(world.cast.staff).get("/rules/", {"topic": "两个覆盖"}).content.decode()

    assert "计入组织覆盖的形式" in page
    assert "单独成立党支部的正式党员人数" not in page
    assert "党支部的组建" in page


def test_a_search_finds_a_clause_in_any_topic(world: World, client_as: ClientAs) -> None:
    page = client_as(world.cast.staff).get("/rules/", {"q": "formation.min_full_members"}).content.decode()

    assert "单独成立党支部的正式党员人数" in page


def test_the_page_stays_light_however_many_rules_there_are(world: World, client_as: ClientAs) -> None:
    assert len(client_as(world.cast.staff).get("/rules/").content) < 100_000


@pytest.mark.parametrize(
    ("only", "shown", "hidden"),
    [
        ("confirm", "联合党支部覆盖的单位数", "一个党支部的党员人数上限"),
        ("local", "联合党支部各单位到牵头单位的距离", "一个党支部的党员人数上限"),
        ("own", "本园区还没有另设取值", "一个党支部的党员人数上限"),
    ],
)
def test_a_filter_keeps_what_it_names(world: World, client_as: ClientAs, only: str, shown: str, hidden: str) -> None:
    page = client_as(world.cast.staff).get("/rules/", {"only": only}).content.decode()

    assert shown in page
    assert hidden not in page


def test_a_rule_shows_its_values_over_time_with_force_and_certainty(world: World, client_as: ClientAs) -> None:
    page = client_as(world.cast.member).get("/rules/formation.min_full_members/").content.decode()

    assert "2012-05-24" in page
    assert "2018-10-27 止" in page.replace("\n", " ")
    assert "列为待办" in page
    assert "已对照文件原文" in page


def test_a_rule_names_the_checks_and_the_pages_that_read_it(world: World, client_as: ClientAs) -> None:
    page = client_as(world.cast.staff).get("/rules/formation.answer_months/").content.decode()

    assert "党支部的组建：批复期限" in page
    assert "上报与批复" in page


def test_a_park_out_of_reach_does_not_exist(world: World, client_as: ClientAs) -> None:
    client = client_as(world.cast.staff)

    assert client.get("/rules/", {"park": str(world.far.park.public_id)}).status_code == 404
    assert client.get("/rules/", {"park": "nonsense"}).status_code == 404


def test_who_sees_several_parks_chooses_one(world: World, client_as: ClientAs) -> None:
    page = client_as(world.cast.provincial_officer).get("/rules/", {"park": str(world.far.park.public_id)})

    assert "在示例乙园区有效的规则" in page.content.decode()


def test_a_clause_on_a_page_leads_to_its_rule(world: World, client_as: ClientAs) -> None:
    page = client_as(world.cast.staff).get(f"/enterprises/{world.near.covered.public_id}/").content.decode()

    assert 'href="/rules/formation.min_full_members/"' in page


def coming(world: World) -> RulebookOverride:
    """Record a distance that holds in the near park from the next month on."""
    return RulebookOverride.objects.create(
        place=world.near.park.public_id,
        key="formation.joint_max_way",
        value=800,
        document="《示例园区党建办法》",
        valid_from=world.day + timedelta(days=40),
        set_by=world.cast.staff.public_id,
    )


def test_a_value_that_begins_later_is_listed_as_the_parks_own(world: World, client_as: ClientAs) -> None:
    row = coming(world)

    page = client_as(world.cast.staff).get("/rules/", {"only": "own"}).content.decode()

    assert f"{row.valid_from} 起：800 米" in page
    assert "本园区还没有另设取值" not in page


def test_a_value_that_begins_later_shows_nowhere_else(world: World, client_as: ClientAs) -> None:
    coming(world)

    page = client_as(world.cast.far_staff).get("/rules/", {"only": "own"}).content.decode()

    assert "800 米" not in page


@pytest.mark.parametrize("words", ["1500", "1500米", "1500 米", "JOINT_MAX_WAY", "距离"])
def test_a_search_finds_a_value_however_it_is_typed(world: World, client_as: ClientAs, words: str) -> None:
    page = client_as(world.cast.staff).get("/rules/", {"q": words}).content.decode()

    assert "联合党支部各单位到牵头单位的距离" in page


def test_the_page_opens_with_the_forming_of_branches(world: World, client_as: ClientAs) -> None:
    page = client_as(world.cast.staff).get("/rules/").content.decode()

    assert "单独成立党支部的正式党员人数" in page
    assert page.index(">党支部的组建</a>") < page.index(">考核指标</a>")


def test_a_setting_of_the_product_is_not_called_national(world: World, client_as: ClientAs) -> None:
    page = client_as(world.cast.staff).get("/rules/formation.joint_max_way/").content.decode()

    assert "1500 米（产品设定）" in page


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("formation.min_full_members", "这是已核对的规定"),
        ("quiet.never_asked", "这是本系统的承诺"),
        ("enterprises.size_leasing", "格式固定的表"),
        ("formation.max_members", "本园区没有另设"),
    ],
)
def test_a_rule_says_why_a_park_may_not_set_it(world: World, client_as: ClientAs, key: str, words: str) -> None:
    assert words in client_as(world.cast.staff).get(f"/rules/{key}/").content.decode()


def test_a_rule_calls_its_certainty_as_the_list_does(world: World, client_as: ClientAs) -> None:
    page = client_as(world.cast.staff).get("/rules/formation.joint_max_units/").content.decode()

    assert "待核" in page
    assert "待确认" not in page
