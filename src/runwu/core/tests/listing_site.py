"""A small site for the tests of list pages: a list of suggestions, and the pages of jobs."""

import django_filters
import django_tables2 as tables
from django.http import HttpRequest, HttpResponseBase
from django.urls import include, path

from runwu.core.listing import (
    CodeColumn,
    DateColumn,
    Empty,
    LinkColumn,
    ListPage,
    NumberColumn,
    SearchFilter,
    Status,
    StatusColumn,
    TextColumn,
    Tone,
    list_response,
)
from runwu.core.models import Feedback


class FeedbackTable(tables.Table):
    text = LinkColumn("内容", url_name="one", sort="text", row_header=True)
    page = CodeColumn("页面", sort=("page", "text"))
    length = NumberColumn("字数", get=lambda row: len(row["text"]), needs=("text",))
    answered = StatusColumn(
        "答复",
        get=lambda row: Status(Tone.OK, "已答复") if row["answered_at"] else Status(Tone.UNKNOWN, "未答复"),
        needs=("answered_at",),
    )
    answer = TextColumn("答复内容")
    answered_at = DateColumn("答复时间", sort="answered_at", descending_first=True)
    created_at = DateColumn("提出时间", in_sheet=False)


class FeedbackFilter(django_filters.FilterSet):
    q = SearchFilter(fields=("text", "page"))
    page = django_filters.ChoiceFilter(label="页面", choices=[("/a", "甲页"), ("/b", "乙页")])


def list_page(**changes: object) -> ListPage:
    """Return the list of the tests, with changes."""
    spec: dict[str, object] = {
        "name": "core.feedback",
        "title": "意见清单",
        "queryset": Feedback.objects.all(),
        "table": FeedbackTable,
        "filterset": FeedbackFilter,
        "default_sort": "text",
        "unit": "条意见",
        "empty": Empty("还没有人提过意见。", "提一条", "/new"),
        "per_page": 10,
        "may_export": True,
    }
    return ListPage(**{**spec, **changes})  # type: ignore[arg-type]


def show(request: HttpRequest) -> HttpResponseBase:
    """Show the list."""
    return list_response(request, list_page())


def show_capped(request: HttpRequest) -> HttpResponseBase:
    """Show the list to somebody who may not export, counted up to twenty."""
    return list_response(request, list_page(may_export=False, count_cap=20, exclude=("answer",)))


def one(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """Stand for the page that a row opens."""
    raise NotImplementedError


urlpatterns = [
    path("list", show, name="list"),
    path("capped", show_capped, name="capped"),
    path("one/<uuid:public_id>", one, name="one"),
    path("sign-in", one, name="account_login"),
    path("jobs/", include("runwu.core.jobs.urls")),
]
