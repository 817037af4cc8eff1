"""Columns of the list of frozen sets."""

import django_tables2
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from runwu.core.listing import DateColumn, LinkColumn, TextColumn
from runwu.reports.models import FrozenSet


def _address(row: FrozenSet) -> str:
    return reverse("reports:frozen-set", args=[row.public_id])


class FrozenTable(django_tables2.Table):
    """Frozen sets."""

    organization = LinkColumn(
        _("党组织"), get=lambda row: row.organization.label, url=_address, sort="organization__name", row_header=True,
        width=36,
    )  # fmt: skip
    on = DateColumn(_("时点"), sort="on")
    line = TextColumn(_("统计口径"), width=32)
    frozen_on = DateColumn(_("冻结日期"), sort="frozen_on")
