import re
from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from conftest import ClientAs
from runwu.access.selectors import scope_of
from runwu.core.models import Attachment, FactChange
from runwu.members.choices import Standing
from runwu.members.models import PartyMember
from runwu.members.services.sizes import counts_of
from runwu.organizations.choices import Form, OrganizationState
from runwu.organizations.history import form_on
from runwu.organizations.models import Approval, Organization, OrganizationUnit, Restructuring
from runwu.organizations.selectors import line_above
from runwu.organizations.services import establish, move
from runwu.rules.counts import MemberCounts
from tests.world import SINCE, World

PAPER = {"number": "示例委〔2026〕1号", "issued_on": "2026-11-16", "authority": "示例市委", "on": "2026-11-18"}


def _address(world: World, act: str = "") -> str:
    return f"/organizations/{world.near.branch.public_id}/{act}"


def _data(world: World) -> dict[str, object]:
    return {**PAPER, "successor": world.near.next_branch.public_id}


def _confirm(client: Client, address: str, data: dict[str, object]) -> str:
    """Look at the preview and confirm it; return the words of the preview."""
    words = client.post(address, data).content.decode()
    seen = re.search(r'name="seen" value="([^"]+)"', words)
    client.post(address, {**data, "confirmed": "1", "seen": seen[1] if seen else ""})
    return words


def test_the_page_says_who_and_what_passes_on_before_anything_happens(world: World, client_as: ClientAs) -> None:
    page = client_as(world.cast.staff).post(_address(world, "dissolve/"), _data(world)).content.decode()

    assert "4 名，其中预备党员 1 名" in page
    assert f"1 家：{world.near.covered.name}" in page
    assert "支部书记（示例春分支部）1 个" in page
    assert not Restructuring.objects.exists()


def test_a_restricted_member_is_counted_only_for_who_must_know(world: World, client_as: ClientAs) -> None:
    page = client_as(world.cast.officer).post(_address(world, "dissolve/"), _data(world)).content.decode()

    assert "5 名，其中预备党员 1 名" in page


def test_the_officer_does_not_learn_the_standing_of_a_restricted_member(world: World, client_as: ClientAs) -> None:
    PartyMember.objects.filter(restricted=True).update(standing=Standing.PROBATIONARY)

    page = client_as(world.cast.officer).post(_address(world, "dissolve/"), _data(world)).content.decode()
    scope = scope_of(world.cast.officer, world.day)
    own = scope_of(world.cast.secretary, world.day)

    assert "5 名，其中预备党员 1 名，限组织内知悉的 1 名不分类别；" in page
    assert counts_of(scope, [world.near.branch]) == MemberCounts(full=3, probationary=1)
    assert counts_of(own, [world.near.branch]) == MemberCounts(full=3, probationary=2)


def test_once_confirmed_it_is_dissolved(world: World, client_as: ClientAs) -> None:
    _confirm(client_as(world.cast.staff), _address(world, "dissolve/"), _data(world))

    world.near.branch.refresh_from_db()
    assert world.near.branch.state == OrganizationState.DISSOLVED


def test_without_the_preview_nothing_is_confirmed(world: World, client_as: ClientAs) -> None:
    client_as(world.cast.staff).post(_address(world, "dissolve/"), {**_data(world), "confirmed": "1", "seen": "x"})

    assert not Restructuring.objects.exists()


def test_what_changed_since_the_preview_is_shown_before_it_is_confirmed(world: World, client_as: ClientAs) -> None:
    client, address = client_as(world.cast.staff), _address(world, "dissolve/")
    seen = re.search(r'name="seen" value="([^"]+)"', client.post(address, _data(world)).content.decode())
    OrganizationUnit.objects.filter(organization=world.near.branch).update(valid_to=world.day)

    page = client.post(address, {**_data(world), "confirmed": "1", "seen": seen[1] if seen else ""})

    assert page.status_code == 409
    assert not Restructuring.objects.exists()


def test_merging_takes_several_into_one(world: World, client_as: ClientAs) -> None:
    data: dict[str, object] = {**PAPER, "sources": [world.near.next_branch.public_id]}

    _confirm(client_as(world.cast.staff), _address(world, "merge/"), data)

    world.near.next_branch.refresh_from_db()
    assert world.near.next_branch.state == OrganizationState.DISSOLVED


def test_the_history_of_both_tells_it_with_its_paper(world: World, client_as: ClientAs) -> None:
    client = client_as(world.cast.staff)
    _confirm(client, _address(world, "dissolve/"), _data(world))

    ended = client.get(_address(world)).content.decode()
    successor = client.get(f"/organizations/{world.near.next_branch.public_id}/").content.decode()
    assert "撤销，由示例谷雨支部承接" in ended
    assert "承接了撤销的示例春分支部" in successor
    assert "示例委〔2026〕1号" in successor


def test_the_form_of_a_past_day_is_the_one_of_that_day(world: World, client_as: ClientAs) -> None:
    _confirm(client_as(world.cast.staff), _address(world, "dissolve/"), _data(world))

    world.near.next_branch.refresh_from_db()
    assert FactChange.objects.filter(field="form").count() == 1
    assert form_on(organization=world.near.next_branch, on=SINCE) == str(Form.BRANCH.label)
    assert form_on(organization=world.near.next_branch, on=world.day) == str(Form.JOINT_BRANCH.label)


def test_it_is_taken_back_on_its_page(world: World, client_as: ClientAs) -> None:
    client = client_as(world.cast.staff)
    _confirm(client, _address(world, "dissolve/"), _data(world))

    client.post(_address(world, "restructuring/take-back/"))

    world.near.branch.refresh_from_db()
    assert world.near.branch.state == OrganizationState.ACTIVE
    assert "（已撤回）" in client.get(_address(world)).content.decode()


def test_a_branch_of_another_park_is_no_choice(world: World, client_as: ClientAs) -> None:
    data = {**_data(world), "successor": world.far.branch.public_id}

    page = client_as(world.cast.staff).post(_address(world, "dissolve/"), data)

    assert page.status_code == 422


def test_too_large_a_branch_is_said_with_its_clause(world: World, client_as: ClientAs) -> None:
    page = client_as(world.cast.staff).post(_address(world, "dissolve/"), _data(world)).content.decode()

    assert "规模合适" in page
    assert "支部工作条例" in page


def test_links_of_a_past_day_keep_it(world: World, client_as: ClientAs) -> None:
    client = client_as(world.cast.staff)

    tree = client.get("/organizations/?on=2026-01-01").content.decode()
    page = client.get(_address(world) + "?on=2026-01-01").content.decode()
    assert f'{_address(world)}?on=2026-01-01"' in tree
    assert f'/organizations/{world.near.committee.public_id}/?on=2026-01-01"' in page
    assert "截至 2026-01-01" in tree
    assert "截至 2026-01-01" in page


def test_the_line_of_a_past_day_is_the_one_of_that_day(world: World) -> None:
    general = Organization(name="示例总支", form=Form.GENERAL_BRANCH, park=world.near.park)
    establish(organization=general, parent=world.near.committee, on=SINCE, by=None)
    move(organization=world.near.branch, parent=general, on=date(2025, 6, 1), by=None)
    scope = scope_of(world.cast.staff, world.day)
    world.near.branch.refresh_from_db()

    before = line_above(organization=world.near.branch, scope=scope, on=date(2025, 5, 31))
    after = line_above(organization=world.near.branch, scope=scope, on=world.day)

    assert before == [world.near.committee]
    assert after == [world.near.committee, general]


def test_the_tree_of_a_past_day_shows_the_forms_of_that_day(world: World, client_as: ClientAs) -> None:
    client = client_as(world.cast.staff)
    _confirm(client, _address(world, "dissolve/"), _data(world))

    then = client.get("/organizations/?on=2026-11-17").content.decode()
    now = client.get("/organizations/").content.decode()
    assert "联合党支部" not in then
    assert "联合党支部" in now


def test_the_approval_itself_is_kept_encrypted_and_handed_out(world: World, client_as: ClientAs) -> None:
    client = client_as(world.cast.staff)
    _confirm(client, _address(world, "dissolve/"), _data(world))
    approval = Approval.objects.get(number=PAPER["number"])
    paper = f"/organizations/approvals/{approval.public_id}/"

    client.post(f"{paper}paper/", {"file": SimpleUploadedFile("示例批复.pdf", b"%PDF-1.7 words")})

    file = Attachment.objects.get(owner_id=str(approval.public_id))
    assert b"words" not in file.file.read()
    assert b"".join(client.get(f"{paper}file/").streaming_content) == b"%PDF-1.7 words"  # type: ignore[attr-defined]
    page = client.get(f"/organizations/{world.near.next_branch.public_id}/").content.decode()
    assert f"{paper}file/" in page
    assert client_as(world.cast.secretary).get(f"{paper}file/").status_code == 404


def test_another_kind_of_file_is_refused(world: World, client_as: ClientAs) -> None:
    client = client_as(world.cast.staff)
    _confirm(client, _address(world, "dissolve/"), _data(world))
    approval = Approval.objects.get(number=PAPER["number"])

    answer = client.post(
        f"/organizations/approvals/{approval.public_id}/paper/", {"file": SimpleUploadedFile("示例.exe", b"MZ")}
    )

    assert answer.status_code == 422
    assert not Attachment.objects.filter(kind="organizations.approval").exists()
