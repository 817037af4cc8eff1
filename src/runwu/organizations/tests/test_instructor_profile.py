from datetime import date
from typing import Any

from django.test import Client
from django.urls import reverse

from conftest import ClientAs
from runwu.access.selectors import scope_of
from runwu.core.rulebooks import rulebook
from runwu.organizations.choices import PostKind
from runwu.organizations.instructor_profile import Profile, in_words, openings, profile
from runwu.organizations.models import Organization, Post
from runwu.people.models import Person
from tests.world import SINCE, World


def _instructor(organization: Organization, number: int, education: str) -> Person:
    person = Person.objects.create(name=f"示例指导员{number}", birth_date=f"{1990 + number}-01-01", education=education)
    Post.objects.create(organization=organization, person=person, kind=PostKind.INSTRUCTOR, valid_from=SINCE)
    return person


def _five(world: World) -> None:
    for number, education in enumerate(("bachelor", "bachelor", "college", "postgraduate", "")):
        _instructor(world.near.committee, number, education)


def test_the_profile_counts_each_person_once_and_what_is_told(world: World) -> None:
    _five(world)
    Post.objects.create(
        organization=world.near.branch, person=Person.objects.get(name="示例指导员0"), kind=PostKind.INSTRUCTOR,
        valid_from=SINCE,
    )  # fmt: skip

    found = profile(scope=scope_of(world.cast.staff, world.day), on=date(2026, 1, 1))

    assert (found.number, found.average, found.educated, found.degrees) == (5, 34, 4, 3)


def test_it_stands_above_the_list(world: World, client_as: ClientAs) -> None:
    _five(world)

    page = client_as(world.cast.staff).get("/organizations/instructors/").content.decode()

    assert "5 名 · 平均 34 岁（5 名有出生日期） · 本科以上 75.0 %（3/4）" in page


def test_an_average_of_few_is_left_out(world: World) -> None:
    words = in_words(Profile(2, (30, 40), 2, 1), book=rulebook(on=world.day))

    assert words == "2 名 · 本科以上 50.0 %（1/2）"


def test_instructors_of_another_park_are_not_counted(world: World) -> None:
    _instructor(world.far.committee, 1, "bachelor")

    assert profile(scope=scope_of(world.cast.staff, world.day), on=world.day).number == 0


def _rows(client: Client, address: str) -> int:
    listing: Any = client.get(address).context["listing"]
    return len(listing.rows)


def test_posts_lead_to_the_profile_of_that_day(world: World, client_as: ClientAs) -> None:
    _five(world)
    client = client_as(world.cast.staff)

    now = client.get(reverse("organizations:posts")).content.decode()
    then = client.get(reverse("organizations:posts") + "?on=2026-01-01").content.decode()

    assert f'href="{reverse("organizations:instructors")}"' in now
    assert f'href="{reverse("organizations:instructors")}?on=2026-01-01"' in then
    assert "kind=instructor" not in now


def test_each_figure_of_the_profile_opens_its_rows(world: World, client_as: ClientAs) -> None:
    _five(world)
    client, address = client_as(world.cast.staff), reverse("organizations:instructors")

    figures = openings(profile(scope=scope_of(world.cast.staff, world.day), on=world.day), kept={})
    page = client.get(address).content.decode()

    told = [(one.label, one.value, one.of, one.note) for one in figures]
    assert told == [
        ("党建指导员", 5, False, ""),
        ("本科以上", 3, 4, ""),
        ("未填学历", 1, 5, ""),
        ("科级以上", 0, 0, ""),
    ]
    assert [_rows(client, f"{address}?{one.query}") for one in figures] == [5, 3, 1, 0]
    assert all(f'href="?{one.query}"' in page for one in figures if one.of is False or one.of)


def test_the_figures_keep_park_and_day(world: World, client_as: ClientAs) -> None:
    _five(world)
    _instructor(world.far.committee, 9, "bachelor")
    Post.objects.filter(person__name="示例指导员1").update(valid_to=date(2026, 6, 1))
    client, address = client_as(world.cast.staff), reverse("organizations:instructors")
    asked = f"park={world.near.park.public_id}"

    now = client.get(f"{address}?{asked}").content.decode()
    then = client.get(f"{address}?{asked}&on=2026-05-31").content.decode()

    assert f'href="?{asked}&amp;schooling=degree"' in now
    assert f'href="?{asked}&amp;on=2026-05-31&amp;schooling=degree"' in then
    assert _rows(client, f"{address}?{asked}&schooling=degree") == 2
    assert _rows(client, f"{address}?{asked}&on=2026-05-31&schooling=degree") == 3


def test_who_was_sent_twice_is_one_person_and_two_rows(world: World) -> None:
    person = _instructor(world.near.committee, 1, "bachelor")
    Post.objects.create(organization=world.near.branch, person=person, kind=PostKind.INSTRUCTOR, valid_from=SINCE)

    figures = openings(profile(scope=scope_of(world.cast.staff, world.day), on=world.day), kept={})

    assert [(one.value, one.note) for one in figures][:2] == [(1, "名单 2 项：有人由几个组织派出")] * 2


def test_instructors_of_an_ended_organisation_are_in_no_figure(world: World) -> None:
    _instructor(world.near.next_branch, 1, "bachelor")
    Organization.objects.filter(pk=world.near.next_branch.pk).update(dissolved_on=date(2026, 6, 1))

    assert profile(scope=scope_of(world.cast.staff, world.day), on=world.day).number == 0


def test_ranks_are_counted_where_they_are_told_and_open_their_rows(world: World, client_as: ClientAs) -> None:
    _five(world)
    told = ("示例局干部（副科级）", "示例局处级干部", "示例局科员", "示例局", "")
    for number, words in enumerate(told):
        Post.objects.filter(person__name=f"示例指导员{number}").update(concurrent_position=words)
    client, address = client_as(world.cast.staff), reverse("organizations:instructors")

    figures = openings(profile(scope=scope_of(world.cast.staff, world.day), on=world.day), kept={})

    (chiefs,) = (one for one in figures if one.label == "科级以上")
    assert (chiefs.value, chiefs.of) == (2, 3)
    assert [_rows(client, f"{address}?{query}") for query in (chiefs.query, "rank=told", "rank=untold")] == [2, 3, 2]
