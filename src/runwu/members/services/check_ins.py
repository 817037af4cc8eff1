"""Reports to communities (双报到): made once, counted on both sides, ended by whoever made them."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.errors import Conflict, UserError
from runwu.members.choices import Membership
from runwu.members.models import DualCheckIn, PartyMember
from runwu.organizations.choices import OrganizationState
from runwu.organizations.models import Organization


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report as it is told: to which community (an organisation here, or a name), since when, offering what."""

    since: date
    community: Organization | None = None
    community_label: str = ""
    offer: str = ""


@transaction.atomic
def report_member(*, member: PartyMember, report: Report, by: User, on: date, by_member: bool) -> DualCheckIn:
    """Record that a member reported to a community (党员报到): by the member, or by the branch as the member asked.

    Raises UserError for a day that cannot be, and Conflict for a report that stands already.
    """
    rows = PartyMember.objects.select_for_update(of=("self",), no_key=True).select_related("organization")
    row = rows.get(pk=member.pk)
    if row.membership != Membership.ACTIVE or row.organization is None:
        raise UserError(
            _("组织关系不在本系统的支部。"),
            rule=_("由组织关系所在的支部登记报到。"),
            now=_("请向组织关系所在的支部提出。"),
        )
    if row.admitted_on and report.since < row.admitted_on:
        raise UserError(_("报到日期早于入党日期。"), rule=_("入党以后才以党员身份报到。"), now=_("请核对报到日期。"))
    return _recorded(organization=row.organization, member=row, report=report, by=by, on=on, by_member=by_member)


@transaction.atomic
def report_branch(*, organization: Organization, report: Report, by: User, on: date) -> DualCheckIn:
    """Record that a branch reported to a community as a whole (党组织报到). Raises as `report_member`."""
    rows = Organization.objects.select_for_update(of=("self",), no_key=True)
    row = rows.get(pk=organization.pk)
    if row.state != OrganizationState.ACTIVE:
        raise UserError(_("这个党组织已撤销或还没有批准。"), rule=_("由在册的党组织报到。"), now=_("请核对党组织。"))
    return _recorded(organization=row, member=None, report=report, by=by, on=on, by_member=False)


@transaction.atomic
def end_report(*, check_in: DualCheckIn, ended_on: date, by: User, on: date) -> DualCheckIn:
    """End a report with its last day (结束报到). Raises UserError for a day that cannot be, Conflict when it has ended."""
    rows = DualCheckIn.objects.select_for_update(of=("self",), no_key=True).select_related("organization", "member")
    row = rows.get(pk=check_in.pk)
    if row.valid_to is not None:
        raise Conflict(_("这次报到已经结束。"), rule=_("一次报到只结束一次。"), now=_("请刷新页面查看。"))
    if ended_on <= row.valid_from or ended_on > on:
        raise UserError(
            _("结束日期不晚于报到日期，或者晚于今天。"),
            rule=_("先报到，后结束；结束了才登记。"),
            now=_("请核对结束日期。"),
        )
    row.valid_to = ended_on
    row.save(update_fields=["valid_to"])
    _log(by, "members.check_in.ended", row)
    return row


@transaction.atomic
def withdraw_report(*, check_in: DualCheckIn, by: User, on: date) -> None:
    """Take back a report of today (撤回报到), as if it had never been made; the log keeps both acts.

    Raises Conflict for one of an earlier day, which has counted already.
    """
    row = DualCheckIn.objects.select_for_update(of=("self",), no_key=True).get(pk=check_in.pk)
    if row.valid_from < on:
        raise Conflict(
            _("这次报到从 %s 起已经计入。") % row.valid_from.isoformat(),
            rule=_("当天的报到可以撤回，以前的只能结束，历史保留。"),
            now=_("请改用“结束”。"),
        )
    _log(by, "members.check_in.withdrawn", row)
    row.delete()


def _recorded(
    *, organization: Organization, member: PartyMember | None, report: Report, by: User, on: date, by_member: bool
) -> DualCheckIn:
    if report.since > on:
        raise UserError(_("报到日期晚于今天。"), rule=_("报到以后才登记。"), now=_("请在报到以后登记。"))
    if report.community == organization:
        raise UserError(
            _("报到的社区就是所在党组织。"), rule=_("双报到是到居住地或者联系的社区报到。"), now=_("请核对报到社区。")
        )
    row = DualCheckIn(
        organization=organization, member=member, community=report.community, offer=report.offer,
        community_label=report.community_label, valid_from=report.since, by_member=by_member,
    )  # fmt: skip
    _require_new(row)
    row.full_clean(exclude=["member"])
    row.save()
    _log(by, "members.check_in.reported", row)
    return row


def _require_new(row: DualCheckIn) -> None:
    same = DualCheckIn.objects.open().filter(
        organization=row.organization, member=row.member, community=row.community, community_label=row.community_label
    )
    if same.exists():
        raise Conflict(
            _("已经向“%s”报到，还没有结束。") % row.to_name,
            rule=_("一次报到，两边各计一次，不重复登记。"),
            now=_("请查看已有的登记；再次报到的，先结束上一次。"),
        )


def _log(by: User, action: str, row: DualCheckIn) -> None:
    """Write an act down; the log names nobody."""
    restricted = bool(row.member and row.member.restricted)
    audit.log(by, action, row, path=row.organization.path, restricted=restricted)
