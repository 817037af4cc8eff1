"""The enterprises behind a figure of the shell page (空壳核查名单)."""

from typing import Any

import django_tables2
from django.http import Http404, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from runwu.core.guards import ScopedRequest, require
from runwu.core.listing import Empty, LinkColumn, ListPage, NumberColumn, TextColumn, list_response
from runwu.core.scope import Capability
from runwu.coverage.selectors.shells import candidates, of_class
from runwu.coverage.views.surveys import park_asked, parks_in_reach
from runwu.planning.surveys import SIGNS, ShellClass, class_of

_FLAGS = tuple(f"sign_{sign.key}" for sign in SIGNS)


def _reasons(row: dict[str, Any]) -> str:
    return "；".join(sign.words for sign in SIGNS if row[f"sign_{sign.key}"])


class ShellTable(django_tables2.Table):
    """Enterprises of unknown operation, with what is known of them."""

    name = LinkColumn(gettext_lazy("企业名称"), url_name="enterprises:file", sort="name", row_header=True, width=36)
    kind = TextColumn(
        gettext_lazy("初步分类"), get=lambda row: class_of(row["shell_score"]).label, needs=("shell_score",)
    )
    score = NumberColumn(gettext_lazy("分值"), accessor="shell_score")
    reasons = TextColumn(gettext_lazy("依据"), get=_reasons, needs=_FLAGS, width=40)
    grid = TextColumn(gettext_lazy("网格"), accessor="grid__name")
    address = TextColumn(gettext_lazy("地址"), width=36)


@require(Capability.EDIT_ENTERPRISES)
def shell_rows(request: ScopedRequest) -> HttpResponseBase:
    """List the enterprises of one class, or of all of them, with score and reasons."""
    park = park_asked(parks_in_reach(request), request.GET.get("park", ""))
    rows, words = candidates(park=park, today=request.on), [park.name, str(_("空壳核查"))]
    asked = request.GET.get("class", "")
    if asked:
        if asked not in set(ShellClass):
            raise Http404
        rows = rows.filter(of_class(ShellClass(asked)))
        words.append(ShellClass(asked).label)
    page = ListPage(
        name="shells",
        title=" · ".join(words),
        queryset=rows,
        table=ShellTable,
        default_sort="name",
        unit=_("家"),
        may_export=True,
        count_cap=None,
        empty=Empty(why=_("没有这样的企业。")),
        note=_("分值只作走访的先后，不作结论。"),
    )
    return list_response(request, page)
