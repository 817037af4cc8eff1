"""List pages in a browser without script, and as fragments."""

import re
from datetime import UTC, datetime

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from runwu.core.models import Feedback

pytestmark = [pytest.mark.django_db, pytest.mark.urls("runwu.core.tests.listing_site")]
FRAGMENT = {"HX-Request": "true", "HX-Target": "list"}


@pytest.fixture
def client() -> Client:
    client = Client()
    client.force_login(get_user_model().objects.create(username="tester", display_name="测试员"))
    return client


def suggest(count: int, *, answered: int = 0) -> None:
    """Save suggestions 意见001 … of which the first ones are answered."""
    day = datetime(2026, 1, 1, 1, 0, tzinfo=UTC)
    Feedback.objects.bulk_create(
        Feedback(text=f"意见{i:03}", page="/a" if i % 2 else "/b", answered_at=day if i < answered else None)
        for i in range(count)
    )


def shown(html: str) -> list[str]:
    """Return the texts of the rows of a page."""
    return re.findall(r">(意见\d+)</a>", html)


def link(html: str, words: str) -> str:
    """Return the address of the link whose text contains these words; "" without one."""
    found = re.search(rf'<a[^>]*href="([^"]+)"[^>]*>(?:<svg.*?</svg>)?{words}', html)
    return found[1].replace("&amp;", "&") if found else ""


def body(client: Client, address: str, **headers: str) -> str:
    return client.get(address, headers=headers).content.decode()


def test_the_first_page_shows_its_rows_and_the_count(client: Client) -> None:
    suggest(25)

    html = body(client, "/list")

    assert shown(html) == [f"意见{i:03}" for i in range(10)]
    assert "共 25 条意见" in html


def test_next_pages_show_every_row_once(client: Client) -> None:
    suggest(25)

    first = body(client, "/list")
    second = body(client, link(first, "下一页"))
    third = body(client, link(second, "下一页"))

    assert shown(first) + shown(second) + shown(third) == [f"意见{i:03}" for i in range(25)]
    assert link(third, "下一页") == ""


def test_previous_leads_back_to_the_same_page(client: Client) -> None:
    suggest(35)
    second = body(client, link(body(client, "/list"), "下一页"))
    third = body(client, link(second, "下一页"))

    back = body(client, link(third, "上一页"))

    assert shown(back) == shown(second)


def test_previous_of_less_than_a_page_is_the_first_page(client: Client) -> None:
    suggest(25)
    last = body(client, link(body(client, "/list"), "最后一页"))
    middle = body(client, link(last, "上一页"))

    first = body(client, link(middle, "上一页"))

    assert shown(last) == [f"意见{i:03}" for i in range(15, 25)]
    assert shown(middle) == [f"意见{i:03}" for i in range(5, 15)]
    assert shown(first) == [f"意见{i:03}" for i in range(10)]


def test_rows_of_equal_value_stand_by_the_further_columns_on_every_page(client: Client) -> None:
    suggest(25)
    Feedback.objects.filter(text="意见004").update(text="意见900")
    expected = [f"意见{i:03}" for i in range(1, 25, 2)]
    expected += [f"意见{i:03}" for i in range(0, 25, 2) if i != 4] + ["意见900"]

    first = body(client, "/list?sort=page")
    second = body(client, link(first, "下一页"))
    third = body(client, link(second, "下一页"))
    turned = body(client, "/list?sort=-page")

    assert shown(first) + shown(second) + shown(third) == expected
    assert shown(body(client, link(third, "上一页"))) == shown(second)
    assert shown(turned) == expected[::-1][:10]


@pytest.mark.parametrize("rows", [0, 5, 10, 11, 200])
def test_a_page_takes_two_queries_whatever_the_rows(client: Client, rows: int) -> None:
    suggest(rows)

    with CaptureQueriesContext(connection) as queries:
        body(client, "/list")

    assert sum("core_feedback" in query["sql"] for query in queries) == 2


def test_a_later_page_takes_one_query_more(client: Client) -> None:
    suggest(30)
    onwards = link(body(client, "/list"), "下一页")

    with CaptureQueriesContext(connection) as queries:
        body(client, onwards)

    assert sum("core_feedback" in query["sql"] for query in queries) == 3


def test_an_unknown_sort_column_means_the_default(client: Client) -> None:
    suggest(3)

    html = body(client, "/list?sort=answered_by;drop")

    assert shown(html) == ["意见000", "意见001", "意见002"]


def test_a_column_that_is_not_sortable_means_the_default(client: Client) -> None:
    suggest(3)

    html = body(client, "/list?sort=-created_at")

    assert shown(html) == ["意见000", "意见001", "意见002"]


def test_a_sorted_column_says_so_and_offers_the_opposite(client: Client) -> None:
    suggest(3)

    html = body(client, "/list?sort=-text")

    assert shown(html) == ["意见002", "意见001", "意见000"]
    assert re.search(r'<th scope="col" aria-sort="descending"><a href="/list">内容', html)


@pytest.mark.parametrize("cursor", ["x", "%00", "a:b", "WyJhIiwidGV4dCIsIjEiXQ:forged", "[]:" + "x" * 3000])
def test_a_bad_cursor_means_the_first_page(client: Client, cursor: str) -> None:
    suggest(25)

    response = client.get(f"/list?cursor={cursor}")

    assert response.status_code == 200
    assert shown(response.content.decode()) == [f"意见{i:03}" for i in range(10)]


def test_a_cursor_of_another_order_means_the_first_page(client: Client) -> None:
    suggest(25)
    onwards = link(body(client, "/list"), "下一页")

    html = body(client, f"{onwards}&sort=-text")

    assert shown(html)[0] == "意见024"


def test_a_cursor_whose_row_is_gone_means_the_first_page(client: Client) -> None:
    suggest(25)
    onwards = link(body(client, "/list"), "下一页")
    Feedback.objects.filter(text="意见009").delete()

    html = body(client, onwards)

    assert shown(html)[0] == "意见000"


def test_the_cursor_carries_no_value_of_a_row(client: Client) -> None:
    suggest(25)

    onwards = link(body(client, "/list"), "下一页")

    assert "意见" not in onwards
    assert "%E6" not in onwards


def test_filters_stand_in_the_address_and_survive_paging_and_sorting(client: Client) -> None:
    suggest(50)

    html = body(client, "/list?page=%2Fa&q=")

    assert shown(html)[:3] == ["意见001", "意见003", "意见005"]
    assert "共 25 条意见" in html
    assert link(html, "下一页").startswith("/list?page=%2Fa&cursor=")
    assert link(html, "答复时间") == "/list?page=%2Fa&sort=-answered_at"


def test_every_word_of_a_search_must_be_found_somewhere(client: Client) -> None:
    suggest(30)

    html = body(client, "/list?q=意见 /b 02")

    assert shown(html) == ["意见002", "意见020", "意见022", "意见024", "意见026", "意见028"]


def test_a_filter_that_cannot_be_read_shows_no_row_and_says_which(client: Client) -> None:
    suggest(3)

    response = client.get("/list?page=nowhere")

    assert response.status_code == 422
    assert shown(response.content.decode()) == []
    assert "读不出来" in response.content.decode()


def test_a_count_beyond_the_cap_is_a_plus(client: Client) -> None:
    suggest(21)

    assert "共 20+ 条意见" in body(client, "/capped")


def test_a_count_at_the_cap_is_exact(client: Client) -> None:
    suggest(20)

    assert "共 20 条意见" in body(client, "/capped")


def test_an_excluded_column_is_not_there(client: Client) -> None:
    suggest(1)

    assert "答复内容" not in body(client, "/capped")
    assert "答复内容" in body(client, "/list")


def test_an_empty_list_says_why_and_offers_the_next_step(client: Client) -> None:
    html = body(client, "/list")

    assert "还没有人提过意见。" in html
    assert link(html, "提一条") == "/new"


def test_a_filtered_empty_list_offers_to_clear_the_filters(client: Client) -> None:
    suggest(3)

    html = body(client, "/list?q=没有的")

    assert "没有符合筛选条件的记录。" in html
    assert link(html, "清除筛选") == "/list"


def test_a_missing_value_is_a_dash_and_text_is_escaped(client: Client) -> None:
    Feedback.objects.create(text="<script>alert(1)</script>{x}")

    html = body(client, "/list")

    assert "&lt;script&gt;alert(1)&lt;/script&gt;{x}" in html
    assert '<td data-label="答复内容">—</td>' in html


def test_the_fragment_is_the_region_with_count_and_status_out_of_band(client: Client) -> None:
    suggest(3)

    response = client.get("/list?q=&sort=-text", headers=FRAGMENT)

    html = response.content.decode()
    assert html.lstrip().startswith('<section class="c" id="list"')
    assert "<html" not in html
    assert re.search(r'id="list-count" hx-swap-oob="true">共 3 条意见', html)
    assert re.search(r'id="list-status"[^>]*>共 3 条意见，按内容降序排列', html)
    assert response["HX-Push-Url"] == "/list?sort=-text"
    assert "HX-Request" in response["Vary"]


def test_going_back_in_history_brings_the_whole_page(client: Client) -> None:
    html = body(client, "/list", **FRAGMENT, **{"HX-History-Restore-Request": "true"})

    assert "<html" in html


def test_components_inside_the_swapped_region_are_drawn(client: Client) -> None:
    suggest(25)

    html = body(client, "/list", **FRAGMENT)

    assert '<nav class="pager"' in html
    assert "<c-" not in html


@pytest.mark.parametrize(
    ("sort", "answers"),
    [("answered_at", [*range(12), *range(12, 25)]), ("-answered_at", [*range(11, -1, -1), *range(12, 25)])],
)
def test_rows_without_a_value_stand_last_in_both_directions(client: Client, sort: str, answers: list[int]) -> None:
    suggest(25, answered=12)
    expected = [f"意见{i:03}" for i in answers]

    first = body(client, f"/list?sort={sort}")
    second = body(client, link(first, "下一页"))
    third = body(client, link(second, "下一页"))
    back = body(client, link(third, "上一页"))
    last = body(client, link(first, "最后一页"))

    assert shown(first) + shown(second) + shown(third) == expected
    assert shown(back) == shown(second)
    assert shown(last) == expected[-10:]
