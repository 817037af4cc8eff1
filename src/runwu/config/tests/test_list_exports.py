"""Large lists are written in the background: for their owner alone, while the owner may see what they show."""

import re
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from conftest import ClientAs
from runwu.access.models import RoleAssignment
from runwu.core.exports.seen import packed, unpacked
from runwu.core.exports.writing import drafts_folder, write_export
from runwu.core.jobs.recovery import recover_jobs
from runwu.core.jobs.runner import run
from runwu.core.models import Attachment, AuditEntry, Job, ListExport
from runwu.core.retention import clear_hourly
from runwu.enterprises.models import Enterprise
from runwu.members.models import PartyMember
from tests.world import World

pytestmark = pytest.mark.django_db(databases=["default", "progress"])
Captured = Callable[..., Any]


@pytest.fixture(autouse=True)
def _everything_is_large(settings: Any, tmp_path: Path) -> None:
    """Let lists of two rows be large, and keep files of each test apart."""
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path / "files"}}
    settings.STORAGES = {**settings.STORAGES, "default": storage}
    settings.DATA_DIR = tmp_path
    settings.RUNWU_EXPORT_ROWS = 1
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}


@pytest.fixture
def ask(django_capture_on_commit_callbacks: Captured) -> Callable[[Client, str], ListExport]:
    """Return a function that asks for a list as its page does: the export button, then the button of the page shown."""

    def asked(client: Client, address: str) -> ListExport:
        with django_capture_on_commit_callbacks(execute=True):
            client.post("/exports/start", {"list": token_of(client, address)})
        return ListExport.objects.latest("pk")

    return asked


def token_of(client: Client, address: str) -> str:
    """Return the sealed address that the page of a large export sends."""
    page = client.get(address).content.decode()
    found = re.search(r'name="list" value="([^"]+)"', page)
    assert found, page
    return found[1]


def write(export: ListExport) -> Job:
    """Write an export as the worker does, and return its job."""
    run(str(export.job))
    export.refresh_from_db()
    return Job.objects.get(public_id=export.job)


def fetched(client: Client, export: ListExport) -> Any:
    return client.get(f"/exports/{export.public_id}/file")


def texts(response: Any) -> list[list[Any]]:
    """Return the cells of a workbook that was handed out, without title and note."""
    sheet = load_workbook(BytesIO(b"".join(response.streaming_content))).worksheets[0]
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]


def end_roles(who: Any) -> None:
    RoleAssignment.objects.filter(user=who).update(valid_to=timezone.localdate())


def files(tmp_path: Path) -> list[Path]:
    return [path for path in (tmp_path / "files").rglob("*") if path.is_file()]


def test_a_large_list_is_written_by_a_job_and_fetched(world: World, client_as: ClientAs, ask: Any) -> None:
    client = client_as(world.cast.staff)
    export = ask(client, "/enterprises/?export=xlsx&sort=-name")

    job = write(export)
    page = client.get(job.result_url).content.decode()
    rows = texts(fetched(client, export))

    assert (job.state, job.total, export.rows) == ("done", 3, 3)
    assert f"/exports/{export.public_id}/file" in page
    assert [row[0] for row in rows] == [
        "企业名称",
        "示例青禾电子有限公司",
        "示例霜降物流有限公司",
        "示例白露包装有限公司",
    ]


def test_what_it_shows_is_what_the_immediate_export_shows(
    world: World, client_as: ClientAs, ask: Any, settings: Any
) -> None:
    client = client_as(world.cast.officer)
    export = ask(client, "/members/?export=xlsx&q=示例")
    write(export)

    later = texts(fetched(client, export))
    settings.RUNWU_EXPORT_ROWS = 100
    at_once = texts(client.get("/members/?export=xlsx&q=示例"))

    assert later == at_once
    assert len(later) > 2


def test_a_small_list_is_handed_out_at_once(world: World, client_as: ClientAs, settings: Any) -> None:
    settings.RUNWU_EXPORT_ROWS = 3

    response: Any = client_as(world.cast.staff).get("/enterprises/?export=xlsx")

    assert response.headers["Content-Type"].endswith("spreadsheetml.sheet")
    assert (Job.objects.count(), ListExport.objects.count()) == (0, 0)


def test_writing_and_fetching_stand_in_the_log_with_filters_by_name(
    world: World, client_as: ClientAs, ask: Any
) -> None:
    client = client_as(world.cast.staff)
    export = ask(client, "/enterprises/?export=xlsx&q=示例")
    write(export)
    fetched(client, export)

    exported = AuditEntry.objects.get(action="core.list.exported")
    taken = AuditEntry.objects.get(action="core.attachment.downloaded")

    assert (exported.actor, taken.actor) == (world.cast.staff.public_id, world.cast.staff.public_id)
    assert exported.extra == {"name": "enterprises", "filters": ["q"], "order": "name"}
    assert "示例" not in str(taken.extra)


def test_filters_stand_nowhere_in_clear(world: World, client_as: ClientAs, ask: Any) -> None:
    export = ask(client_as(world.cast.staff), "/members/?export=xlsx&q=示例")

    job = Job.objects.get(public_id=export.job)

    assert job.args == {"export": str(export.public_id)}
    assert export.address == "/members/?q=%E7%A4%BA%E4%BE%8B"


def test_nobody_else_sees_or_fetches_it(world: World, client_as: ClientAs, ask: Any) -> None:
    export = ask(client_as(world.cast.staff), "/enterprises/?export=xlsx")
    write(export)
    other = client_as(world.cast.officer)

    answers = [other.get(f"/exports/{export.public_id}{end}").status_code for end in ("", "/file")]

    assert answers == [404, 404]


def test_the_address_of_a_list_is_sealed_for_who_got_it(world: World, client_as: ClientAs) -> None:
    token = token_of(client_as(world.cast.staff), "/enterprises/?export=xlsx")

    answers = [
        client_as(world.cast.officer).post("/exports/start", {"list": token}).status_code,
        client_as(world.cast.staff).post("/exports/start", {"list": f"{token}x"}).status_code,
        client_as(world.cast.staff).post("/exports/start").status_code,
    ]

    assert answers == [404, 404, 404]
    assert ListExport.objects.count() == 0


def test_the_same_list_is_not_written_twice_at_once(world: World, client_as: ClientAs, ask: Any) -> None:
    client = client_as(world.cast.staff)
    first = ask(client, "/enterprises/?export=xlsx")

    second = ask(client, "/enterprises/?export=xlsx")
    other = ask(client, "/enterprises/?export=xlsx&sort=-name")

    assert (first, Job.objects.count()) == (second, 2)
    assert other != first


def test_a_right_that_ended_before_writing_leaves_no_file(
    world: World, client_as: ClientAs, ask: Any, tmp_path: Path
) -> None:
    export = ask(client_as(world.cast.staff), "/enterprises/?export=xlsx")
    end_roles(world.cast.staff)

    job = write(export)

    assert (job.state, job.error["happened"]) == ("refused", "你现在看不到这个清单，没有生成文件。")
    assert (export.attachment, files(tmp_path)) == (None, [])


def test_an_account_that_was_closed_gets_no_file(world: World, client_as: ClientAs, ask: Any) -> None:
    export = ask(client_as(world.cast.staff), "/enterprises/?export=xlsx")
    get_user_model().objects.filter(pk=world.cast.staff.pk).update(is_active=False)

    job = write(export)

    assert (job.state, export.attachment) == ("refused", None)


def test_a_right_that_ended_before_fetching_clears_the_file(
    world: World, client_as: ClientAs, ask: Any, tmp_path: Path
) -> None:
    client = client_as(world.cast.staff)
    export = ask(client, "/enterprises/?export=xlsx")
    write(export)
    end_roles(world.cast.staff)

    response = fetched(client_as(world.cast.staff), export)

    export.refresh_from_db()
    assert response.status_code == 409
    assert "文件已清除" in response.content.decode()
    assert (export.attachment, export.address, files(tmp_path)) == (None, "", [])


def test_a_row_that_left_reach_before_fetching_clears_the_file(
    world: World, client_as: ClientAs, ask: Any, tmp_path: Path
) -> None:
    client = client_as(world.cast.staff)
    export = ask(client, "/enterprises/?export=xlsx")
    write(export)
    Enterprise.objects.filter(pk=world.near.covered.pk).update(park=world.far.park)

    response = fetched(client, export)

    assert (response.status_code, files(tmp_path)) == (409, [])


def test_a_member_who_became_restricted_before_fetching_clears_the_file(
    world: World, client_as: ClientAs, ask: Any, tmp_path: Path
) -> None:
    client = client_as(world.cast.staff)
    export = ask(client, "/members/?export=xlsx")
    write(export)
    PartyMember.objects.filter(pk=world.members.second.pk).update(restricted=True)

    response = fetched(client, export)

    assert (response.status_code, files(tmp_path)) == (409, [])


def test_a_row_that_was_added_or_filtered_away_meanwhile_does_no_harm(
    world: World, client_as: ClientAs, ask: Any
) -> None:
    client = client_as(world.cast.staff)
    export = ask(client, "/enterprises/?export=xlsx&q=示例")
    write(export)
    Enterprise.objects.filter(pk=world.near.covered.pk).update(name="改了名的有限公司", short_name="改了名的")
    Enterprise.objects.create(park=world.near.park, name="示例新增有限公司", provisional_number="甲900")

    response = fetched(client, export)

    assert len(texts(response)) == 4


def test_names_that_stood_open_for_a_reason_are_fetched_only_while_they_do(
    world: World, client_as: ClientAs, ask: Any
) -> None:
    client = client_as(world.cast.provincial_officer)
    client.post("/settings/access/names/", {"reason": "statistics"})
    export = ask(client, "/members/?export=xlsx")
    job = write(export)

    with_reason = fetched(client, export)
    with time_machine.travel(timezone.now() + timedelta(minutes=16), tick=False):
        later = fetched(client, export)

    assert (job.state, with_reason.status_code, later.status_code) == ("done", 200, 409)


def test_a_reason_stated_too_long_ago_opens_no_names_for_the_worker(
    world: World, client_as: ClientAs, ask: Any
) -> None:
    client = client_as(world.cast.provincial_officer)
    client.post("/settings/access/names/", {"reason": "statistics"})
    export = ask(client, "/members/?export=xlsx")

    with time_machine.travel(timezone.now() + timedelta(minutes=16), tick=False):
        job = write(export)

    assert (job.state, export.attachment) == ("refused", None)


def test_an_expired_file_is_not_handed_out_and_is_cleared(
    world: World, client_as: ClientAs, ask: Any, tmp_path: Path
) -> None:
    client = client_as(world.cast.staff)
    export = ask(client, "/enterprises/?export=xlsx")
    write(export)
    ListExport.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    before = fetched(client, export)
    clear_hourly()
    after, page = fetched(client, export), client.get(f"/exports/{export.public_id}")

    export.refresh_from_db()
    assert (before.status_code, after.status_code, page.status_code) == (409, 409, 200)
    assert "文件已清除" in page.content.decode()
    assert (export.attachment, export.address, bytes(export.seen), files(tmp_path)) == (None, "", b"", [])
    assert AuditEntry.objects.filter(action="core.attachment.purged").count() == 1
    assert AuditEntry.objects.filter(action="core.retention.cleared", extra__category="list_export").count() == 1


def test_a_file_that_is_still_kept_is_not_cleared(world: World, client_as: ClientAs, ask: Any, tmp_path: Path) -> None:
    write(ask(client_as(world.cast.staff), "/enterprises/?export=xlsx"))

    clear_hourly()

    assert len(files(tmp_path)) == 1


def test_the_job_of_a_worker_that_was_killed_is_taken_up_again(
    world: World, client_as: ClientAs, ask: Any, tmp_path: Path
) -> None:
    client = client_as(world.cast.staff)
    export = ask(client, "/enterprises/?export=xlsx")
    now = timezone.now()
    Job.objects.update(state="running", attempt=1, worker="dead", started_at=now, heartbeat=now)
    (tmp_path / "workers").mkdir()
    (tmp_path / "workers" / "dead.lock").touch()
    drafts_folder(export.public_id).mkdir()
    (drafts_folder(export.public_id) / "half").write_text("半个文件")

    recovered = recover_jobs()
    job = write(export)

    assert (recovered, job.state, job.attempt) == (1, "done", 2)
    assert len(texts(fetched(client, export))) == 4
    assert (drafts_folder(export.public_id).exists(), len(files(tmp_path))) == (False, 1)


def test_run_again_after_its_file_was_kept_it_writes_no_second(
    world: World, client_as: ClientAs, ask: Any, tmp_path: Path
) -> None:
    export = ask(client_as(world.cast.staff), "/enterprises/?export=xlsx")
    write(export)

    result: Any = write_export(export=str(export.public_id))

    assert result.figures == {"rows": 3}
    assert (Attachment.objects.count(), len(files(tmp_path))) == (1, 1)
    assert AuditEntry.objects.filter(action="core.list.exported").count() == 1


def test_a_cancelled_one_leaves_nothing(world: World, client_as: ClientAs, ask: Any, tmp_path: Path) -> None:
    export = ask(client_as(world.cast.staff), "/enterprises/?export=xlsx")
    Job.objects.update(cancel_requested=True)

    job = write(export)

    assert (job.state, export.attachment, files(tmp_path)) == ("cancelled", None, [])
    assert not drafts_folder(export.public_id).exists()
    assert not AuditEntry.objects.filter(action="core.list.exported").exists()


def test_one_retried_after_its_time_says_so(world: World, client_as: ClientAs, ask: Any) -> None:
    export = ask(client_as(world.cast.staff), "/enterprises/?export=xlsx")

    with time_machine.travel(timezone.now() + timedelta(hours=25), tick=False):
        job = write(export)

    assert (job.state, job.error["happened"]) == ("refused", "这次导出已过期，没有生成文件。")


@pytest.mark.parametrize(
    "address", ["/members/00000000-0000-4000-8000-000000000000/", "/nowhere", "/jobs/", "/account/login/"]
)
def test_an_address_that_is_no_list_gives_no_file(world: World, client_as: ClientAs, ask: Any, address: str) -> None:
    export = ask(client_as(world.cast.staff), "/enterprises/?export=xlsx")
    export.address = address
    export.save()

    job = write(export)

    assert (job.state, export.attachment) == ("refused", None)


def test_the_page_before_says_how_many_rows_and_for_how_long(world: World, client_as: ClientAs) -> None:
    response: HttpResponse = client_as(world.cast.staff).get("/enterprises/?export=xlsx&q=示例")  # type: ignore[assignment]

    html = response.content.decode()
    assert "共 3 家，超过 1 行" in html
    assert "生成后 24 小时" in html
    assert not AuditEntry.objects.filter(action="core.list.exported").exists()


@pytest.mark.parametrize("keys", [[], [5], [3, 1, 2_000_000_000_000]])
def test_keys_come_back_as_they_were_packed(keys: list[int]) -> None:
    assert unpacked(packed(keys)) == set(keys)
