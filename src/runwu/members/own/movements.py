"""What the register holds about a member's moves: floating periods with their steps, transfers with letters and acts."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from runwu.core.owndata import OwnItem, Record, period
from runwu.members.check_ins.selectors import own_check_ins
from runwu.members.models import LandingStep, PartyMember, TransferLetter, TransferStep

_YES_NO = {True: gettext_lazy("是"), False: gettext_lazy("否")}


def stays(member: PartyMember) -> tuple[Record, ...]:
    """Return the floating periods, the way the member reads them. One query."""
    rows = member.floating_stays.select_related("home", "host", "season").order_by("-valid_from")
    return tuple(
        (
            OwnItem("home", _("流出地党组织"), row.home.name if row.home else row.home_label),
            OwnItem("host", _("流入地党组织"), row.host.name if row.host else row.host_label),
            OwnItem("period", _("起止"), period(row.valid_from, row.valid_to)),
            OwnItem("counting", _("计入"), row.get_counting_display()),
            OwnItem("reason", _("流动原因"), row.get_reason_display()),
            OwnItem("activity_place", _("活动地点"), row.activity_place),
            OwnItem("contacted_on", _("最近联系"), day_in_words(row.contacted_on)),
            OwnItem("season", _("季历"), row.season.name if row.season else ""),
            OwnItem("welcomed_on", _("欢迎"), day_in_words(row.welcomed_on)),
            OwnItem("farewelled_on", _("欢送"), day_in_words(row.farewelled_on)),
            OwnItem("link_agreed_on", _("同意季外联系"), day_in_words(row.link_agreed_on)),
        )
        for row in rows
    )


def landing_steps(member: PartyMember) -> tuple[Record, ...]:
    """Return the soft steps, the way the member reads them. One query."""
    return tuple(
        (
            OwnItem("kind", _("哪一步"), row.get_kind_display()),
            OwnItem("told_as", _("原记作"), row.told_as),
            OwnItem("group", _("编入"), row.group.name if row.group else ""),
            OwnItem("state", _("状态"), row.get_state_display()),
            OwnItem("by_member", _("本人提出"), str(_YES_NO[row.by_member])),
            OwnItem("proposed_on", _("提出日期"), day_in_words(row.proposed_on)),
            OwnItem("agreed_on", _("本人同意日期"), day_in_words(row.agreed_on)),
            OwnItem("closed_on", _("办结日期"), day_in_words(row.closed_on)),
        )
        for row in LandingStep.objects.filter(stay__member=member)
        .select_related("group")
        .order_by("stay__valid_from", "pk")
    )


def transfers(member: PartyMember) -> tuple[Record, ...]:
    """Return the transfers, the way the member reads them. One query."""
    rows = member.transfers.select_related("source", "target").order_by("-opened_on")
    return tuple(
        (
            OwnItem("source", _("转出"), row.from_name),
            OwnItem("target", _("转入"), row.to_name),
            OwnItem("state", _("状态"), row.get_state_display()),
            OwnItem("reason", _("事由"), row.reason),
            OwnItem("note", _("说明"), row.note),
            OwnItem("opened_on", _("提出日期"), row.opened_on.isoformat()),
        )
        for row in rows
    )


def letters(member: PartyMember) -> tuple[Record, ...]:
    """Return the letters of transfers, the way the member reads them. One query."""
    rows = TransferLetter.objects.filter(transfer__member=member)
    return tuple(
        (
            OwnItem("number", _("介绍信编号"), row.number),
            OwnItem("addressee", _("抬头"), row.addressee),
            OwnItem("issued_on", _("开具日期"), day_in_words(row.issued_on)),
            OwnItem("valid_until", _("有效期至"), day_in_words(row.valid_until)),
            OwnItem("voided_on", _("作废日期"), day_in_words(row.voided_on)),
        )
        for row in rows
    )


def transfer_steps(member: PartyMember) -> tuple[Record, ...]:
    """Return the acts on transfers, the way the member reads them. One query."""
    rows = TransferStep.objects.filter(transfer__member=member)
    return tuple(
        (
            OwnItem("act", _("办理"), row.get_act_display()),
            OwnItem("on", _("日期"), day_in_words(row.on)),
            OwnItem("words", _("说明"), row.words),
        )
        for row in rows
    )


def day_in_words(day: date | None) -> str:
    """Write a day down, nothing for none."""
    return day.isoformat() if day else ""


def check_ins(member: PartyMember) -> tuple[Record, ...]:
    """Return the reports to communities. One query."""
    return tuple(
        (
            OwnItem("community", _("报到社区"), row.to_name),
            OwnItem("period", _("起止"), period(row.valid_from, row.valid_to)),
            OwnItem("offer", _("愿做的事"), row.offer),
            OwnItem("by_member", _("本人报到"), str(_YES_NO[row.by_member])),
        )
        for row in own_check_ins(member=member)
    )
