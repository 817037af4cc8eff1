"""Secretaries and committee members of organisations that hold no affiliations (任职人选在别处)."""

import pytest

from conftest import ClientAs
from runwu.organizations.choices import Form, PostKind
from runwu.organizations.models import Organization, Post
from runwu.organizations.services import establish
from tests.world import SINCE, World

FIELDS = {"since": "2026-05-06", "decided_by": "示例甲园区综合党委", "document": "示例委〔2026〕3号", "confirmed": "1"}


def _set_up(world: World, form: Form) -> Organization:
    one = Organization(name="中共示例专班", form=form, park=world.near.park, established_on=SINCE)
    return establish(organization=one, parent=world.near.committee, on=SINCE, by=None)


def _address(one: Organization, **query: str) -> str:
    return f"/organizations/{one.public_id}/posts/record/?" + "&".join(f"{key}={it}" for key, it in query.items())


@pytest.mark.parametrize("form", [Form.TEMPORARY_BRANCH, Form.FUNCTIONAL_BRANCH, Form.FLOATING_BRANCH])
@pytest.mark.parametrize("kind", [PostKind.SECRETARY, PostKind.DEPUTY, PostKind.COMMITTEE_MEMBER])
def test_a_member_of_another_branch_is_offered_and_recorded(
    world: World, client_as: ClientAs, form: Form, kind: PostKind
) -> None:
    one, client, person = _set_up(world, form), client_as(world.cast.staff), world.members.second.person

    offered = client.get(_address(one, kind=kind, q="示例党员乙")).content.decode()
    client.post(_address(one, kind=kind, person=str(person.public_id)), FIELDS)

    assert str(person.public_id) in offered
    assert Post.objects.get(organization=one).person == person


@pytest.mark.parametrize("form", [Form.WORKING_COMMITTEE, Form.LEADING_GROUP])
def test_a_secretary_from_outside_is_recorded_by_name_and_the_open_question_is_said(
    world: World, client_as: ClientAs, form: Form
) -> None:
    one, client = _set_up(world, form), client_as(world.cast.staff)
    address = _address(one, kind="secretary", name="示例派驻庚")

    asked = client.post(address, {name: FIELDS[name] for name in FIELDS if name != "confirmed"}).content.decode()
    client.post(address, FIELDS)

    assert "还不能判断有没有表决权" in asked
    assert Post.objects.get(organization=one).person.name == "示例派驻庚"


def test_a_probationary_member_leads_no_temporary_branch_either(world: World, client_as: ClientAs) -> None:
    one, person = _set_up(world, Form.TEMPORARY_BRANCH), world.members.probationary.person

    answer = client_as(world.cast.staff).post(_address(one, kind="deputy", person=str(person.public_id)), FIELDS)

    assert answer.status_code == 409
    assert not Post.objects.filter(organization=one).exists()


def test_neither_a_restricted_member_nor_one_of_another_park_is_offered(world: World, client_as: ClientAs) -> None:
    one, client = _set_up(world, Form.TEMPORARY_BRANCH), client_as(world.cast.staff)
    assert world.members.restricted is not None
    hidden = [str(member.person.public_id) for member in (world.members.restricted, world.members.far)]

    offered = client.get(_address(one, kind="secretary", q="示例")).content.decode()
    answers = [client.get(_address(one, kind="secretary", person=public_id)).status_code for public_id in hidden]

    assert str(world.members.full.person.public_id) in offered
    assert not any(public_id in offered for public_id in hidden)
    assert answers == [404, 404]


def test_nobody_is_listed_before_a_name_is_asked_for(world: World, client_as: ClientAs) -> None:
    page = client_as(world.cast.staff).get(_address(_set_up(world, Form.TEMPORARY_BRANCH), kind="secretary"))

    assert "请填写姓名后查找" in page.content.decode()


def test_an_elected_branch_still_asks_for_its_own_members(world: World, client_as: ClientAs) -> None:
    address = _address(world.near.next_branch, kind="deputy", person=str(world.members.second.person.public_id))

    answer = client_as(world.cast.staff).post(address, FIELDS)

    assert "组织关系不在" in answer.content.decode()
