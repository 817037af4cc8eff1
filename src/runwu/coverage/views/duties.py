"""The matrix of fallback duties (兜底矩阵): one park, every enterprise, who answers for what, and the gaps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from runwu.core.guards import ScopedRequest, day_shown, require
from runwu.core.listing import Empty, ListPage, list_response
from runwu.core.scope import Capability
from runwu.coverage.choices import Language
from runwu.coverage.duty_tables import filter_of, matrix_table
from runwu.coverage.selectors.duty_cells import cell_of
from runwu.coverage.selectors.duty_history import history_of_firm
from runwu.coverage.selectors.duty_matrix import duty_counts, matrix
from runwu.coverage.selectors.fallback_duties import Duty, duties_of, template
from runwu.coverage.selectors.plans import parks_to_plan
from runwu.coverage.views.lookup import named_park
from runwu.enterprises import selectors as enterprises
from runwu.enterprises.models import Park

PRINTED = 2_000


@dataclass(frozen=True)
class Asked:
    """What a request asks the matrix: the park, its duties, the day, the rows as filtered."""

    park: Park
    parks: Sequence[Park]
    duties: Sequence[Duty]
    on: date
    rows: Any
    filtered: Any


def asked(request: ScopedRequest) -> Asked:
    """Read park, day and filters of a request; 404 for a park out of reach."""
    park, parks = park_asked(request)
    on = day_shown(request)
    duties = duties_of(park=park, on=on)
    everyone = request.GET.get("firms") == "all"
    rows = matrix(scope=request.scope, park=park, duties=duties, on=on, everyone=everyone)
    return Asked(park, parks, duties, on, rows, filter_of(parks, park, duties))


def park_asked(request: ScopedRequest) -> tuple[Park, list[Park]]:
    """Return the park that a request names, or the first in reach, and all in reach."""
    parks = list(parks_to_plan(scope=request.scope))
    return named_park(parks, request.GET.get("park", "")), parks


@require(Capability.PLAN)
@require_GET
def duty_list(request: ScopedRequest) -> HttpResponseBase:
    """Show who answers for each fallback duty at each enterprise, with the gaps counted."""
    found = asked(request)
    whole = request.GET.get("print") == "all"
    page = ListPage(
        name="fallback-duties",
        title=" · ".join((found.park.name, _("兜底事项"))),
        queryset=found.rows,
        table=matrix_table(found.duties),
        default_sort="name",
        filterset=found.filtered,
        unit=_("家"),
        as_values=False,
        per_page=PRINTED if whole else 50,
        count_cap=None,
        may_export=True,
        note=_("数据截至 %s") % found.on.isoformat(),
        empty=Empty(why=_("没有实际经营的企业。"), next_label=_("看全部登记企业"), next_url="?firms=all"),
    )
    context = {"asked": found, "figures": _figures(request, found), "whole": whole, "today": found.on == request.on}
    context["remark"] = "" if any(duty.own for duty in found.duties) else template()[1]
    context["query"] = _query(request)
    context["may_word"] = request.scope.reaches_park(Capability.SET_RULES, found.park.pk)
    return list_response(request, page, template="coverage/duty_list.html", context=context)


def _query(request: ScopedRequest, **changes: str) -> str:
    kept = {
        name: request.GET[name] for name in ("park", "firms", "on", "grid", "chain", "q", "gap") if name in request.GET
    }
    return urlencode({**kept, **changes})


def _figures(request: ScopedRequest, found: Asked) -> list[dict[str, object]]:
    """Return one figure per duty over all enterprises of the range; each opens its list."""
    counts, base = duty_counts(found.rows, found.duties), reverse("coverage:duties")
    kept = {name: request.GET[name] for name in ("park", "firms", "on") if request.GET.get(name)}
    shown = [("any", _("有未明确的"), counts.lacking)]
    shown += [(duty.code, duty.name, counts.missing[duty.code]) for duty in found.duties]
    return [
        {
            "label": label,
            "value": number,
            "of": counts.total,
            "url": f"{base}?{urlencode({**kept, 'gap': code})}",
            "tone": "red" if number else "pine",
        }
        for code, label, number in shown
    ]


@require(Capability.PLAN)
@require_GET
def duty_firm(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Show the fallback duties of one enterprise, today and before."""
    firms: QuerySet[Any] = enterprises.visible(scope=request.scope, capability=Capability.PLAN)
    firm = get_object_or_404(firms, public_id=public_id)
    on = day_shown(request)
    duties = duties_of(park=firm.park, on=on)
    row = matrix(scope=request.scope, park=firm.park, duties=duties, on=on, everyone=True).filter(pk=firm.pk).first()
    cells = [(duty, cell_of(row, duty)) for duty in duties] if row else []
    spoken = list(firm.languages.values_list("language", flat=True))
    context = {"firm": firm, "on": on, "cells": cells, "history": history_of_firm(firm, duties)}
    context |= {"languages": Language.choices, "spoken": spoken}
    return render(request, "coverage/duty_firm.html", context)
