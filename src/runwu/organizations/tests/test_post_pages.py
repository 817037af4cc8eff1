from django.test import Client

from conftest import ClientAs
from runwu.organizations.models import Post
from tests.world import World

FIELDS = {"since": "2026-05-06", "decided_by": "示例支部党员大会", "document": "示例支〔2026〕3号"}


def _address(world: World, **query: str) -> str:
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    return f"/organizations/{world.near.branch.public_id}/posts/record/?{asked}"


def _for(world: World) -> str:
    return _address(world, kind="deputy", person=str(world.members.second.person.public_id))


def _recorded(world: World, client: Client) -> Post:
    client.post(_for(world), {**FIELDS, "confirmed": "1"})
    return Post.objects.get(kind="deputy")


def test_the_members_of_the_branch_can_be_chosen(world: World, client_as: ClientAs) -> None:
    page = client_as(world.cast.staff).get(_address(world, kind="deputy")).content.decode()

    assert "示例党员乙" in page
    assert "示例流动丁" not in page
    assert "示例密" not in page


def test_for_other_posts_somebody_is_looked_for_by_name(world: World, client_as: ClientAs) -> None:
    client = client_as(world.cast.staff)

    page = client.get(_address(world, kind="instructor", q="示例派驻庚")).content.decode()

    assert "按“示例派驻庚”登记" in page
    assert client.get(_address(world, kind="instructor", name="示例派驻庚")).status_code == 200
    assert "选择人员" in client.get(_address(world, kind="deputy", name="示例派驻庚")).content.decode()


def test_nothing_is_recorded_before_it_is_confirmed(world: World, client_as: ClientAs) -> None:
    page = client_as(world.cast.staff).post(_for(world), FIELDS).content.decode()

    assert "确认登记" in page
    assert not Post.objects.filter(kind="deputy").exists()


def test_once_confirmed_it_stands_on_the_page_and_can_be_taken_back(world: World, client_as: ClientAs) -> None:
    client = client_as(world.cast.staff)
    post = _recorded(world, client)
    address = f"/organizations/{world.near.branch.public_id}/"

    assert "示例支〔2026〕3号" in client.get(address).content.decode()
    client.post(f"/organizations/posts/{post.public_id}/withdraw/")
    assert "示例支〔2026〕3号" not in client.get(address).content.decode()


def test_a_refusal_says_what_happened_by_which_rule_and_what_to_do(world: World, client_as: ClientAs) -> None:
    address = _address(world, kind="secretary", person=str(world.members.second.person.public_id))

    answer = client_as(world.cast.staff).post(address, FIELDS)

    assert answer.status_code == 422
    assert "请先登记前任的离任日期" in answer.content.decode()


def test_a_member_of_another_park_does_not_exist_here(world: World, client_as: ClientAs) -> None:
    address = _address(world, kind="instructor", person=str(world.members.far.person.public_id))

    assert client_as(world.cast.staff).get(address).status_code == 404


def test_it_is_corrected_and_ended_on_pages(world: World, client_as: ClientAs) -> None:
    client = client_as(world.cast.staff)
    post = _recorded(world, client)

    client.post(f"/organizations/posts/{post.public_id}/correct/", {**FIELDS, "allowance": "300"})
    client.post(f"/organizations/posts/{post.public_id}/end/", {"on": "2026-11-01", "document": "示例免〔2026〕1号"})

    post.refresh_from_db()
    assert (post.allowance, str(post.valid_to), post.end_document) == ("300", "2026-11-01", "示例免〔2026〕1号")


def test_a_secretary_sees_the_posts_and_records_none(world: World, client_as: ClientAs) -> None:
    client = client_as(world.cast.secretary)

    page = client.get(f"/organizations/{world.near.branch.public_id}/").content.decode()

    assert "示例党员甲" in page
    assert "登记任职" not in page
    assert client.get(_for(world)).status_code == 404


def test_the_allowance_does_not_stand_on_the_page_of_the_organisation(world: World, client_as: ClientAs) -> None:
    client = client_as(world.cast.staff)
    client.post(_for(world), {**FIELDS, "allowance": "98765", "confirmed": "1"})

    assert "98765" not in client.get(f"/organizations/{world.near.branch.public_id}/").content.decode()
