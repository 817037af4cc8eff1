"""Who can see a member (谁能看到我): the accounts that reach the row on a day, and what each of them sees."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from runwu.access.choices import Role
from runwu.access.models import RoleAssignment
from runwu.access.policies import POLICIES, Reach
from runwu.core.models.base import in_force
from runwu.core.scope import Capability as C  # noqa: N817 -- read beside the policies
from runwu.members.choices import OPEN_TRANSFERS, TransferState
from runwu.members.models import PartyMember
from runwu.members.own.reaching import reach_of
from runwu.organizations.models import Organization
from runwu.organizations.paths import ancestors


@dataclass(frozen=True, slots=True)
class Viewer:
    """Accounts of one role at one place, and what they see of the member."""

    role: str
    place: str
    sees: str
    names: list[str] = field(default_factory=list)


def viewers(*, member: PartyMember, on: date) -> Sequence[Viewer]:
    """Return who reaches a member's row on a day, the own branch first. One query.

    The same places and capabilities decide as in `members.selectors.named_to`; a test compares the two.
    """
    wanted = [role for role in Role if _sees(role, member)]
    rows = RoleAssignment.objects.filter(
        in_force(on), reach_of(member.organization), role__in=wanted, user__is_active=True
    )
    found: dict[tuple[str, str], Viewer] = {}
    for row in rows.select_related("user", "organization", "park", "enterprise", "grid").order_by("role", "pk"):
        role = Role(row.role)
        if POLICIES[role].reach is Reach.BRANCH and row.organization_id != member.organization_id:
            continue
        key = (role.value, row.place_label)
        viewer = found.setdefault(key, Viewer(str(role.label), row.place_label, _sees(role, member)))
        viewer.names.append(row.user.display_name)
    return sorted(found.values(), key=lambda one: one.role != str(Role.BRANCH_SECRETARY.label))


def elsewhere(*, member: PartyMember, on: date) -> Sequence[Viewer]:
    """Return who reads a transfer, floating period or report of a member at another organisation than the own.

    Four queries.

    Of a restricted member only the other side of a transfer that is not settled, and there only the branch itself.
    """
    places = [*_of_transfers(member), *_of_stays(member), *_of_check_ins(member)]
    found: dict[tuple[str, str, str], Viewer] = {}
    reach = Q(pk__in=[])
    for organization, _words in places:
        reach |= reach_of(organization)
    rows = RoleAssignment.objects.filter(in_force(on), reach, user__is_active=True)
    for row in rows.select_related("user", "organization", "park", "enterprise", "grid"):
        for organization, words in places:
            if not _reaches(row, organization) or not _reads(Role(row.role), member):
                continue
            key = (row.role, row.place_label, words)
            viewer = found.setdefault(key, Viewer(str(Role(row.role).label), row.place_label, words))
            if row.user.display_name not in viewer.names:
                viewer.names.append(row.user.display_name)
    return list(found.values())


def _of_transfers(member: PartyMember) -> Iterator[tuple[Organization, str]]:
    for row in member.transfers.select_related("source", "target"):
        words = _("这件转接：姓名、类别、两边组织和办理记录")
        open_now = row.state in OPEN_TRANSFERS
        if row.target is not None and row.target_id != member.organization_id and (open_now or not member.restricted):
            yield row.target, words
        settled = row.state == TransferState.DONE and row.closed_on is not None
        if row.source is not None and row.source_id != member.organization_id and not (member.restricted and settled):
            yield row.source, words


def _of_stays(member: PartyMember) -> Iterator[tuple[Organization, str]]:
    """Yield the organisations that host; a restricted member is seen by none of them."""
    stays = member.floating_stays.select_related("host").filter(host__isnull=False)
    for row in () if member.restricted else stays:
        if row.host is not None and row.host_id != member.organization_id:
            yield row.host, _("这段流动期：姓名、两边组织、起止、原因和活动地点；支部书记还看到五步")


def _of_check_ins(member: PartyMember) -> Iterator[tuple[Organization, str]]:
    """Yield the communities of reports (双报到), standing and ended; a restricted member is seen by none of them."""
    rows = member.check_ins.select_related("community").filter(community__isnull=False)
    for row in () if member.restricted else rows:
        if row.community is not None and row.community_id != member.organization_id:
            yield row.community, _("这次社区报到：姓名、所在支部、愿做的事和起止")


def _reads(role: Role, member: PartyMember) -> bool:
    held = POLICIES[role].capabilities
    return C.SEE_MEMBER_CONTACTS in held if member.restricted else bool({C.SEE_MEMBERS, C.ASK_FOR_NAMES} & held)


def _reaches(row: RoleAssignment, organization: Organization) -> bool:
    """Tell whether one assignment reaches an organisation; the same places as `reach_of`."""
    if row.park_id is not None:
        return row.park_id == organization.park_id
    if row.organization_id == organization.pk:
        return True
    above = row.organization is not None and row.with_below and row.organization.path in ancestors(organization.path)
    return above and POLICIES[Role(row.role)].reach is not Reach.BRANCH


def _sees(role: Role, member: PartyMember) -> str:
    """Say what somebody with a role sees of the member; nothing for whom the member does not exist."""
    held = POLICIES[role].capabilities
    if member.restricted:
        return _of_restricted(held, member)
    if C.SEE_MEMBER_CONTACTS in held:
        return _everything(held)
    if C.SEE_MEMBERS in held:
        told = _("姓名、类别、支部和入党日期；手机和出生日期遮盖，写明事由才能打开，留有记录")
        return _with_dues(told) if C.SEE_DUES_STATE in held else told
    if C.KEEP_DUES in held:
        return _only_dues()
    return _("写明事由后 15 分钟内看到姓名、类别和支部，记入日志") if C.ASK_FOR_NAMES in held else ""


def _of_restricted(held: frozenset[C], member: PartyMember) -> str:
    if C.SEE_MEMBER_CONTACTS in held:
        return _everything(held)
    if C.KEEP_DUES in held:
        return _only_dues()
    if member.opened_to_park and C.EDIT_MEMBERS in held:
        return _("姓名、类别和所在支部，经你同意；别的登记内容和办理记录都看不到")
    return _("姓名和所在支部；别的登记内容和办理记录都看不到") if C.SEE_RESTRICTED in held else ""


def _everything(held: frozenset[C]) -> str:
    told = _("全部登记内容")
    return _with_dues(told) if C.SEE_DUES in held and C.KEEP_DUES not in held else told


def _with_dues(told: str) -> str:
    return _("%(told)s；党费只看交清没有，不看金额") % {"told": told}


def _only_dues() -> str:
    return _("姓名和党费，不看其他登记内容")
