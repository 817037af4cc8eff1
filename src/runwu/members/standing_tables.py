"""The list of decisions about standings (身份变动): columns and filters."""

from typing import Any

import django_filters
import django_tables2
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from runwu.core.listing import DateColumn, Filters, LinkColumn, SearchFilter, TextColumn
from runwu.members.choices import StandingAct
from runwu.members.models import StandingDecision
from runwu.people.ordering import by_name


def _address(row: StandingDecision) -> str:
    return reverse("members:page", args=[row.member.public_id])


def _branch(row: StandingDecision) -> str:
    return row.member.organization.name if row.member.organization else ""


def _state(row: StandingDecision) -> Any:
    return _("有效") if row.stands else _("已撤回")


class StandingTable(django_tables2.Table):
    """Decisions in reach; one that was taken back says so."""

    name = LinkColumn(
        _("姓名"), get=lambda row: row.member.person.full_name, url=_address, sort=by_name("member__person__"),
        row_header=True,
    )  # fmt: skip
    act = TextColumn(_("决定"), choices=StandingAct, sort="act", width=16)
    on = DateColumn(_("生效日期"), sort="on")
    meeting_on = DateColumn(_("支部大会日期"), sort="meeting_on")
    approved_on = DateColumn(_("批准日期"), sort="approved_on")
    decider = TextColumn(_("批准组织"), get=lambda row: row.decider, width=30)
    document = TextColumn(_("文号"), sort="document", width=24)
    branch = TextColumn(_("所在支部"), get=_branch, sort="member__organization__name", width=30)
    state = TextColumn(_("状态"), get=_state, width=10)


class StandingFilter(Filters):
    """Search by name or pinyin initials; then by what was decided."""

    q = SearchFilter(fields=("member__person__name", "member__person__initials"))
    act = django_filters.ChoiceFilter(label=_("决定"), choices=StandingAct.choices)

    class Meta:
        model = StandingDecision
        fields: tuple[str, ...] = ()
