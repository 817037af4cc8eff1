"""Each mandated system has a set of columns of its own: asked once, kept apart, shown, and forgotten heading by heading."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from conftest import ClientAs
from runwu.access.selectors import scope_of
from runwu.core.imports import Place, editing, kind_of
from runwu.core.imports.columns import columns_view
from runwu.core.imports.forms import UploadForm
from runwu.core.imports.reading import read_batch
from runwu.core.imports.recalling import column_sets
from runwu.core.models import BatchState, ColumnMemory, ImportBatch
from runwu.members.choices import Ledger
from runwu.members.imports.tests.office import DAY, commit, sheet, upload
from runwu.members.models import Reconciliation
from runwu.members.reconciliations import own
from tests.world import World

pytestmark = pytest.mark.django_db(databases=["default", "progress"])
HEAD = ("甲方抬头", "出生日期", "丙方抬头")
ROW = ("示例多出", "1994-05-06", "示例春分支部")
NATION, PROVINCE = {"ledger": "nation"}, {"ledger": "province"}
CITY = {"ledger": "other", "ledger_name": "示例市平台"}


@pytest.fixture
def world(standing_world: World) -> World:
    return standing_world


@pytest.fixture
def client_as(standing_client_as: ClientAs) -> ClientAs:
    return standing_client_as


def sent(world: World, folder: Path, options: Mapping[str, str], head: Sequence[str] = HEAD) -> ImportBatch:
    path = sheet(folder / "导出.xlsx", ROW[: len(head)], head=head)
    return upload(path, by=world.cast.staff, park=world.near.park, kind="ledger", options=options)


def assigned(world: World, batch: ImportBatch, **letters: str) -> ImportBatch:
    editing.assign_columns(batch, letters, expected_version=batch.version, by=world.cast.staff)
    read_batch(batch=str(batch.public_id))
    batch.refresh_from_db()
    return batch


def written(world: World, folder: Path, options: Mapping[str, str]) -> Reconciliation:
    """Say what the columns of a system are, and write its export."""
    commit(assigned(world, sent(world, folder, options), A="name", C="branch"))
    return Reconciliation.objects.get()


def shared(world: World, **headings: str) -> None:
    """Remember headings as they were before systems were told apart."""
    for heading, key in headings.items():
        ColumnMemory.objects.create(
            kind="ledger", place=world.near.park.public_id, heading=heading, key=key, set_by=world.cast.staff.public_id
        )


def sets(world: World) -> dict[str, dict[str, str]]:
    found = column_sets(kind_of("ledger"), world.near.park.public_id)
    return {one.system: {column.heading: column.title for column in one.columns} for one in found}


def test_the_next_file_of_a_system_is_asked_nothing(world: World, tmp_path: Path) -> None:
    first = sent(world, tmp_path, NATION)
    assigned(world, first, A="name", C="branch")

    again = sent(world, tmp_path, NATION)

    assert (first.state, again.state, columns_view(again).asked) == (BatchState.READY, BatchState.READY, ())


@pytest.mark.parametrize("other", [PROVINCE, CITY])
def test_another_system_is_asked_anew(world: World, tmp_path: Path, other: Mapping[str, str]) -> None:
    assigned(world, sent(world, tmp_path, NATION), A="name", C="branch")

    assert sent(world, tmp_path, other).state == BatchState.MAPPING


def test_what_was_assigned_before_systems_were_told_apart_still_counts(world: World, tmp_path: Path) -> None:
    shared(world, 甲方抬头="name", 丙方抬头="branch")

    assert sent(world, tmp_path, NATION).state == BatchState.READY


def test_what_was_recalled_goes_along_with_what_is_assigned(world: World, tmp_path: Path) -> None:
    shared(world, 丙方抬头="branch")

    assigned(world, sent(world, tmp_path, NATION), A="name")

    assert sets(world) == {"": {"丙方抬头": "所在党支部"}, "nation": {"甲方抬头": "姓名", "丙方抬头": "所在党支部"}}


def test_a_set_holds_every_column_of_what_was_written(world: World, tmp_path: Path) -> None:
    written(world, tmp_path, CITY)

    assert sets(world) == {"示例市平台": {"甲方抬头": "姓名", "出生日期": "出生日期", "丙方抬头": "所在党支部"}}


def test_a_column_that_a_system_no_longer_exports_is_told(world: World, tmp_path: Path) -> None:
    written(world, tmp_path, CITY)

    batch = sent(world, tmp_path, CITY, ("甲方抬头", "无", "丙方抬头"))

    assert [one["happened"] for one in batch.notes] == ["“示例市平台”上次的导出里有、这份没有认出的项目：出生日期。"]


def test_the_reconciliation_and_what_is_typed_there_name_the_system(
    world: World, tmp_path: Path, client_as: ClientAs
) -> None:
    made, client = written(world, tmp_path, CITY), client_as(world.cast.staff)

    pages = [
        client.get(address).content.decode()
        for address in (
            reverse("members:reconciliations"),
            reverse("members:reconciliation", args=[made.public_id]),
            reverse("members:typing", args=[made.public_id]),
        )
    ]

    assert (made.ledger, ["示例市平台" in page for page in pages]) == (Ledger.OTHER, [True, True, True])


def test_reconciliations_are_listed_the_latest_first(world: World, tmp_path: Path) -> None:
    for options in (CITY, NATION, PROVINCE):
        commit(assigned(world, sent(world, tmp_path, options), A="name", C="branch"))

    listed = own(scope=scope_of(world.cast.staff, DAY))

    assert [one.ledger for one in listed] == [Ledger.PROVINCE, Ledger.NATION, Ledger.OTHER]


def test_a_heading_is_forgotten_and_asked_again(world: World, tmp_path: Path, client_as: ClientAs) -> None:
    written(world, tmp_path, NATION)
    client, address = client_as(world.cast.staff), reverse("imports:sets", args=["ledger"])
    asked = {"place": str(world.near.park.public_id), "system": "nation", "heading": "甲方抬头"}

    before = client.get(address).content.decode()
    after = client.post(reverse("imports:forget", args=["ledger"]), asked, follow=True).content.decode()

    assert ('<th scope="row">甲方抬头</th>' in before, '<th scope="row">甲方抬头</th>' in after) == (True, False)
    assert "已忘记“甲方抬头”" in after
    assert sent(world, tmp_path, NATION).state == BatchState.MAPPING


def test_columns_of_another_park_are_not_there(world: World, tmp_path: Path, client_as: ClientAs) -> None:
    written(world, tmp_path, NATION)
    client, place = client_as(world.cast.far_staff), str(world.near.park.public_id)

    page = client.get(reverse("imports:sets", args=["ledger"]), {"place": place})
    act = client.post(
        reverse("imports:forget", args=["ledger"]), {"place": place, "system": "nation", "heading": "甲方抬头"}
    )

    assert (page.status_code, act.status_code) == (404, 404)
    assert ColumnMemory.objects.filter(heading="甲方抬头").exists()


def form(world: World, **answers: Any) -> UploadForm:
    park = world.near.park
    data = {"place": str(park.public_id), "as_of": DAY.isoformat(), **answers}
    file = {"file": SimpleUploadedFile("导出.csv", b"a,b\n1,2\n")}
    return UploadForm(data, file, kind=kind_of("ledger"), places=[Place(park.public_id, park.name)])


def test_another_system_is_named(world: World) -> None:
    asked, named = form(world, ledger="other"), form(world, ledger="other", ledger_name=" 示例市  平台 ")

    assert (asked.is_valid(), list(asked.errors)) == (False, ["ledger_name"])
    assert (named.is_valid(), named.chosen_options) == (True, {"ledger": "other", "ledger_name": "示例市 平台"})


def test_a_name_that_was_written_down_is_offered(world: World, tmp_path: Path) -> None:
    written(world, tmp_path, CITY)

    chosen = form(world, ledger=":示例市平台")

    assert (chosen.is_valid(), chosen.chosen_options) == (True, CITY)


def test_a_name_is_kept_for_another_system_alone(world: World) -> None:
    chosen = form(world, ledger="nation", ledger_name="示例市平台")

    assert (chosen.is_valid(), chosen.chosen_options) == (True, {"ledger": "nation", "ledger_name": ""})
