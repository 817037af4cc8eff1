import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from runwu.access.selectors import scope_of
from runwu.accounts.models import User
from runwu.core.models import AuditEntry
from runwu.core.pinyin import initials_of
from runwu.members.choices import Belonging, Standing
from runwu.members.models import Disclosure, PartyMember
from runwu.members.telling import listed, place_of
from runwu.people.models import Person
from tests.world import DAY, World

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


def _guest(world: World, **more: Any) -> PartyMember:
    """Place somebody in the second branch whose affiliation stays elsewhere."""
    person = Person.objects.create(name="示例来客", initials="sllk")
    path = world.near.next_branch.path
    return PartyMember.objects.create(
        person=person, standing=Standing.FULL, belonging=Belonging.FLOATING_IN, path=path, **more
    )


@pytest.mark.parametrize(
    ("belonging", "says"),
    [(Belonging.FLOATING_IN, "（参加活动）"), (Belonging.NOT_TRANSFERRED, "（未转入）")],
)
def test_who_has_no_affiliation_here_is_listed_where_placed(
    world: World, client_as: ClientAs, belonging: Belonging, says: str
) -> None:
    guest = _guest(world)
    PartyMember.objects.filter(pk=guest.pk).update(belonging=belonging)
    client, place = client_as(world.cast.staff), f"{world.near.next_branch.name}{says}"

    seen = [
        client.get(reverse("members:list"), {"q": "示例来客"}).content.decode(),
        client.get(reverse("members:page", args=[guest.public_id])).content.decode(),
    ]

    assert [place in page for page in seen] == [True, True]


def test_where_a_restricted_guest_is_placed_is_for_the_own_branch_alone(world: World, client_as: ClientAs) -> None:
    guest = _guest(world, restricted=True)

    def places(who: str) -> list[str | None]:
        scope = scope_of(getattr(world.cast, who), DAY)
        rows = listed(PartyMember.objects.filter(pk=guest.pk), scope=scope, asked={})
        return [place_of(row) for row in rows]

    assert (places("officer"), places("next_secretary")) == ([None], [f"{world.near.next_branch.name}（参加活动）"])


def test_the_page_of_a_committee_counts_itself_and_its_line_each_opening_its_list(
    world: World, client_as: ClientAs
) -> None:
    client, committee = client_as(world.cast.staff), world.near.committee

    page = client.get(f"/organizations/{committee.public_id}/").content.decode()
    past = client.get(f"/organizations/{committee.public_id}/?on=2026-06-30").content.decode()

    told = re.findall(r'href="(/members/\?below=[^"]*standing=full[^"]*)"[^>]*>(\d+)<', page + past)
    totals = [re.search(r"共 <?[^\d]*(\d+)", client.get(unescape(address)).content.decode()) for address, _n in told]
    assert len(told) == 2
    assert "本级和下级" in page
    assert [found and found.group(1) for found in totals] == [number for _address, number in told]


@pytest.mark.parametrize("who", ["staff", "officer", "secretary"])
def test_every_count_on_the_page_of_an_organization_is_that_of_its_list(
    who: str, world: World, client_as: ClientAs
) -> None:
    client = client_as(getattr(world.cast, who))
    places = (world.near.branch, world.near.next_branch, world.near.committee)
    pages = [client.get(f"/organizations/{one.public_id}/").content.decode() for one in places]

    told = re.findall(r'href="(/members/\?[^"]*standing=[^"]*)"[^>]*>(\d+)<', "".join(pages))
    lists = [client.get(unescape(address)) for address, _number in told]

    assert told
    assert {answer.status_code for answer in lists} == {200}
    shown = [re.search(r"共 <?[^\d]*(\d+)", answer.content.decode()) for answer in lists]
    assert [found and found.group(1) for found in shown] == [number for _address, number in told]


def test_a_restricted_member_is_in_no_count_of_the_line_for_who_need_not_know(
    world: World, client_as: ClientAs
) -> None:
    assert world.members.restricted is not None
    client, committee = client_as(world.cast.staff), world.near.committee
    before = client.get(f"/organizations/{committee.public_id}/").content.decode()

    PartyMember.objects.filter(pk=world.members.restricted.pk).update(membership="ended")

    after = client.get(f"/organizations/{committee.public_id}/").content.decode()
    assert re.findall(r"below=[^\"]*\"[^>]*>\d+<", before) == re.findall(r"below=[^\"]*\"[^>]*>\d+<", after)
