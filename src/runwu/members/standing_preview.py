"""What a decision about a standing would change (影响): counts, lists, duties and sight, told before it is recorded."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.translation import gettext as _

from runwu.access.models import RoleAssignment
from runwu.core.models.base import in_force
from runwu.core.registries import Consequence
from runwu.core.rulebooks import rulebook
from runwu.core.scope import Scope
from runwu.enterprises.models import Workplace
from runwu.members import selectors, standings
from runwu.members.choices import OPEN_TRANSFERS, Membership, Standing, StandingAct
from runwu.members.models import PartyMember
from runwu.members.services.sizes import counts_of, place_of
from runwu.members.services.standing import AFTER, StandingEntry
from runwu.organizations.models import Post
from runwu.rules.periods import in_words
from runwu.rules.recruitment import probation_ends

_LEAVES_COUNTS = (StandingAct.SUSPENDED, StandingAct.ANNULLED, StandingAct.REMOVED, StandingAct.WITHDRAWN)


def consequences(*, scope: Scope, member: PartyMember, entry: StandingEntry) -> Sequence[Consequence]:
    """Say what a decision would change, for somebody who may record it. At most nine queries."""
    return list(_lines(scope, member, entry))


def _lines(scope: Scope, member: PartyMember, entry: StandingEntry) -> Iterator[Consequence]:
    before, after = standings.rule_standing(member), AFTER[entry.act]
    words = _("不变，仍是%s") % before.label if before is after else f"{before.label} → {after.label}"
    yield Consequence(_("党员身份"), words)
    yield from _counts(scope, member, entry.act)
    yield from _firms(scope, member, entry.act, scope.on)
    yield Consequence(_("名单"), _lists(entry.act))
    yield Consequence(_("待办"), _duty(member, entry))
    yield Consequence(_("知悉范围"), _sight(entry.act))
    yield from _left_alone(member, entry.act, scope.on)


def _counts(scope: Scope, member: PartyMember, act: StandingAct) -> Iterator[Consequence]:
    if member.organization is None or act is StandingAct.EXTENDED:
        return
    found = counts_of(scope, [member.organization])
    full, probationary = _moved(found.full or 0, found.probationary, member, act)
    told = {"full": found.full, "probationary": found.probationary, "then": full, "rest": probationary}
    words = _("正式党员 %(full)d → %(then)d 名，预备党员 %(probationary)d → %(rest)d 名") % told
    yield Consequence(member.organization.label, words)


def _moved(full: int, probationary: int, member: PartyMember, act: StandingAct) -> tuple[int, int]:
    if act is StandingAct.CONVERTED:
        return full + 1, probationary - 1
    step = 1 if act is StandingAct.RESTORED else -1
    if member.membership == Membership.SUSPENDED and act is not StandingAct.RESTORED:
        step = 0  # counted no more since the suspension
    return (full + step, probationary) if member.standing == Standing.FULL else (full, probationary + step)


def _firms(scope: Scope, member: PartyMember, act: StandingAct, on: date) -> Iterator[Consequence]:
    """Say what the full members of the enterprise become; nothing where the person is not connected with one."""
    if member.restricted or member.without_employer or act is StandingAct.EXTENDED or member.organization is None:
        return
    rows = Workplace.objects.on(on).filter(person=member.person_id).select_related("enterprise__park")
    for row in rows.order_by("pk")[:2]:
        park = row.enterprise.park
        count = selectors.counted_by_enterprise(scope=scope, park=park, on=on, only=row.enterprise)
        held = count.get(row.enterprise_id, selectors.MemberCount())
        full, _rest = _moved(held.full, held.probationary, member, act)
        if full != held.full:
            words = _("可计入企业的正式党员 %(full)d → %(then)d 名") % {"full": held.full, "then": full}
            yield Consequence(row.enterprise.label, words)


def _lists(act: StandingAct) -> str:
    if act is StandingAct.CONVERTED:
        return _("党员名单里改列为正式党员；历史时点在生效日期以前的，仍列为预备党员")
    if act is StandingAct.EXTENDED:
        return _("仍列为预备党员")
    if act is StandingAct.RESTORED:
        return _("重新列入党员名单和人数")
    return _("从生效日期起不再列入党员名单和人数，仍在“身份变动”里；历史时点在这以前的照旧")


def _duty(member: PartyMember, entry: StandingEntry) -> str:
    place = place_of(member.organization) if member.organization else {}
    book = rulebook(on=entry.on, **place)
    if entry.act is StandingAct.EXTENDED and member.admitted_on and entry.months:
        ends = probation_ends(member.admitted_on, extension_months=entry.months, book=book)
        return _("%s期满，届时由支部大会讨论") % in_words(ends)
    if entry.act is StandingAct.SUSPENDED:
        months = book.number("membership.suspension_months")
        return _("停止党籍满 %d 个月时，提示研究；到期不改变身份") % months
    return _("与原来身份有关的待办不再出现")


def _sight(act: StandingAct) -> str:
    if act in _LEAVES_COUNTS:
        return _("登记名册的人和所在支部书记仍能看到；写明事由查看名单的部门不再看到")
    return _("谁能看到不变")


def _left_alone(member: PartyMember, act: StandingAct, on: date) -> Iterator[Consequence]:
    """Say what somebody else has to see to: posts, accounts and transfers stay as they are."""
    if act not in _LEAVES_COUNTS:
        return
    posts = Post.objects.on(on).filter(person=member.person_id).select_related("organization")
    named = "、".join(f"{one.organization.label}{one.get_kind_display()}" for one in posts)
    if named:
        yield Consequence(_("任职"), _("%s，任职不会自动结束，请另行办理") % named)
    user = member.person.user_id
    if user and RoleAssignment.objects.filter(in_force(on), user_id=user).exists():
        yield Consequence(_("账号"), _("本人账号的授权不会自动收回，请安全管理员办理"))
    if member.transfers.filter(state__in=OPEN_TRANSFERS).exists():
        yield Consequence(_("组织关系转接"), _("有一件正在办理，请撤回或者等办结"))
