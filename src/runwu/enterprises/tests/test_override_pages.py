"""The pages on which a park sets its own value: preview, save, refusals, history, the document."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from conftest import ClientAs
from runwu.core.models import RulebookOverride
from runwu.enterprises.services.overrides import OverrideInput, record_override
from tests.world import World

KEY = "formation.max_members"


@pytest.fixture
def client(world: World, client_as: ClientAs) -> Client:
    """Return the client of the park's staff."""
    return client_as(world.cast.staff)


def record_url(world: World, key: str = KEY) -> str:
    return reverse("park-rules:record", args=[world.near.park.public_id, key])


def typed(world: World, **values: Any) -> dict[str, Any]:
    return {"value": "40", "since": world.day.isoformat(), "document": "《示例园区党建办法》", **values}


def recorded(world: World) -> RulebookOverride:
    asked = OverrideInput(key=KEY, value=40, since=world.day, document="《示例园区党建办法》")
    return record_override(park=world.near.park, asked=asked, by=world.cast.staff)


def mark_in(page: str) -> str:
    found = re.search(r'name="previewed" value="(\w+)"', page)
    assert found, page
    return found[1]


def text(client: Client, url: str, **data: str) -> str:
    return client.get(url, data).content.decode()


def test_the_form_shows_the_settled_value_and_its_bounds(client: Client, world: World) -> None:
    page = text(client, record_url(world))

    assert "50 名" in page
    assert "可填 1 到 500 名" in page


def test_nothing_is_saved_before_the_preview_was_seen(client: Client, world: World) -> None:
    page = client.post(record_url(world), typed(world, save="1")).content.decode()

    assert "保存后会怎样" in page
    assert "50 名（全国）→" in page
    assert not RulebookOverride.objects.exists()


def test_what_was_changed_after_the_preview_is_previewed_again(client: Client, world: World) -> None:
    mark = mark_in(client.post(record_url(world), typed(world)).content.decode())

    page = client.post(record_url(world), typed(world, value="41", previewed=mark, save="1")).content.decode()

    assert "41 名" in page
    assert "还没有保存：预览之后内容改过" in page
    assert not RulebookOverride.objects.exists()


def test_a_previewed_value_is_saved_and_shown_beside_the_national_one(client: Client, world: World) -> None:
    mark = mark_in(client.post(record_url(world), typed(world)).content.decode())

    client.post(record_url(world), typed(world, previewed=mark, save="1"))

    page = text(client, "/rules/", only="own")
    assert "40 名" in page
    assert "全国：50 名" in page


@pytest.mark.parametrize(
    ("value", "words"),
    [("40 家", "单位不对"), ("许多", "不是整数"), ("4.5", "不是整数"), ("0", "低于 1"), ("9999", "高于 500")],
)
def test_a_value_that_cannot_be_is_refused_in_words(client: Client, world: World, value: str, words: str) -> None:
    response = client.post(record_url(world), typed(world, value=value))

    assert response.status_code == 422
    assert words in response.content.decode()


@pytest.mark.parametrize("value", ["40名", "４０", " 40 名 "])
def test_a_number_may_carry_its_own_unit(client: Client, world: World, value: str) -> None:
    assert "保存后会怎样" in client.post(record_url(world), typed(world, value=value)).content.decode()


def test_a_hard_rule_is_refused_with_its_clause(client: Client, world: World) -> None:
    response = client.get(record_url(world, "formation.min_full_members"))

    assert response.status_code == 409
    assert "支部工作条例 第四条" in response.content.decode()


def test_a_table_without_names_is_left_to_the_files(client: Client, world: World) -> None:
    response = client.get(record_url(world, "enterprises.size_leasing"))

    assert response.status_code == 422
    assert "不能在页面上另设" in response.content.decode()


@pytest.mark.parametrize("key", ["coverage.catch_all_counts", "dues.farmer_amount", "casework.office_hours"])
def test_every_kind_of_value_has_its_field(client: Client, world: World, key: str) -> None:
    assert client.get(record_url(world, key)).status_code == 200


def test_an_unknown_rule_does_not_exist(client: Client, world: World) -> None:
    assert client.get(record_url(world, "formation.nothing")).status_code == 404
    assert client.get("/rules/formation.nothing/").status_code == 404


def test_a_correction_says_why_and_leaves_the_old_version_to_read(client: Client, world: World) -> None:
    url = reverse("park-rules:correct", args=[recorded(world).public_id])
    data = typed(world, value="45", reason="抄错了数")
    mark = mark_in(client.post(url, data).content.decode())

    client.post(url, {**data, "previewed": mark, "save": "1"})

    page = text(client, f"/rules/{KEY}/")
    assert "抄错了数" in page
    assert "已由“更正”代替" in page


def test_an_end_is_previewed_and_saved(client: Client, world: World) -> None:
    url = reverse("park-rules:end", args=[recorded(world).public_id])
    data = {"last_day": world.day.isoformat(), "reason": "文件已废止"}
    preview = client.post(url, data).content.decode()

    client.post(url, {**data, "previewed": mark_in(preview), "save": "1"})

    assert "40 名（园区）→" in preview
    assert "文件已废止" in text(client, f"/rules/{KEY}/")


def test_an_undone_value_stays_readable(client: Client, world: World) -> None:
    row = recorded(world)

    client.post(reverse("park-rules:undo", args=[row.public_id]))

    page = text(client, f"/rules/{KEY}/")
    assert "已撤销" in page
    assert "50 名（全国）" in page


def test_the_document_can_be_added_and_downloaded(client: Client, world: World) -> None:
    row = recorded(world)
    paper = SimpleUploadedFile("示例办法.pdf", b"%PDF-1.4 example")

    client.post(reverse("park-rules:paper", args=[row.public_id]), {"file": paper})

    response = client.get(reverse("park-rules:file", args=[row.public_id]))
    assert b"".join(response) == b"%PDF-1.4 example"


def test_other_kinds_of_files_are_refused(client: Client, world: World) -> None:
    url = reverse("park-rules:paper", args=[recorded(world).public_id])

    response = client.post(url, {"file": SimpleUploadedFile("示例.exe", b"MZ")})

    assert response.status_code == 422


def test_the_neighbor_sees_nothing_of_it_and_cannot_ask(world: World, client_as: ClientAs) -> None:
    recorded(world)
    neighbor = client_as(world.cast.far_staff)

    page = text(neighbor, f"/rules/{KEY}/")

    assert "40 名" not in page
    assert neighbor.get(f"/rules/{KEY}/", {"park": str(world.near.park.public_id)}).status_code == 404


@pytest.mark.parametrize("who", ["secretary", "liaison", "leader", "provincial_officer"])
def test_whoever_belongs_to_the_park_sees_it_and_cannot_change_it(world: World, client_as: ClientAs, who: str) -> None:
    recorded(world)

    page = text(client_as(getattr(world.cast, who)), f"/rules/{KEY}/", park=str(world.near.park.public_id))

    assert "40 名" in page
    assert "/record/" not in page


def test_the_page_of_a_past_day_is_judged_by_its_values(client: Client, world: World) -> None:
    recorded(world)

    assert "2026-11-19：50 名（全国）" in text(client, f"/rules/{KEY}/", on="2026-11-19")


def coming(world: World) -> RulebookOverride:
    """Record a value that begins forty days from now."""
    since = world.day + timedelta(days=40)
    asked = OverrideInput(key=KEY, value=40, since=since, document="《示例园区党建办法》")
    return record_override(park=world.near.park, asked=asked, by=world.cast.staff)


def test_a_value_that_has_not_begun_is_taken_back_rather_than_ended(client: Client, world: World) -> None:
    row = coming(world)

    page = text(client, f"/rules/{KEY}/")

    assert f"/rules/parks/values/{row.public_id}/undo/" in page
    assert f"/rules/parks/values/{row.public_id}/end/" not in page


def test_an_end_before_the_beginning_is_refused_before_any_preview(client: Client, world: World) -> None:
    url = reverse("park-rules:end", args=[coming(world).public_id])

    response = client.post(url, {"last_day": world.day.isoformat(), "reason": "文件已废止"})

    assert response.status_code == 422
    assert "最后一天不在这个取值的有效期内" in response.content.decode()
    assert "保存后会怎样" not in response.content.decode()


@pytest.mark.parametrize(("act", "words"), [("correct", "要更正的"), ("end", "要终止的")])
def test_the_form_names_the_record_that_it_changes(client: Client, world: World, act: str, words: str) -> None:
    row = coming(world)

    page = text(client, reverse(f"park-rules:{act}", args=[row.public_id]))

    assert words in page
    assert f"40 名（{row.valid_from} 起）" in page


def test_the_preview_says_what_it_does_not_compare(client: Client, world: World) -> None:
    url = record_url(world, "formation.joint_max_way")

    page = client.post(url, typed(world, value="100")).content.decode()

    assert "已有的组建建议不会自动重算" in page


def test_the_preview_says_when_nothing_changes(client: Client, world: World) -> None:
    assert "值没有变。" in client.post(record_url(world), typed(world, value="50")).content.decode()


def test_a_promise_of_the_product_is_refused_as_one(client: Client, world: World) -> None:
    response = client.get(record_url(world, "quiet.never_asked"))

    assert "是本系统的承诺" in response.content.decode()
