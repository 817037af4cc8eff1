"""What speaks against a relation or a promise (关系、承诺不能登记的情形), in three parts."""

from datetime import date

from django.utils.translation import gettext as _

from runwu.core.errors import Conflict, UserError
from runwu.organizations.models import Organization, OrganizationRelation


def to_itself(one: Organization) -> UserError:
    """Both ends are the same organisation."""
    return UserError(
        _("“%s”不能同自己建立关系。") % one.label,
        rule=_("指导、联盟、结对是两个组织之间的关系。"),
        now=_("请选择另一个组织。"),
    )


def not_standing(one: Organization) -> UserError:
    """One end does not stand."""
    return UserError(
        _("“%(name)s”现在是“%(state)s”。") % {"name": one.label, "state": one.get_state_display()},
        rule=_("只有已成立的组织之间登记关系。"),
        now=_("待批复的，请先登记批复；已撤销的，请同承接组织登记。"),
    )


def unknown_kind() -> UserError:
    """The kind of relation has no such line."""
    return UserError(
        _("这种关系没有这条条线。"),
        rule=_("指导分行业线、产业链和大党委；联盟分 1+N 联建和不分条线；结对不分条线；隶属不在这里登记。"),
        now=_("请重新选择关系；要改变上级组织的，请用“调整隶属”。"),
    )


def no_document() -> UserError:
    """No paper is named."""
    return UserError(
        _("没有填写依据文件。"),
        rule=_("关系的建立和终止凭文件、协议或会议纪要登记。"),
        now=_("请照文件填写标题或文号。"),
    )


def in_future(what: str) -> UserError:
    """A day lies in the future."""
    return UserError(
        _("%s晚于今天。") % what,
        rule=_("按实际发生的日期登记。"),
        now=_("请在当天或以后登记。"),
    )


def before_organization(one: Organization, established: date) -> UserError:
    """The relation would begin before one of its ends."""
    return UserError(
        _("开始日期早于“%(name)s”成立的日期 %(day)s。") % {"name": one.label, "day": established},
        rule=_("组织成立以后才有关系。"),
        now=_("请核对开始日期。"),
    )


def ends_too_early() -> UserError:
    """The relation would end before it began."""
    return UserError(
        _("终止日期不晚于开始日期。"),
        rule=_("终止日期是关系不再有效的第一天。"),
        now=_("请核对两个日期；当天登记错的，请撤回登记。"),
    )


def already_related(found: OrganizationRelation) -> UserError:
    """The same relation holds at the time."""
    return UserError(
        _("“%(one)s”和“%(two)s”自 %(since)s 起已有同样的关系（%(what)s）。")
        % {
            "one": found.source.label, "two": found.target.label, "since": found.valid_from,
            "what": f"{found.get_line_display()}{found.get_kind_display()}",
        },
        rule=_("两个组织之间同一条线上的同一种关系，同一时间只登记一次。"),
        now=_("请先终止原来的关系，或核对日期。"),
    )  # fmt: skip


def ring(source: Organization, target: Organization) -> UserError:
    """The one to be led already leads the leading one on this line."""
    return UserError(
        _("这条线上“%(target)s”已在“%(source)s”之上，不能反过来受它指导。")
        % {"source": source.label, "target": target.label},
        rule=_("一条线自上而下，不能成环。"),
        now=_("请核对哪一方牵头；方向有变的，请先终止原来的关系。"),
    )


def subordinate_already(source: Organization, target: Organization) -> UserError:
    """A big committee would guide what is subordinate to it."""
    return UserError(
        _("“%(target)s”本来就隶属“%(source)s”。") % {"source": source.label, "target": target.label},
        rule=_("大党委指导的是没有隶属关系的组织；隶属的按隶属关系领导。"),
        now=_("不需要登记；请查看“隶属”一栏。"),
    )


def ended_already() -> Conflict:
    """The relation has ended."""
    return Conflict(
        _("这项关系已经终止。"),
        rule=_("终止只登记一次。"),
        now=_("今天登记的，可以撤回后重新登记。"),
    )


def not_today(what: str) -> Conflict:
    """It was entered on another day."""
    return Conflict(
        _("%s不是今天登记的，不能撤回。") % what,
        rule=_("撤回只在登记当天有效。"),
        now=_("关系不再有效的，请登记终止；承诺的兑现情况以登记的为准。"),
    )


def has_promises() -> Conflict:
    """Promises hang on the relation that would be taken back."""
    return Conflict(
        _("这项关系下已经登记承诺事项。"),
        rule=_("有承诺的关系不能当作没有登记过。"),
        now=_("请先撤回今天登记的承诺，再撤回关系；不再有效的，请登记终止。"),
    )


def relation_over() -> Conflict:
    """A promise would be made in a relation that has ended."""
    return Conflict(
        _("这项关系已经终止，不能再登记新的承诺。"),
        rule=_("承诺在有效的关系里登记。"),
        now=_("请先登记新的关系。"),
    )


def no_words() -> UserError:
    """The promise says nothing."""
    return UserError(
        _("没有写承诺事项。"),
        rule=_("承诺写清做什么、给谁、到什么时候。"),
        now=_("请补充后再登记。"),
    )


def not_a_side() -> UserError:
    """The organisation that promises belongs to neither end."""
    return UserError(
        _("作出承诺的不是关系的任何一方。"),
        rule=_("承诺由关系的一方作出。"),
        now=_("请在两个组织中选择。"),
    )


def due_before_beginning(since: date) -> UserError:
    """The promise would be due before the relation began."""
    return UserError(
        _("兑现期限早于关系开始的日期 %s。") % since,
        rule=_("承诺在关系建立以后兑现。"),
        now=_("请核对期限。"),
    )


def no_evidence() -> UserError:
    """Nothing shows what became of a promise."""
    return UserError(
        _("没有写凭据。"),
        rule=_("兑现或未兑现都要写明依据什么认定。"),
        now=_("请写明会议纪要、文件、现场情况等；不写党员姓名。"),
    )


def not_due_yet(due: date) -> UserError:
    """A promise would count as broken before its day."""
    return UserError(
        _("兑现期限是 %s，还没有到。") % due,
        rule=_("过了期限没有做到的，才登记为未兑现。"),
        now=_("请在期限过后登记；已经做到的，登记为已兑现。"),
    )


def settled_already() -> Conflict:
    """What became of the promise is on record."""
    return Conflict(
        _("这项承诺的兑现情况已经登记。"),
        rule=_("兑现情况只登记一次。"),
        now=_("今天登记错的，请撤回后重新登记。"),
    )


def no_promises_here() -> UserError:
    """A promise would be made in a relation that shows none to the other side."""
    return UserError(
        _("结对关系不登记承诺。"),
        rule=_("结对的双方只看得到对方的名称、组织形式和负责人，看不到承诺。"),
        now=_("要互相承诺的，请登记为联盟或者 1+N 联建。"),
    )
