from collections.abc import Callable

from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from runwu.accounts.models import User
from runwu.core.models import AuditEntry
from runwu.core.pinyin import initials_of
from runwu.members.models import Disclosure
from runwu.people.models import Person
from tests.world import World

ClientAs = Callable[[User | None], Client]


def test_opening_a_phone_takes_a_reason(world: World, client_as: ClientAs) -> None:
    address = reverse("members:contacts-open", args=[world.members.full.public_id])

    answer = client_as(world.cast.staff).post(address, {"reason": ""})

    assert answer.status_code == 422
    assert not Disclosure.objects.exists()


def test_opening_a_phone_is_kept_with_its_reason_and_on_record(world: World, client_as: ClientAs) -> None:
    address = reverse("members:contacts-open", args=[world.members.full.public_id])

    client_as(world.cast.staff).post(address, {"reason": "通知参加党员大会"})

    assert Disclosure.objects.get().reason == "通知参加党员大会"
    opened = AuditEntry.objects.filter(action="members.contacts.opened")
    assert opened.filter(subject_id=str(world.members.full.public_id)).exists()


def test_the_log_of_an_opening_holds_no_reason(world: World, client_as: ClientAs) -> None:
    address = reverse("members:contacts-open", args=[world.members.full.public_id])

    client_as(world.cast.staff).post(address, {"reason": "通知参加党员大会"})

    entry = AuditEntry.objects.get(action="members.contacts.opened", subject_id=str(world.members.full.public_id))
    assert "通知" not in str(entry.extra)


def test_the_list_takes_the_same_queries_for_two_and_for_many(
    world: World, client_as: ClientAs, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = client_as(world.cast.staff)
    client.get(reverse("members:list"))

    with django_assert_max_num_queries(14):
        client.get(reverse("members:list"))


def test_names_stand_by_pinyin_initials_and_the_search_says_what_it_takes(world: World, client_as: ClientAs) -> None:
    for member, name in ((world.members.full, "示立春"), (world.members.second, "示冬至")):
        Person.objects.filter(pk=member.person_id).update(name=name, initials=initials_of(name))

    page = client_as(world.cast.secretary).get(reverse("members:list"), {"q": "示"}).content.decode()

    assert page.index("示冬至") < page.index("示立春")
    assert 'placeholder="汉字或拼音首字母"' in page
