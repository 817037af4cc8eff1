"""Dividing a branch into Party groups (党小组编组): by a decision of the branch itself, members and leaders at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.errors import Conflict, UserError
from runwu.core.pinyin import initials_of
from runwu.members.models import GroupMembership, PartyMember
from runwu.organizations.choices import BRANCH_FORMS, Form, OrganizationState, PostKind
from runwu.organizations.holders import Holder
from runwu.organizations.models import Organization, Post
from runwu.organizations.services import PostEntry, end_post, establish, record_post, withdraw_post
from runwu.organizations.services.refusals import name_taken
from runwu.organizations.services.tree import park_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrangement:
    """What a branch decided: a new group, who goes where (None: to no group), who leads which group (None: nobody)."""

    on: date
    document: str
    new_group: str = ""
    named: str = ""  # how leaders came about, in words
    places: Mapping[PartyMember, Organization | None] = field(default_factory=dict)
    leaders: Mapping[Organization, PartyMember | None] = field(default_factory=dict)


@transaction.atomic
def arrange_groups(*, branch: Organization, arrangement: Arrangement, by: User) -> int:
    """Found a group, place members and name leaders as a branch decided; return how many members changed places.

    Raises UserError for a day to come, one before what stands began, a name that is taken, a leader of another group;
    Conflict for a branch that has ended.
    """
    rows = Organization.objects.select_for_update(of=("self",), no_key=True).select_related("park")
    branch = rows.get(pk=branch.pk)
    _check(branch, arrangement)
    if arrangement.new_group.strip():
        _found(branch, arrangement, by)
    changed = [member for member, group in arrangement.places.items() if _place(member, group, arrangement, by)]
    for group, member in arrangement.leaders.items():
        _lead(group, member, arrangement, by)
    _log(branch, changed, arrangement, by)
    return len(changed)


def _log(branch: Organization, changed: Sequence[PartyMember], arrangement: Arrangement, by: User) -> None:
    """Write down how many changed places; restricted members in an entry of their own, so that no number tells of them."""
    for restricted in (False, True):
        number = sum(member.restricted is restricted for member in changed)
        if number:
            audit.log(
                by, "members.groups.arranged", branch, place=park_id(branch), path=branch.path, members=number,
                on=arrangement.on, restricted=restricted,
            )  # fmt: skip


def _check(branch: Organization, arrangement: Arrangement) -> None:
    if branch.form not in BRANCH_FORMS or branch.state != OrganizationState.ACTIVE:
        raise Conflict(
            _("“%s”现在不能编党小组。") % branch.label,
            rule=_("党小组设在已成立的党支部之下。"),
            now=_("请到组织页查看它的形式和状态。"),
        )
    if arrangement.on > timezone.localdate():
        raise UserError(
            _("编组日期晚于今天。"), rule=_("按支部决定生效的日期登记。"), now=_("请在生效当天或以后登记。")
        )
    if branch.established_on and arrangement.on < branch.established_on:
        raise UserError(
            _("编组日期早于支部成立日期。"), rule=_("先有党支部，后有党小组。"), now=_("请核对支部决定的日期。")
        )


def _found(branch: Organization, arrangement: Arrangement, by: User) -> Organization:
    name = arrangement.new_group.strip()
    standing = (OrganizationState.ACTIVE, OrganizationState.PENDING)
    if Organization.objects.filter(park=branch.park, name=name, state__in=standing).exists():
        raise name_taken(name)
    group = Organization(
        name=name, initials=initials_of(name, limit=100), form=Form.GROUP, park=branch.park, sector=branch.sector,
        established_on=arrangement.on,
    )  # fmt: skip
    return establish(organization=group, parent=branch, on=arrangement.on, by=by)


def _place(member: PartyMember, group: Organization | None, arrangement: Arrangement, by: User) -> bool:
    """Put a member into a group from a day on; what began that day is replaced where it stands."""
    on = arrangement.on
    row = GroupMembership.objects.select_for_update(of=("self",)).open().filter(member=member).first()
    if row is not None and group is not None and row.group_id == group.pk:
        return False
    if row is not None and row.valid_from > on:
        raise UserError(
            _("%(name)s现在的党小组从 %(day)s 开始。")
            % {"name": member.person.full_name, "day": row.valid_from.isoformat()},
            rule=_("已经记录的历史不改写。"),
            now=_("请填写这一天或以后的日期。"),
        )
    if row is not None and row.valid_from == on:
        row.delete()
    elif row is not None:
        row.valid_to = on
        row.save(update_fields=["valid_to"])
    if group is not None:
        GroupMembership.objects.create(
            member=member, group=group, valid_from=on, document=arrangement.document.strip(),
            recorded_on=timezone.localdate(), recorded_by=by.public_id,
        )  # fmt: skip
    return row is not None or group is not None


def _lead(group: Organization, member: PartyMember | None, arrangement: Arrangement, by: User) -> None:
    """Name the leader of a group among its open members; the former one's post ends that day."""
    held = Post.objects.open().filter(organization=group, kind=PostKind.GROUP_LEADER, person__sealed=False)
    former = held.select_related("organization__park", "person").first()
    if former is not None and member is not None and former.person_id == member.person_id:
        return
    if member is not None and not GroupMembership.objects.open().filter(member=member, group=group).exists():
        raise UserError(
            _("%(name)s没有编在“%(group)s”。") % {"name": member.person.full_name, "group": group.name},
            rule=_("党小组组长由本小组的党员担任，由支部指定或者小组推选。"),
            now=_("请先把这名党员编入这个小组，再选为组长。"),
        )
    if former is not None and former.valid_from == arrangement.on == former.recorded_on:
        withdraw_post(post=former, by=by)
    elif former is not None:
        end_post(post=former, on=arrangement.on, document=arrangement.document, by=by)
    if member is not None:
        entry = PostEntry(
            kind=PostKind.GROUP_LEADER,
            since=arrangement.on,
            decided_by=arrangement.named or _("本支部"),
            document=arrangement.document,
        )
        record_post(organization=group, holder=Holder(person=member.person, here=True), entry=entry, by=by)
