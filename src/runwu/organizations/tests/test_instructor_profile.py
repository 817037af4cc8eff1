from datetime import date

from conftest import ClientAs
from runwu.access.selectors import scope_of
from runwu.core.rulebooks import rulebook
from runwu.organizations.choices import PostKind
from runwu.organizations.instructor_profile import Profile, in_words, profile
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
