"""Columns of the lists of coverage."""

from typing import Any

import django_tables2
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from runwu.core.listing import DateColumn, LinkColumn, Status, StatusColumn, TextColumn, Tone
from runwu.coverage.choices import PlanState, Profile
from runwu.coverage.models import FormationPlan

STATES: dict[str, Status] = {
    PlanState.QUEUED: Status(Tone.INFO, PlanState.QUEUED.label),
    PlanState.COMPUTING: Status(Tone.INFO, PlanState.COMPUTING.label),
    PlanState.READY: Status(Tone.WARNING, PlanState.READY.label),
    PlanState.ADOPTED: Status(Tone.OK, PlanState.ADOPTED.label),
    PlanState.FAILED: Status(Tone.STOP, PlanState.FAILED.label),
    PlanState.DISCARDED: Status(Tone.UNKNOWN, PlanState.DISCARDED.label),
}


def _address(plan: FormationPlan) -> str:
    return reverse("coverage:plan", args=[plan.public_id])


def _units(plan: FormationPlan) -> Any:
    return len(plan.instance.get("units", ()))


class PlanTable(django_tables2.Table):
    """Plans in reach."""

    as_of = LinkColumn(
        _("数据截至"), get=lambda row: f"{row.as_of:%Y-%m-%d}", url=_address, sort="as_of", row_header=True, width=14
    )
    park = TextColumn(_("园区"), get=lambda row: row.park.name, sort="park__name", width=28)
    state = StatusColumn(_("状态"), statuses=STATES, sort="state", width=16)
    units = TextColumn(_("参加测算"), get=_units, width=10)
    chosen = TextColumn(_("选用方案"), choices=Profile, width=10)
    created_at = DateColumn(_("提出时间"), sort="created_at")


class LightPlanTable(django_tables2.Table):
    """The light plan of each enterprise without a branch."""

    name = LinkColumn(_("企业名称"), url_name="enterprises:file", sort="name", row_header=True, width=36)
    grid = TextColumn(_("网格"), accessor="grid__name")
    contact = TextColumn(_("联系人"), get=lambda row: _part(row["has_contact"]), needs=("has_contact",))
    union = TextColumn(_("工会"), get=lambda row: _part(row["has_union"]), needs=("has_union",))
    youth_league = TextColumn(_("共青团"), get=lambda row: _part(row["has_youth_league"]), needs=("has_youth_league",))
    women = TextColumn(_("妇联"), get=lambda row: _part(row["has_women"]), needs=("has_women",))
    activity = TextColumn(_("本季度活动"), get=lambda row: _part(row["has_activity"]), needs=("has_activity",))


def _part(there: bool) -> str:
    return str(_("有") if there else _("无"))
