"""What the register keeps for a time (保存期限): who opened masked fields and why, and what reconciliations found."""

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from runwu.core.models import DutyDecision
from runwu.core.retention import Category, Moment, kept_since, register_category
from runwu.members.choices import CorrectionState, DeletionState, InvitationState, WishKind, WishState
from runwu.members.floating.duties import CONTACT_KEY
from runwu.members.floating.studying import LOST_KEY
from runwu.members.former import guests_before, left_before, reachable
from runwu.members.models import (
    CorrectionRequest,
    DeletionRequest,
    Disclosure,
    Discrepancy,
    DualCheckIn,
    FloatingStay,
    LandingStep,
    ListInvitation,
    MemberMerge,
    PartyMember,
    Provision,
    Reconciliation,
    RestrictionContact,
    RestrictionWish,
    Seedling,
    VoluntaryList,
)
from runwu.members.own.deletions import OVER
from runwu.members.seedlings import STILL_HERE
from runwu.members.services.clearing import forget_contact, forget_guest, forget_wishes
from runwu.members.services.deletions import expire
from runwu.people.models import Consent
from runwu.rules.privacy import DataCategory


def _old(moment: Moment) -> QuerySet[Disclosure]:
    since = kept_since(DataCategory.DECISION, moment.today)
    return Disclosure.objects.filter(provision__isnull=True, seen_at__date__lt=since)


register_category(
    Category.of_rows(
        "disclosure",
        _("查看记录"),
        _("决定的保存期后删除，在此之前本人都能看到"),
        _old,
    )
)


def _handed_out(moment: Moment) -> QuerySet[Provision]:
    """List what was handed out so long ago that the law asks for no record any more, with everybody's part in it."""
    return Provision.objects.filter(given_at__date__lt=kept_since(DataCategory.SHARING_RECORD, moment.today))


def _clear_handed_out(moment: Moment) -> int:
    rows = _handed_out(moment)
    count = rows.count()
    rows.delete()
    return count


register_category(
    Category(
        "provision",
        _("信息提供登记"),
        _("向他人提供数据的记录保存期满后删除，在此之前本人都能看到"),
        lambda moment: _handed_out(moment).count(),
        _clear_handed_out,
    )
)


def _lists_over(moment: Moment) -> QuerySet[VoluntaryList]:
    """List the lists by consent that were closed so long ago that nobody asks any more who agreed."""
    return VoluntaryList.objects.filter(closed_on__lt=kept_since(DataCategory.DECISION, moment.today))


def _unanswered(moment: Moment) -> QuerySet[ListInvitation]:
    """List the questions of closed lists to which nobody agreed: what is no consent is kept as briefly as leads are."""
    since = kept_since(DataCategory.LEAD, moment.today)
    rows = ListInvitation.objects.exclude(state=InvitationState.AGREED)
    return rows.filter(voluntary_list__closed_on__lt=since)


def _clear_lists(moment: Moment) -> int:
    count = _lists_over(moment).count() + _unanswered(moment).count()
    _unanswered(moment).delete()
    _lists_over(moment).delete()
    return count


register_category(
    Category(
        "voluntary_list",
        _("停用的自愿名单"),
        _("没有同意的答复按联系线索的保存期删除，同意的按决定的保存期删除"),
        lambda moment: _lists_over(moment).count() + _unanswered(moment).count(),
        _clear_lists,
    )
)


def _strangers(moment: Moment) -> QuerySet[Discrepancy]:
    """List the names that only a mandated register holds: leads, kept as briefly as leads are."""
    since = kept_since(DataCategory.LEAD, moment.today)
    return Discrepancy.objects.filter(member__isnull=True, reconciliation__made_on__lt=since)


def _reconciled(moment: Moment) -> QuerySet[Reconciliation]:
    return Reconciliation.objects.filter(made_on__lt=kept_since(DataCategory.DECISION, moment.today))


register_category(
    Category.of_rows(
        "discrepancy",
        _("对账中不在本系统的姓名"),
        _("按联系线索的保存期删除，需要时重新对账"),
        _strangers,
    )
)
register_category(
    Category.of_rows(
        "reconciliation",
        _("对账结果"),
        _("按决定的保存期删除"),
        _reconciled,
    )
)


def _answered(moment: Moment) -> QuerySet[CorrectionRequest]:
    """Requests whose answer has outlived the time of decisions, and those taken back that long ago; open ones wait."""
    since = kept_since(DataCategory.DECISION, moment.today)
    return CorrectionRequest.objects.exclude(state=CorrectionState.ASKED).filter(asked_at__date__lt=since)


register_category(
    Category.of_rows(
        "correction",
        _("已办结的更正申请"),
        _("决定的保存期后删除，在此之前本人都能看到"),
        _answered,
    )
)


def _over(moment: Moment) -> QuerySet[DeletionRequest]:
    """List what was only stored because a document demanded it, once the last day of that is over."""
    return DeletionRequest.objects.filter(state=DeletionState.FROZEN, until__lt=moment.today)


def _expire(moment: Moment) -> int:
    done = 0
    for row in _over(moment).order_by("pk"):
        with transaction.atomic():
            expire(row)
        done += 1
    return done


register_category(
    Category(
        "frozen_piece",
        _("停止处理、只保存的内容"),
        _("到答复写明的最后一天，过后删除（个人信息保护法第四十七条）；没有写明期限的，解除以前一直保存"),
        lambda moment: _over(moment).count(),
        _expire,
    )
)


def _done_deletions(moment: Moment) -> QuerySet[DeletionRequest]:
    """Requests that were answered or taken back so long ago; open ones wait, frozen ones hold what is stored."""
    since = kept_since(DataCategory.DECISION, moment.today)
    waiting = (DeletionState.ASKED, DeletionState.FROZEN)
    return DeletionRequest.objects.exclude(state__in=waiting).filter(asked_at__date__lt=since)


register_category(
    Category.of_rows(
        "deletion",
        _("已办结的删除申请"),
        _("决定的保存期后删除，在此之前本人都能看到"),
        _done_deletions,
    )
)


def _reminded(moment: Moment) -> QuerySet[DutyDecision]:
    """What was decided about reminders to get in touch (久未联系提醒) or to look for somebody: leads, gone as they are."""
    since = kept_since(DataCategory.LEAD, moment.today)
    leads = Q(duty_key__startswith=CONTACT_KEY) | Q(duty_key__startswith=LOST_KEY)
    return DutyDecision.objects.filter(leads, decided_at__date__lte=since)


def _touched(moment: Moment) -> QuerySet[FloatingStay]:
    """Periods that ended so long ago that nobody needs to know when the branch was last in touch."""
    since = kept_since(DataCategory.LEAD, moment.today)
    return FloatingStay.objects.filter(contacted_on__isnull=False, valid_to__lte=since, link_agreed_on__isnull=True)


def _forget_contacts(moment: Moment) -> int:
    return _reminded(moment).delete()[0] + _touched(moment).update(contacted_on=None)


register_category(
    Category(
        "floating_contact",
        _("久未联系提醒和联系日期"),
        _("按联系线索的保存期删除；联系日期在流动期结束后同样删除"),
        lambda moment: _reminded(moment).count() + _touched(moment).count(),
        _forget_contacts,
    )
)


def _merged(moment: Moment) -> QuerySet[MemberMerge]:
    """List the merges whose copy of both rows has outlived the time of decisions; that they happened stays on record."""
    since = kept_since(DataCategory.DECISION, moment.today)
    return MemberMerge.objects.filter(merged_on__lt=since).filter(snapshot__isnull=False)


register_category(
    Category(
        "member_merge",
        _("合并前两行的副本"),
        _("决定的保存期后清除，合并记录保留"),
        lambda moment: _merged(moment).count(),
        lambda moment: _merged(moment).update(snapshot=None),
    )
)


def _seedlings(moment: Moment) -> QuerySet[Seedling]:
    """List the proposals that ended, or whose member left the branch, before the time of decisions."""
    since = kept_since(DataCategory.DECISION, moment.today)
    return Seedling.objects.filter(Q(ended_on__lt=since) | ~STILL_HERE & Q(proposed_on__lt=since))


register_category(
    Category.of_rows(
        "seedling",
        _("已结束的苗子提名"),
        _("结束以后按决定的保存期删除，在此之前本人看得到"),
        _seedlings,
    )
)


def _gone_guests(moment: Moment) -> QuerySet[PartyMember]:
    """List the guests who left so long ago, without a link out of season, that nothing here is to be done any more."""
    return guests_before(kept_since(DataCategory.FORMER, moment.today))


def _forget_guests(moment: Moment) -> int:
    return sum(1 for member in list(_gone_guests(moment).order_by("pk")) if forget_guest(member) is None)


register_category(
    Category(
        "former_guest",
        _("流动结束、没有约定季外联系的流入党员"),
        _("离开以后按联系方式的保存期清除全部登记内容，只留没有姓名的起止；有手续没办完的，办完以后清除"),
        lambda moment: _gone_guests(moment).count(),
        _forget_guests,
    )
)


def _former(moment: Moment) -> QuerySet[PartyMember]:
    """List the former members whose phone or workplaces have outlived the time in which something may be left to do."""
    return reachable(left_before(kept_since(DataCategory.FORMER, moment.today)))


def _forget_former(moment: Moment) -> int:
    return sum(1 for member in list(_former(moment).order_by("pk")) if forget_contact(member) is None)


register_category(
    Category(
        "former_contact",
        _("不再是党员或者已转出的人的手机和岗位"),
        _("离开以后按联系方式的保存期清除；姓名、类别、组织关系和身份变动按党员档案规定保存，不清除"),
        lambda moment: _former(moment).count(),
        _forget_former,
    )
)


def _walked(moment: Moment) -> QuerySet[LandingStep]:
    """List the soft steps of periods that ended so long ago, without a link out of season."""
    since = kept_since(DataCategory.FORMER, moment.today)
    return LandingStep.objects.filter(stay__valid_to__lt=since, stay__link_agreed_on__isnull=True)


register_category(
    Category.of_rows(
        "landing_step",
        _("已结束流动期的五步"),
        _("流动期结束以后按离开以后联系方式的保存期删除"),
        _walked,
    )
)


def _ended_contacts(moment: Moment) -> QuerySet[RestrictionContact]:
    return RestrictionContact.objects.filter(valid_to__lt=kept_since(DataCategory.DECISION, moment.today))


register_category(
    Category.of_rows(
        "ended_contact",
        _("已结束的联系人"),
        _("结束以后按决定的保存期删除"),
        _ended_contacts,
    )
)


def _withdrawn_consents(moment: Moment) -> QuerySet[Consent]:
    return Consent.objects.filter(valid_to__lt=kept_since(DataCategory.DECISION, moment.today))


register_category(
    Category.of_rows(
        "withdrawn_consent",
        _("已收回的公开范围"),
        _("收回以后按决定的保存期删除"),
        _withdrawn_consents,
    )
)


def _ended_check_ins(moment: Moment) -> QuerySet[DualCheckIn]:
    """List the reports of members that ended so long ago; those of branches as a whole tell of nobody."""
    since = kept_since(DataCategory.DECISION, moment.today)
    return DualCheckIn.objects.filter(member__isnull=False, valid_to__lt=since)


register_category(
    Category.of_rows(
        "ended_check_in",
        _("党员已结束的社区报到"),
        _("结束以后按决定的保存期删除"),
        _ended_check_ins,
    )
)


def _settled_wishes(moment: Moment) -> QuerySet[RestrictionWish]:
    """List the wishes that were refused, taken back or hold no more; a granted one is the ground while it holds."""
    since = kept_since(DataCategory.DECISION, moment.today)
    holds = Q(kind=WishKind.RESTRICT, member__restricted=True) | Q(kind=WishKind.APART, member__without_employer=True)
    over = Q(state__in=OVER) | (Q(state=WishState.GRANTED) & ~holds)
    old = Q(decided_on__lt=since) | Q(decided_on__isnull=True, wished_on__lt=since)
    return RestrictionWish.objects.filter(over, old)


register_category(
    Category(
        "settled_wish",
        _("已办结、不再有效的意愿"),
        _("办结以后按决定的保存期删除，书面申请的原件随后删除；仍然有效的，是现状的依据，一直保存"),
        lambda moment: _settled_wishes(moment).count(),
        lambda moment: forget_wishes(_settled_wishes(moment)),
    )
)
