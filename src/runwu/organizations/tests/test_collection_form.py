from io import BytesIO
from typing import Any

from django.urls import reverse
from docx import Document

from conftest import ClientAs
from runwu.core.models import AuditEntry
from runwu.members.models import Disclosure
from runwu.organizations.models import Organization
from tests.world import RESTRICTED_NAME, World


def _texts(answer: Any) -> str:
    document = Document(BytesIO(b"".join(answer.streaming_content)))
    return "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)


def _form(world: World, client_as: ClientAs, who: str) -> Any:
    address = reverse("organizations:collection-docx", args=[world.near.branch.public_id])
    return client_as(getattr(world.cast, who)).get(address)


def test_the_form_holds_what_is_on_record(world: World, client_as: ClientAs) -> None:
    Organization.objects.filter(pk=world.near.branch.pk).update(code="350900-001")

    text = _texts(_form(world, client_as, "staff"))

    for words in (
        world.near.branch.name, "350900-001", world.near.committee.name, "书记 示例党员甲", world.near.covered.name,
        "正式党员 3 名，预备党员 1 名（不含限组织内知悉的）",
    ):  # fmt: skip
        assert words in text
    assert RESTRICTED_NAME not in text


def test_the_own_branch_counts_all_of_its_members(world: World, client_as: ClientAs) -> None:
    assert "正式党员 4 名，预备党员 1 名" in _texts(_form(world, client_as, "secretary"))


def test_whom_it_names_finds_it_under_who_looked(world: World, client_as: ClientAs) -> None:
    _form(world, client_as, "staff")

    assert list(Disclosure.objects.values_list("member", flat=True)) == [world.members.full.pk]
    assert AuditEntry.objects.filter(action="organizations.organization.form_printed").exists()


def test_another_branch_gets_no_form(world: World, client_as: ClientAs) -> None:
    assert _form(world, client_as, "next_secretary").status_code == 404
    assert _form(world, client_as, "leader").status_code in (403, 404)
