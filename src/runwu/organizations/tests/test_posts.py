from datetime import date

from conftest import ClientAs
from runwu.access.selectors import scope_of
from runwu.enterprises.models import Workplace
from runwu.organizations.choices import PostKind
from runwu.organizations.models import Post
from runwu.organizations.post_figures import PostFigures, post_figures, posts_in_reach
from tests.world import SINCE, World


def _figures(world: World) -> PostFigures:
    return post_figures(scope=scope_of(world.cast.staff, world.day), on=world.day)


def _secretaries(world: World) -> tuple[int, ...]:
    found = _figures(world)
    return (found.secretaries, found.managing, found.owners, found.union, found.both, found.unknown)


def test_a_secretary_whose_level_nobody_has_told_is_unknown_and_not_no(world: World) -> None:
    assert _secretaries(world) == (1, 0, 0, 0, 0, 1)


def test_a_secretary_in_management_with_another_post_counts_in_both(world: World) -> None:
    Workplace.objects.filter(person=world.members.full.person).update(level="owner")
    Post.objects.update(concurrent_position="工会主席")

    assert _secretaries(world) == (1, 1, 1, 1, 1, 0)


def test_a_deputy_of_the_union_does_not_hold_both_posts(world: World) -> None:
    Post.objects.update(concurrent_position="工会副主席")

    assert (_figures(world).union, _figures(world).both) == (0, 1)


def test_who_is_placed_without_employer_shows_none(world: World) -> None:
    Workplace.objects.filter(person=world.members.full.person).update(level="senior")
    world.members.full.without_employer = True
    world.members.full.save(update_fields=["without_employer"])

    found = posts_in_reach(scope=scope_of(world.cast.staff, world.day), on=world.day).get()
    assert (vars(found)["employer"], vars(found)["level"]) == (None, None)


def test_a_sealed_person_and_another_park_are_not_listed(world: World) -> None:
    restricted = world.members.restricted
    assert restricted is not None
    Post.objects.create(
        organization=world.near.next_branch, person=restricted.person, kind=PostKind.SECRETARY, valid_from=SINCE
    )
    Post.objects.create(
        organization=world.far.branch, person=world.members.far.person, kind=PostKind.SECRETARY, valid_from=SINCE
    )

    assert _figures(world).secretaries == 1


def test_each_figure_opens_its_rows(world: World, client_as: ClientAs) -> None:
    Workplace.objects.filter(person=world.members.full.person).update(level="middle")
    client = client_as(world.cast.staff)

    overview = client.get("/organizations/posts/").content.decode()
    rows = client.get("/organizations/posts/list/?kind=secretary&also=managing").content.decode()
    others = client.get("/organizations/posts/list/?kind=secretary&also=owner").content.decode()
    assert "?kind=secretary&amp;also=managing" in overview
    assert "示例党员甲" in rows
    assert "示例党员甲" not in others


def test_a_past_day_shows_the_posts_and_levels_of_that_day(world: World, client_as: ClientAs) -> None:
    Post.objects.filter(kind=PostKind.SECRETARY).update(valid_to=date(2026, 6, 1))
    client = client_as(world.cast.staff)

    now = client.get("/organizations/posts/list/?kind=secretary").content.decode()
    then = client.get("/organizations/posts/list/?kind=secretary&on=2026-05-31").content.decode()
    overview = client.get("/organizations/posts/?on=2026-05-31").content.decode()
    assert "示例党员甲" not in now
    assert "示例党员甲" in then
    assert "?kind=secretary&amp;also=union&amp;on=2026-05-31" in overview


def test_no_secretary_makes_no_rate(world: World, client_as: ClientAs) -> None:
    Post.objects.filter(kind=PostKind.SECRETARY).update(valid_to=date(2026, 6, 1))

    page = client_as(world.cast.staff).get("/organizations/posts/").content.decode()

    assert page.count("—") >= 5


def test_a_day_to_come_is_refused(world: World, client_as: ClientAs) -> None:
    answer = client_as(world.cast.staff).get("/organizations/posts/list/?on=2030-01-01")

    assert answer.status_code == 422
