from io import BytesIO
from typing import Any

import pytest
from django.urls import reverse
from docx import Document

from conftest import ClientAs
from runwu.members.models import Disclosure, Provision
from runwu.members.views import collection
from tests.world import RESTRICTED_NAME, World

FORMS = reverse("members:collection-forms")
WHY = {"recipient": "示例县委组织部", "basis": "statutory_duty", "reason": "年度党内统计"}


@pytest.fixture
def world(standing_world: World) -> World:
    return standing_world


@pytest.fixture
def client_as(standing_client_as: ClientAs) -> ClientAs:
    return standing_client_as


def _document(answer: Any) -> Any:
    return Document(BytesIO(b"".join(answer.streaming_content)))


def _texts(answer: Any) -> str:
    document = _document(answer)
    return "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)


def test_the_forms_of_a_branch_come_in_one_file_one_page_each(world: World, client_as: ClientAs) -> None:
    client = client_as(world.cast.staff)
    asked = f"{FORMS}?organization={world.near.branch.public_id}"

    page = client.get(asked).content.decode()
    answer = client.post(asked, {"basis": "statutory_duty"})

    document = _document(answer)
    titles = [one for one in document.paragraphs if one.text == "党员信息采集表"]
    assert "4 名党员" in page
    assert len(document.tables) == len(titles) == 4
    assert [one.paragraph_format.page_break_before for one in titles] == [False, True, True, True]


def test_each_of_them_finds_it_under_who_looked(world: World, client_as: ClientAs) -> None:
    client_as(world.cast.staff).post(f"{FORMS}?organization={world.near.branch.public_id}", {"basis": "statutory_duty"})

    assert Provision.objects.get().people == 4
    assert Disclosure.objects.values("member").distinct().count() == 4


def test_a_restricted_member_is_there_only_when_the_own_branch_asks(world: World, client_as: ClientAs) -> None:
    secretary, staff = client_as(world.cast.secretary), client_as(world.cast.staff)

    plain = _texts(secretary.post(FORMS, {"basis": "statutory_duty"}))
    asked = _texts(secretary.post(FORMS, {"basis": "statutory_duty", "with_restricted": "on"}))
    other = _texts(staff.post(FORMS, {"basis": "statutory_duty", "with_restricted": "on"}))

    assert [RESTRICTED_NAME in one for one in (plain, asked, other)] == [False, True, False]
    assert world.near.uncovered.name not in asked


def test_in_clear_only_with_recipient_and_reason(world: World, client_as: ClientAs) -> None:
    client = client_as(world.cast.staff)

    refused = client.post(FORMS, {"basis": "statutory_duty", "clear": "on"})
    clear = _texts(client.post(FORMS, {**WHY, "clear": "on"}))
    masked = _texts(client.post(FORMS, {"basis": "statutory_duty"}))

    assert refused.status_code == 422
    assert ["00000000000" in one for one in (clear, masked)] == [True, False]


def test_more_than_one_file_takes_are_refused(
    world: World, client_as: ClientAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(collection, "FORMS_AT_ONCE", 2)

    answer = client_as(world.cast.staff).post(FORMS, {"basis": "statutory_duty"})

    assert answer.status_code == 422
    assert "采集表超过 2 份，没有生成" in answer.content.decode()
    assert not Provision.objects.exists()


def test_the_queries_do_not_grow_with_the_members(
    world: World, client_as: ClientAs, django_assert_max_num_queries: Any
) -> None:
    client = client_as(world.cast.staff)
    client.post(FORMS, {"basis": "statutory_duty"})

    with django_assert_max_num_queries(22):
        client.post(FORMS, {"basis": "statutory_duty"})
