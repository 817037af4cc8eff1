from conftest import ClientAs
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
