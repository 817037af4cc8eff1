"""The enterprises behind a figure of the shell page (空壳核查名单)."""

from typing import Any

import django_tables2
from django.http import Http404, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from runwu.core.guards import ScopedRequest, require
from runwu.core.listing import Empty, LinkColumn, ListPage, NumberColumn, TextColumn, list_response
from runwu.core.scope import Capability
from runwu.coverage.selectors.shells import book_of, candidates, of_class
from runwu.coverage.views.lookup import named_park
from runwu.coverage.views.surveys import parks_in_reach
from runwu.rules.surveys import SIGNS, ShellClass, ShellScale, shell_scale

_FLAGS = tuple(f"sign_{sign}" for sign in SIGNS)


class ShellTable(django_tables2.Table):
    """Enterprises of unknown operation, with what is known of them."""

    name = LinkColumn(gettext_lazy("企业名称"), url_name="enterprises:file", sort="name", row_header=True, width=36)
    score = NumberColumn(gettext_lazy("分值"), accessor="shell_score")
    grid = TextColumn(gettext_lazy("网格"), accessor="grid__name")
    address = TextColumn(gettext_lazy("地址"), width=36)


def _table(scale: ShellScale) -> type[django_tables2.Table]:
    """Return the table with class and reasons in the words of the values in force."""

    def kind(row: dict[str, Any]) -> str:
        return scale.of(row["shell_score"]).label

    def reasons(row: dict[str, Any]) -> str:
        return "；".join(scale.words(sign) for sign in SIGNS if row[f"sign_{sign}"])

    class JudgedTable(ShellTable):
        kind_of = TextColumn(gettext_lazy("初步分类"), get=kind, needs=("shell_score",))
        reasons_of = TextColumn(gettext_lazy("依据"), get=reasons, needs=_FLAGS, width=40)

        class Meta:
            sequence = ("name", "kind_of", "score", "reasons_of", "grid", "address")

    return JudgedTable


@require(Capability.EDIT_ENTERPRISES)
def shell_rows(request: ScopedRequest) -> HttpResponseBase:
    """List the enterprises of one class, or of all of them, with score and reasons."""
    park = named_park(parks_in_reach(request), request.GET.get("park", ""))
    scale = shell_scale(book=book_of(park, on=request.on))
    rows, words = candidates(park=park, today=request.on, scale=scale), [park.name, str(_("空壳核查"))]
    asked = request.GET.get("class", "")
    if asked:
        if asked not in set(ShellClass):
            raise Http404
        rows = rows.filter(of_class(ShellClass(asked), scale))
        words.append(ShellClass(asked).label)
    page = ListPage(
        name="shells",
        title=" · ".join(words),
        queryset=rows,
        table=_table(scale),
        default_sort="name",
        unit=_("家"),
        may_export=True,
        count_cap=None,
        empty=Empty(why=_("没有这样的企业。")),
        note=_("分值只作走访的先后，不作结论。"),
    )
    return list_response(request, page)
