"""What dues hold about one person, told to that person (查阅和复制)."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from runwu.core.owndata import OwnItem, OwnSection, Record, own_data_providers
from runwu.dues.models import DuesLine, DuesReduction, DuesTalk
from runwu.dues.selectors import own_elsewhere, own_receipts
from runwu.members.models import PartyMember


@own_data_providers.register
def dues_sections(person_id: int, _on: date) -> Sequence[OwnSection]:
    """Return a person's lines, reductions, receipts, payments elsewhere and talks. At most eight queries."""
    member = PartyMember.objects.filter(person=person_id).first()
    if member is None:
        return []
    return [
        OwnSection("dues_lines", _("党费核定"), _lines(member)),
        OwnSection("dues_reductions", _("党费少交、免交"), _reductions(member)),
        OwnSection("dues_receipts", _("党费收据"), _receipts(member)),
        OwnSection("dues_elsewhere", _("在流入地交纳的党费"), _elsewhere(member)),
        OwnSection("dues_talks", _("欠交党费的谈话"), _talks(member)),
    ]


def _lines(member: PartyMember) -> tuple[Record, ...]:
    rows = DuesLine.objects.filter(member=member).select_related("table__organization").order_by("-starts", "-pk")
    return tuple(
        (
            OwnItem("table", _("核定表"), f"{row.table.organization.name} {row.table.label}"),
            OwnItem("starts", _("起用月份"), row.starts.isoformat()),
            OwnItem("payer", _("交纳类别"), row.get_payer_display()),
            OwnItem("basis", _("交纳基数（元，批准后会删除）"), basis_in_words(row)),
            OwnItem("amount", _("月交纳额（元）"), row.amount),
            OwnItem("approved_on", _("批准日期"), row.table.approved_on.isoformat() if row.table.approved_on else ""),
        )
        for row in rows
    )


def basis_in_words(row: DuesLine) -> str:
    """Write what the dues were reckoned from; empty where nothing is needed or it has been forgotten."""
    basis = row.basis or {}
    return str(basis.get("base", "")) or "、".join(str(one) for one in basis.get("quarter", ()))


def _reductions(member: PartyMember) -> tuple[Record, ...]:
    return tuple(
        (
            OwnItem("period", _("月份"), f"{row.starts:%Y-%m} 至 {row.ends:%Y-%m}"),
            OwnItem("amount", _("批准的月交纳额（元）"), row.amount),
            OwnItem("approved_on", _("上一级党委批准日期"), row.approved_on.isoformat()),
            OwnItem("document", _("批准文号或会议记录"), row.document),
            OwnItem("withdrawn_on", _("撤回日期"), row.withdrawn_on.isoformat() if row.withdrawn_on else ""),
            OwnItem("reason", _("撤回原因"), row.reason),
        )
        for row in DuesReduction.objects.filter(member=member)
    )


def _receipts(member: PartyMember) -> tuple[Record, ...]:
    return tuple(
        (
            OwnItem("number", _("收据号"), f"{row.organization.name} {row.label}"),
            OwnItem("kind", _("种类"), row.get_kind_display()),
            OwnItem("received_on", _("收款日期"), row.received_on.isoformat()),
            OwnItem("months", _("所交月份"), "、".join(f"{one.month:%Y-%m}" for one in row.months.all())),
            OwnItem("amount", _("金额（元）"), row.amount),
            OwnItem("paid_by", _("交款人"), f"{row.get_paid_by_display()}{row.payer_name}"),
        )
        for row in own_receipts(member=member)
    )


def _elsewhere(member: PartyMember) -> tuple[Record, ...]:
    return tuple(
        (
            OwnItem("months", _("交纳的月份"), "、".join(f"{one.month:%Y-%m}" for one in row.months.all())),
            OwnItem("place", _("交纳的党组织"), row.place_name),
            OwnItem("proof", _("出示的流动党员凭证"), row.get_proof_display()),
            OwnItem("document", _("收据号或交纳凭证"), row.document or ""),
            OwnItem("paper_on", _("凭证日期"), row.paper_on.isoformat()),
            OwnItem("recorded_on", _("登记日期"), row.recorded_on.isoformat()),
            OwnItem("withdrawn_on", _("撤回日期"), row.withdrawn_on.isoformat() if row.withdrawn_on else ""),
            OwnItem("reason", _("撤回原因"), row.reason),
        )
        for row in own_elsewhere(member=member)
    )


def _talks(member: PartyMember) -> tuple[Record, ...]:
    return tuple(
        (
            OwnItem("talked_on", _("谈话日期"), row.talked_on.isoformat()),
            OwnItem("has_reason", _("有正当理由"), _("是") if row.has_reason else _("否")),
        )
        for row in DuesTalk.objects.filter(member=member)
    )
