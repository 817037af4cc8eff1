"""What speaks against a post (任职不能登记的情形), in three parts."""

from datetime import date

from django.utils.translation import gettext as _

from runwu.core.errors import Conflict, UserError
from runwu.organizations.choices import PostKind
from runwu.organizations.models import Organization, Post


def organization_not_standing(one: Organization) -> UserError:
    """The organisation is not in force."""
    return UserError(
        _("“%(name)s”现在是“%(state)s”。") % {"name": one.label, "state": one.get_state_display()},
        rule=_("任职登记在已成立的党组织。"),
        now=_("待批复的，请先登记批复；已撤销的，请到承接组织登记。"),
    )


def no_decision() -> UserError:
    """Nobody is named who decided, or no paper."""
    return UserError(
        _("没有填写决定机关或依据文件。"),
        rule=_("任职凭选举结果、批复或聘任文件登记。"),
        now=_("请照文件填写决定机关和文号。"),
    )


def no_end_document() -> UserError:
    """The post has ended, and no paper says so."""
    return UserError(
        _("填了离任日期，没有写离任依据文件。"),
        rule=_("离任同任职一样，凭免职、辞职批复或换届结果登记。"),
        now=_("请照文件填写文号或标题；还在任的，请把离任日期留空。"),
    )


def in_future(what: str) -> UserError:
    """A day lies in the future."""
    return UserError(
        _("%s晚于今天。") % what,
        rule=_("任职按实际发生的日期登记。"),
        now=_("请在当天或以后登记。"),
    )


def before_organization(one: Organization, established: date) -> UserError:
    """The post would begin before the organisation."""
    return UserError(
        _("任职日期早于“%(name)s”成立的日期 %(day)s。") % {"name": one.label, "day": established},
        rule=_("组织成立以后才有任职。"),
        now=_("请核对任职日期；在前身组织的任职，请登记到前身组织。"),
    )


def before_birth() -> UserError:
    """The post would begin before its holder was born. The day itself is not told."""
    return UserError(
        _("任职日期早于本人的出生日期。"),
        rule=_("日期按文件填写，不得与本人信息矛盾。"),
        now=_("请核对任职日期；出生日期有误的，请先更正党员信息。"),
    )


def ends_too_early() -> UserError:
    """The post would end before it began."""
    return UserError(
        _("离任日期不晚于任职日期。"),
        rule=_("离任日期是不再任职的第一天。"),
        now=_("请核对两个日期；当天登记错的，请撤回登记。"),
    )


def not_a_member_here(organization: Organization, kind: str) -> UserError:
    """An elected post would go to somebody whose affiliation lies elsewhere."""
    return UserError(
        _("组织关系不在“%(name)s”，不能登记为%(kind)s。") % {"name": organization.label, "kind": PostKind(kind).label},
        rule=_("书记、副书记、委员由本组织的党员选举产生。"),
        now=_("请先办理组织关系转接；上级选派的，请登记为第一书记或党建指导员。"),
    )


def has_secretary(held: Post) -> UserError:
    """Another secretary is in office at the time."""
    return UserError(
        _("%(name)s自 %(since)s 起任书记，任期与这一项重叠。") % {"name": held.person.name, "since": held.valid_from},
        rule=_("一个组织同一时间只有一名书记。"),
        now=_("请先登记前任的离任日期，再登记新任书记。"),
    )


def same_post(held: Post) -> UserError:
    """The same person holds the same post at the time."""
    return UserError(
        _("本人这段时间已登记同一职务（%s 起）。") % held.valid_from,
        rule=_("同一任职只登记一次。"),
        now=_("内容有误的，请在原登记上更正。"),
    )


def without_employer() -> UserError:
    """Somebody placed without employer would be tied to an enterprise."""
    return UserError(
        _("本人不与工作单位关联，不能登记任职企业。"),
        rule=_("本人选择不与工作单位关联的，任何页面不显示其单位。"),
        now=_("请把任职企业和管理层级留空。"),
    )


def level_without_enterprise() -> UserError:
    """A level of management would stand without the enterprise."""
    return UserError(
        _("填了管理层级，没有选任职企业。"),
        rule=_("管理层级是在某一家企业里的层级。"),
        now=_("请选择任职企业，或把管理层级留空。"),
    )


def ended_already() -> Conflict:
    """The post has ended."""
    return Conflict(
        _("这项任职已经登记离任。"),
        rule=_("离任只登记一次。"),
        now=_("日期有误的，请用“更正”修改。"),
    )


def not_today() -> Conflict:
    """It was entered on another day, or in another way."""
    return Conflict(
        _("这项任职不是今天登记的，不能撤回。"),
        rule=_("撤回只在登记当天有效。"),
        now=_("内容有误的，请用“更正”修改；不再任职的，请登记离任。"),
    )
