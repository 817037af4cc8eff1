"""Floating periods (流动期): begun, ended, and kept in touch with; two of one member never overlap."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.errors import Conflict, UserError
from runwu.members.choices import Belonging, Counting, FloatReason, Membership
from runwu.members.models import FloatingStay, PartyMember, Season
from runwu.organizations.models import Organization

BEGUN = "members.floating.begun"
# What a period that goes on elsewhere takes along, beside its steps.
_CARRIED = (
    "member_id", "home_id", "home_label", "host_id", "host_label", "counting", "reason", "activity_place", "season_id",
    "contacted_on", "welcomed_on", "farewelled_on", "link_agreed_on",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """A period as it is told: from when, why, between which organisations, where activities are attended.

    One side may be outside this system, by its name. `until` is the first day on which it no longer holds.
    """

    since: date
    reason: FloatReason
    home: Organization | None = None
    home_label: str = ""
    host: Organization | None = None
    host_label: str = ""
    activity_place: str = ""
    until: date | None = None
    season: Season | None = None


@transaction.atomic
def begin_stay(*, member: PartyMember, stay: Stay, by: User, on: date) -> FloatingStay:
    """Record a floating period of a member (登记流动). Raises UserError for dates and places that cannot be, and overlaps."""
    member = _locked(member)
    _require_active(member)
    require_places(stay)
    require_dates(member, stay, on)
    require_apart(member, stay)
    row = FloatingStay(
        member=member, home=stay.home, home_label=stay.home_label, host=stay.host, host_label=stay.host_label,
        reason=stay.reason, activity_place=stay.activity_place, season=stay.season,
        valid_from=stay.since, valid_to=stay.until,
    )  # fmt: skip
    row.full_clean(exclude=["member"])
    row.save()
    if member.belonging == Belonging.FLOATING_IN and stay.host is not None and stay.until is None:
        member.path = stay.host.path
        member.save(update_fields=["path", "updated_at"])
    log(by, BEGUN, row, since=stay.since)
    return row


@transaction.atomic
def end_stay(*, stay: FloatingStay, ended_on: date, by: User, on: date) -> FloatingStay:
    """End a period with its last day (结束流动). A guest leaves the branch, unless a link out of season is agreed.

    Raises UserError for a day before the beginning or to come, Conflict when it has been ended meanwhile.
    """
    row = locked_stay(stay)
    if row.valid_to is not None:
        raise Conflict(_("这段流动期已经结束。"), rule=_("一段流动期只结束一次。"), now=_("请刷新页面查看。"))
    if ended_on <= row.valid_from:
        raise UserError(
            _("结束日期不晚于开始日期 %s。") % row.valid_from.isoformat(),
            rule=_("流动期先开始，后结束。"),
            now=_("请核对结束日期。"),
        )
    if ended_on > on:
        raise UserError(_("结束日期晚于今天。"), rule=_("结束了才登记。"), now=_("请在结束以后登记。"))
    row.valid_to = ended_on
    row.save(update_fields=["valid_to"])
    if row.link_agreed_on is None:
        leave_host(row.member)
    log(by, "members.floating.ended", row, on=ended_on)
    return row


@transaction.atomic
def note_contact(*, stay: FloatingStay, day: date, by: User, on: date) -> None:
    """Note the last day on which the branch was in touch (已联系). Nothing of what was said is kept."""
    row = locked_stay(stay)
    if day > on or day < row.valid_from:
        raise UserError(
            _("联系日期不在这段流动期内，或者晚于今天。"), rule=_("联系过了才登记。"), now=_("请核对联系日期。")
        )
    row.contacted_on = max(day, row.contacted_on or day)
    row.save(update_fields=["contacted_on"])
    log(by, "members.floating.contacted", row)


@transaction.atomic
def choose_counting(*, stay: FloatingStay, counting: Counting, by_member: bool, by: User) -> None:
    """Record where the member chose to count (计入哪一边): by the member, or told to the host branch and noted by it.

    Raises Conflict for a period that is over, UserError where nobody hosts in this system or nothing else is possible.
    """
    row = locked_stay(stay)
    if row.valid_to is not None:
        raise Conflict(_("这段流动期已经结束。"), rule=_("计入哪一边在流动期内选定。"), now=_("请刷新页面查看。"))
    if counting == Counting.HOST and row.member.restricted:
        raise UserError(
            _("没有记下。"), rule=_("限知党员不计入任何企业的人数。"), now=_("先由本人提出公开，再选计入哪一边。")
        )
    row.counting = counting
    row.save(update_fields=["counting"])
    log(by, "members.floating.counting", row, counting=counting.value, by_member=by_member)


def go_on(row: FloatingStay, *, on: date, **sides: int | None) -> FloatingStay:
    """End a period on a day and let it go on with another organisation on a side, by keys; its steps go along.

    What was agreed, done or declined belongs to the person's stay, whoever hosts it.
    """
    FloatingStay.objects.filter(pk=row.pk).update(valid_to=on)
    carried = {name: getattr(row, name) for name in _CARRIED}
    opened = FloatingStay.objects.create(**{**carried, **sides}, valid_from=on)
    row.steps.update(stay=opened)
    return opened


def leave_host(member: PartyMember) -> None:
    """Let a guest without affiliation here go: nobody reaches the row any more, the period stays with its host."""
    if member.belonging == Belonging.FLOATING_IN and member.organization_id is None:
        member.path = ""
        member.save(update_fields=["path", "updated_at"])


def locked_stay(stay: FloatingStay) -> FloatingStay:
    """Lock a period behind its member."""
    member = _locked(stay.member)
    rows = FloatingStay.objects.select_for_update(of=("self",), no_key=True).select_related("home", "host", "season")
    row = rows.get(pk=stay.pk)
    row.member = member
    return row


def log(by: User, action: str, row: FloatingStay, **extra: Any) -> None:
    """Write an act down; the log names no person and no place of a restricted one."""
    member = row.member
    path = member.path or (row.host.path if row.host else "")
    audit.log(by, action, row, path=path, restricted=member.restricted, member=member.public_id, **extra)


def _locked(member: PartyMember) -> PartyMember:
    rows = PartyMember.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("person", "organization").get(pk=member.pk)


def _require_active(member: PartyMember) -> None:
    if member.membership != Membership.ACTIVE:
        raise UserError(_("这名党员现在不在党。"), rule=_("流动期只为在党的党员登记。"), now=_("请先核对党籍登记。"))


def require_places(stay: Stay) -> None:
    """Refuse a period between one and the same, or with nobody of this system. Raises UserError."""
    same = stay.home is not None and stay.host is not None and stay.home.pk == stay.host.pk
    labels = {stay.home.label if stay.home else stay.home_label, stay.host.label if stay.host else stay.host_label}
    if same or len({one.strip() for one in labels}) == 1:
        raise UserError(
            _("流出地和流入地是同一个党组织。"),
            rule=_("在本支部参加活动的不是流动党员。"),
            now=_("请填写另一边的党组织。"),
        )
    if stay.home is None and stay.host is None:
        raise UserError(
            _("两边都不是本系统的党组织。"), rule=_("一边须是本系统的党组织。"), now=_("请选择本系统的一方。")
        )


def require_dates(member: PartyMember, stay: Stay, on: date) -> None:
    """Refuse days to come, ends before the beginning, and days before birth or admission. Raises UserError."""
    if stay.since > on or (stay.until is not None and stay.until > on):
        raise UserError(_("日期晚于今天。"), rule=_("流动期从实际的那一天登记。"), now=_("请核对日期。"))
    if stay.until is not None and stay.until <= stay.since:
        raise UserError(_("结束日期不晚于开始日期。"), rule=_("流动期先开始，后结束。"), now=_("请核对两个日期。"))
    born = member.person.birth_date
    before_birth = bool(born) and stay.since.isoformat() < born
    joined = member.admitted_on
    if before_birth or (joined is not None and stay.since < joined):
        raise UserError(
            _("开始日期早于本人出生或入党的日期。"), rule=_("入党以后才有流动期。"), now=_("请核对开始日期和入党日期。")
        )


def require_apart(member: PartyMember, stay: Stay, but: FloatingStay | None = None) -> None:
    """Refuse a period that overlaps another one of the member. Raises UserError."""
    others = member.floating_stays.exclude(pk=but.pk) if but else member.floating_stays.all()
    other = others.overlapping(stay.since, stay.until).order_by("valid_from").first()
    if other is None:
        return
    ends = other.valid_to.isoformat() if other.valid_to else _("还没有结束")
    raise UserError(
        _("和已有的流动期重叠：%(since)s 起，%(until)s。") % {"since": other.valid_from.isoformat(), "until": ends},
        rule=_("同一时间只有一段流动期。"),
        now=_("请先结束前一段，或核对日期。"),
    )
