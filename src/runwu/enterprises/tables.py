"""Columns of the enterprise list, on the page and in the workbook."""

import django_tables2
from django.utils.translation import gettext_lazy as _

from runwu.core.listing import CodeColumn, DateColumn, LinkColumn, NumberColumn, Status, StatusColumn, TextColumn, Tone
from runwu.enterprises.choices import Operating, Ownership, Stage, StationKind

OPERATING: dict[str, Status] = {
    Operating.YES: Status(Tone.OK, _("实际经营")),
    Operating.NO: Status(Tone.INFO, _("未实际经营")),
    Operating.UNKNOWN: Status(Tone.UNKNOWN, _("未知")),
}


class EnterpriseTable(django_tables2.Table):
    """Enterprises of the parks in reach."""

    name = LinkColumn(_("企业名称"), url_name="enterprises:file", sort="name", row_header=True, width=36)
    key = CodeColumn(
        _("代码"),
        get=lambda row: row["credit_code"] or row["provisional_number"],
        needs=("credit_code", "provisional_number"),
    )
    park = TextColumn(_("园区"), accessor="park__name", sort="park__name")
    grid = TextColumn(_("网格"), accessor="grid__name")
    building = TextColumn(_("厂房"), accessor="building__name")
    chain = TextColumn(_("产业链"), accessor="chain__name")
    industry = CodeColumn(_("行业代码"), on_screen=False, width=10)
    ownership = TextColumn(_("所有制"), choices=Ownership, on_screen=False)
    stage = TextColumn(_("阶段"), choices=Stage, sort="stage", width=10)
    operating = StatusColumn(_("经营"), statuses=OPERATING, sort="operating", width=12)
    staff = NumberColumn(_("职工"), sort="staff", descending_first=True)


class StationTable(django_tables2.Table):
    """Stations of the parks in reach."""

    name = LinkColumn(_("站点"), url_name="enterprises:station", sort="name", row_header=True, width=32)
    kind = TextColumn(_("类型"), choices=StationKind, sort="kind", width=14)
    platform = TextColumn(_("平台或企业"), sort="platform", width=24)
    park = TextColumn(_("园区"), accessor="park__name", sort="park__name")
    grid = TextColumn(_("网格"), accessor="grid__name")
    workers = NumberColumn(_("从业人数"), sort="workers", descending_first=True)
    since = DateColumn(_("启用"), accessor="valid_from", sort="valid_from")
    until = DateColumn(_("停用"), accessor="valid_to")
