"""What speaks against a line on a card, a vacancy or an entry in reserve, in three parts."""

from datetime import date

from django.utils.translation import gettext as _

from runwu.core.errors import Conflict, UserError
from runwu.organizations.models import Organization


def review_without_grade() -> UserError:
    """A review without its grade or paper."""
    return UserError(
        _("没有填写述职评议的等次或依据文件。"),
        rule=_("述职评议只记等次和文件，评议表由支部保存。"),
        now=_("请照结果通知填写等次和文号。"),
    )


def note_without_words() -> UserError:
    """A training or a next step without words."""
    return UserError(
        _("没有填写内容。"),
        rule=_("培训写班次和主办单位，下一步安排写要做什么。"),
        now=_("请补充后再登记。"),
    )


def day_to_come() -> UserError:
    """A day in the future for something that has happened."""
    return UserError(_("日期晚于今天。"), rule=_("按实际发生的日期登记。"), now=_("请在当天或以后登记。"))


def not_today() -> Conflict:
    """It was entered on another day."""
    return Conflict(_("这一条不是今天登记的。"), rule=_("撤回只在登记当天有效。"), now=_("请另行登记更正后的内容。"))


def not_standing(one: Organization) -> UserError:
    """The organisation is not in force."""
    return UserError(
        _("“%(name)s”现在是“%(state)s”。") % {"name": one.label, "state": one.get_state_display()},
        rule=_("空缺岗位登记在已成立的党组织。"),
        now=_("请选择已成立的党组织。"),
    )


def asks_for_nothing() -> UserError:
    """Neither a language nor a trade is asked for."""
    return UserError(
        _("没有填写语言要求或者行业技能要求。"),
        rule=_("空缺岗位按语言和行业技能匹配人员。"),
        now=_("请至少填写一项要求。"),
    )


def closed_already() -> Conflict:
    """The vacancy is closed."""
    return Conflict(_("这个空缺岗位已经关闭。"), rule=_("关闭后不再匹配。"), now=_("还需要人的，请重新登记。"))


def not_for_restricted() -> UserError:
    """A person of whom only the own organisation may know."""
    return UserError(
        _("这个人不能列入后备人选。"), rule=_("限组织内知悉的党员不列入名单。"), now=_("请由所在支部另行培养。")
    )


def told_by_nobody() -> UserError:
    """Nobody told the person."""
    return UserError(
        _("没有填写由谁告知本人。"),
        rule=_("后备人选在本人知情的前提下登记。"),
        now=_("请先当面告知本人，再填写告知人和日期。"),
    )


def no_gap() -> UserError:
    """Nothing is said about what is missing."""
    return UserError(
        _("没有填写还差什么。"), rule=_("后备人选写明准备情况和差距，用文字，不打分。"), now=_("请补充后再登记。")
    )


def listed_already() -> Conflict:
    """The person stands in reserve here."""
    return Conflict(
        _("这个人已经在后备人选中。"),
        rule=_("同一人只列一次。"),
        now=_("要改准备情况、具备条件和差距的，在那一条点“更新”。"),
    )


def objected_since() -> Conflict:
    """The person has objected after being told."""
    return Conflict(
        _("本人对列入后备提出过异议。"),
        rule=_("本人有异议的，不再列入。"),
        now=_("本人改变意愿的，再次当面告知以后，按新的告知日期登记。"),
    )


def ended_already() -> Conflict:
    """The entry has ended."""
    return Conflict(_("这一条已经退出。"), rule=_("退出以后不再变动。"), now=_("请刷新页面查看。"))


def no_reason() -> UserError:
    """No reason for taking somebody out."""
    return UserError(_("没有填写退出原因。"), rule=_("退出后备写明原因，本人看得到。"), now=_("请补充后再登记。"))


def told_before(since: date) -> UserError:
    """The day on which the person was told lies before the last one."""
    return UserError(
        _("告知日期早于上一次告知的日期 %s。") % since.isoformat(),
        rule=_("情况有变化的，先把新的情况告知本人，再登记。"),
        now=_("请填写这一次告知本人的日期。"),
    )


def nothing_different() -> UserError:
    """The update says what stands there already."""
    return UserError(
        _("准备情况、具备条件和差距都没有变化。"),
        rule=_("每次更新都留下以前的情况，没有变化的不登记。"),
        now=_("请改写有变化的一项，或者返回。"),
    )
