from datetime import date

from django.test import Client

from conftest import ClientAs
from runwu.enterprises.models import Workplace
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


def _past(world: World, client: Client, **given: str) -> Client:
    told = {**FIELDS, "until": "2026-10-01", "end_document": "示例免〔2026〕2号", **given}
    client.post(_for(world), {**told, "confirmed": "1"})
    return client


def test_an_ended_post_stands_under_the_former_ones_and_the_message_says_so(world: World, client_as: ClientAs) -> None:
    client = client_as(world.cast.staff)
    told = {**FIELDS, "until": "2026-10-01", "end_document": "示例免〔2026〕2号", "confirmed": "1"}

    page = client.post(_for(world), told, follow=True).content.decode()

    former = page.partition('id="former"')[2]
    assert "见本页“任职”里的“历任”" in page
    assert former.startswith(" open>")
    assert "示例免〔2026〕2号" in former.partition("</details>")[0]


def test_an_end_without_its_paper_is_asked_for(world: World, client_as: ClientAs) -> None:
    answer = client_as(world.cast.staff).post(_for(world), {**FIELDS, "until": "2026-10-01"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "没有写离任依据文件" in page
    assert page.index('name="until"') < page.index('name="end_document"') < page.index('name="decided_by"')


def test_the_check_leads_to_where_the_term_is_recorded(world: World, client_as: ClientAs) -> None:
    page = client_as(world.cast.staff).post(_for(world), FIELDS).content.decode()

    assert f"/organizations/{world.near.branch.public_id}/terms/record/" in page


def test_former_posts_are_listed_beside_those_in_office(world: World, client_as: ClientAs) -> None:
    client = _past(world, client_as(world.cast.staff))
    address = "/organizations/posts/list/?kind=deputy"

    lists = [client.get(f"{address}&held={held}").content.decode() for held in ("", "ended", "ever")]

    assert ["示例党员乙" in page for page in lists] == [False, True, True]
    assert ["2026-10-01" in page for page in lists] == [False, True, True]


def test_a_former_post_of_a_restricted_member_stands_nowhere(world: World, client_as: ClientAs) -> None:
    assert world.members.restricted is not None
    client = client_as(world.cast.staff)
    addresses = (f"/organizations/{world.near.branch.public_id}/", "/organizations/posts/list/?held=ended")
    before = [client.get(address).content.decode() for address in addresses]
    Post.objects.create(
        organization=world.near.branch, person=world.members.restricted.person, kind="publicity_officer",
        valid_from=date(2026, 1, 1), valid_to=date(2026, 6, 1), end_document="示例密免 1 号",
    )  # fmt: skip

    after = [client.get(address).content.decode() for address in addresses]

    assert ["示例密免" in page or "宣传委员</th>" in page for page in after] == [False, False]
    assert ["历任（" in page for page in before] == ["历任（" in page for page in after]
    assert [page.count("<tr") for page in before] == [page.count("<tr") for page in after]


def test_posts_stand_by_rank_with_the_enterprise_that_the_list_names(world: World, client_as: ClientAs) -> None:
    Post.objects.filter(kind="secretary").update(valid_from=date(2026, 3, 1))
    client = client_as(world.cast.staff)
    client.post(_for(world), {**FIELDS, "confirmed": "1"})
    Post.objects.create(
        organization=world.near.branch, person=world.members.second.person, kind="organization_officer",
        valid_from=date(2025, 1, 1),
    )  # fmt: skip
    Workplace.objects.filter(person=world.members.second.person).update(level="senior")

    page = client.get(f"/organizations/{world.near.branch.public_id}/").content.decode()

    table = page.partition("任职</caption>")[2].partition("</table>")[0]
    places = [table.index(kind) for kind in ("<span>书记", "<span>副书记", "<span>组织委员")]
    assert places == sorted(places)
    listed = client.get("/organizations/posts/list/?sort=kind").content.decode().partition("<tbody")[2]
    places = [listed.index(f">{kind}<") for kind in ("书记", "副书记", "组织委员")]
    assert places == sorted(places)
    assert f"{world.near.covered.name} · 高层管理" in table


def test_of_a_person_placed_without_employer_no_enterprise_is_named(world: World, client_as: ClientAs) -> None:
    client = client_as(world.cast.staff)
    post = _recorded(world, client)
    type(world.members.second).objects.filter(pk=world.members.second.pk).update(without_employer=True)

    page = client.get(f"/organizations/posts/{post.public_id}/card/").content.decode()

    assert "任职企业</dt><dd>—</dd>" in page
