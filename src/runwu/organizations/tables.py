"""Columns of the organisation list."""

import django_tables2
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from runwu.core.listing import CodeColumn, DateColumn, LinkColumn, NumberColumn, Status, StatusColumn, TextColumn, Tone
from runwu.enterprises.models.workplaces import ManagementLevel
from runwu.organizations.choices import Form, OrganizationState, PostKind, PromiseState, RelationLine, Sector, UnitRole
from runwu.organizations.models import Promise
from runwu.people.ordering import by_name

STATES: dict[str, Status] = {
    OrganizationState.ACTIVE: Status(Tone.OK, _("已成立")),
    OrganizationState.PENDING: Status(Tone.INFO, _("待批复")),
    OrganizationState.DISSOLVED: Status(Tone.UNKNOWN, _("已撤销")),
    OrganizationState.WITHDRAWN: Status(Tone.UNKNOWN, _("已撤回")),
}


class OrganizationTable(django_tables2.Table):
    """Party organisations in reach."""

    name = LinkColumn(_("名称"), url_name="organizations:page", sort="name", row_header=True, width=40)
    form = TextColumn(_("组织形式"), choices=Form, sort="form")
    sector = TextColumn(_("领域"), choices=Sector, sort="sector", width=12)
    code = CodeColumn(_("组织编码"), on_screen=False)
    state = StatusColumn(_("状态"), statuses=STATES, sort="state", width=12)
    established_on = DateColumn(_("成立日期"), sort="established_on")
    approval = CodeColumn(_("批复文号"), accessor="approval__number")


class PastOrganizationTable(OrganizationTable):
    """Party organisations in reach as they stood on a past day, with the name and form of that day."""

    name = LinkColumn(
        _("名称"),
        accessor="name_then",
        url=lambda row: f"{reverse('organizations:page', args=[row['public_id']])}?on={row['day']:%Y-%m-%d}",
        needs=("public_id", "day"),
        sort="name",
        row_header=True,
        width=40,
    )
    form = TextColumn(_("组织形式"), accessor="form_then", choices=Form)


class InstructorTable(django_tables2.Table):
    """Party-building instructors of the parks in reach."""

    name = TextColumn(_("姓名"), accessor="person__name", sort=by_name("person__"), row_header=True)
    organization = TextColumn(_("派出组织"), accessor="organization__name", width=32)
    gender = TextColumn(_("性别"), get=lambda row: row.person.get_gender_display())
    education = TextColumn(_("学历"), get=lambda row: row.person.get_education_display())
    concurrent_position = TextColumn(_("单位、职务、职级"))
    since = DateColumn(_("任职起"), accessor="valid_from", sort="valid_from")


class PostTable(django_tables2.Table):
    """Posts in reach on a day, with what the holder does at an enterprise."""

    name = LinkColumn(
        _("姓名"), accessor="person__name", url_name="organizations:post-card", sort=by_name("person__"), row_header=True,
        width=16,
    )  # fmt: skip
    kind = TextColumn(_("职务"), choices=PostKind, sort="rank", width=14)
    organization = TextColumn(_("党组织"), accessor="organization_then", sort="organization__name", width=32)
    since = DateColumn(_("任职起"), accessor="valid_from", sort="valid_from")
    ended = DateColumn(_("离任"), accessor="ended_on", sort="valid_to")
    term_number = NumberColumn(_("第几届"))
    elected_on = DateColumn(_("本届选举日期"))
    concurrent_position = TextColumn(_("兼任职务"))
    employer = TextColumn(_("工作单位"), width=28)
    position = TextColumn(_("单位职务"))
    level = TextColumn(_("管理层级"), choices=ManagementLevel, width=12)


PROMISE_STATES: dict[str, Status] = {
    PromiseState.OPEN: Status(Tone.INFO, _("待兑现")),
    PromiseState.KEPT: Status(Tone.OK, _("已兑现")),
    PromiseState.NOT_KEPT: Status(Tone.UNKNOWN, _("未兑现")),
}


LATE_PROMISE = Status(Tone.WARNING, _("到期未登记"))


def _promise_state(row: Promise) -> Status:
    late = row.state == PromiseState.OPEN and row.due_on < timezone.localdate()
    return LATE_PROMISE if late else PROMISE_STATES[row.state]


class PromiseTable(django_tables2.Table):
    """Promises made in relations in reach."""

    words = TextColumn(_("承诺事项"), row_header=True, width=40)
    promised_by = TextColumn(_("承诺的一方"), accessor="promised_by__name", sort="promised_by__name", width=32)
    line = TextColumn(_("条线"), accessor="relation__line", choices=RelationLine, width=14)
    source = TextColumn(_("牵头组织"), accessor="relation__source__name", width=32)
    target = TextColumn(_("参与组织"), accessor="relation__target__name", width=32)
    due_on = DateColumn(_("兑现期限"), sort="due_on")
    state = StatusColumn(_("情况"), get=_promise_state, sort="state", width=12)
    settled_on = DateColumn(_("兑现日期"))
    evidence = TextColumn(_("凭据"), width=40)


class LineUnitTable(django_tables2.Table):
    """Enterprises covered by organisations of a line."""

    enterprise = TextColumn(_("企业"), accessor="enterprise__name", sort="enterprise__name", row_header=True, width=40)
    organization = TextColumn(_("党组织"), accessor="organization__name", sort="organization__name", width=40)
    role = TextColumn(_("方式"), choices=UnitRole, sort="role")
    since = DateColumn(_("起"), accessor="valid_from", sort="valid_from")
