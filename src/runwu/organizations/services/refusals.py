"""What speaks against restructuring (组织调整不能办的情形), in three parts."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from runwu.core.errors import Conflict, UserError
from runwu.organizations.models import Organization


def same_organization(one: Organization) -> UserError:
    """An organisation would succeed itself."""
    return UserError(
        _("“%s”不能由自己承接。") % one.label,
        rule=_("撤销或并入后，党员、企业和未办完的事要有另一个组织接着管。"),
        now=_("请另选承接组织。"),
    )


def not_empty(one: Organization, left: Sequence[str]) -> UserError:
    """Something is left that has to pass on."""
    return UserError(
        _("“%(name)s”还有%(left)s。") % {"name": one.label, "left": "、".join(left)},
        rule=_("没有党员、任职、企业和下级组织的，才可以不选承接组织。"),
        now=_("请选承接组织，或先办理离任、转接和调整。"),
    )


def nobody_above(one: Organization) -> UserError:
    """There is no organisation above."""
    return UserError(
        _("“%s”没有上级组织。") % one.label,
        rule=_("组织的撤销由上级党组织批准。"),
        now=_("请选承接组织。"),
    )


def below_itself(source: Organization, target: Organization) -> UserError:
    """The successor lies below the organisation that ends."""
    return UserError(
        _("“%(target)s”是“%(source)s”的下级，不能由它承接。") % {"target": target.label, "source": source.label},
        rule=_("隶属关系是一棵树，不能成环；组织撤销后由平级或上级组织承接。"),
        now=_("请另选承接组织，或先把“%s”调整到别的上级之下。") % target.label,
    )


def not_standing(one: Organization) -> UserError:
    """An organisation that does not stand takes part."""
    return UserError(
        _("“%(name)s”现在是“%(state)s”。") % {"name": one.label, "state": one.get_state_display()},
        rule=_("只有已成立的组织可以撤销、合并、拆分、升格或承接。"),
        now=_("待批复的，请先登记批复或撤回上报；已撤销的，请另选组织。"),
    )


def other_park(source: Organization, target: Organization) -> UserError:
    """Source and successor belong to different parks."""
    return UserError(
        _("“%(source)s”和“%(target)s”不在同一个园区。") % {"source": source.label, "target": target.label},
        rule=_("覆盖企业随园区统计，不能因组织调整改到别的园区。"),
        now=_("请选同一园区的承接组织；跨园区的，先由党员逐人办理组织关系转接。"),
    )


def holds_no_affiliations(target: Organization) -> UserError:
    """The successor is of a form to which no affiliation moves, or not of the same kind."""
    return UserError(
        _("“%(name)s”是%(form)s，党员组织关系不转入。") % {"name": target.label, "form": target.get_form_display()},
        rule=_(
            "组织关系在党支部、联合党支部；临时党支部、功能型党支部、流动党员党支部的党员，组织关系仍在原来的组织；"
            "党小组、党组和产业链党组织不接收组织关系。"
        ),
        now=_("请选党支部、联合党支部、党总支或党委作为承接组织。"),
    )


def group_stays(one: Organization) -> UserError:
    """A group would go elsewhere than back to its branch."""
    return UserError(
        _("“%s”是党小组，不能调整隶属、合并，也不能由别的组织承接。") % one.label,
        rule=_("党小组由所在的党支部划分，编在里面的党员组织关系在这个支部。"),
        now=_("请撤销这个党小组，由所在支部承接；换支部的党员先转接组织关系，再在新支部编组。"),
    )


def cannot_lead(source: Organization, target: Organization, below: Sequence[Organization]) -> UserError:
    """What stands below may not stand below the successor, by its form."""
    return UserError(
        _("“%(source)s”下面还有%(below)s，“%(target)s”是%(form)s，不能做它们的上级。")
        % {
            "source": source.label,
            "below": _in_words(below),
            "target": target.label,
            "form": target.get_form_display(),
        },
        rule=_("党委之下设党总支、党支部，党总支之下设党支部，党支部之下只设党小组。"),
        now=_("请另选承接组织，或先把下级组织调整走；党小组先撤销，由所在支部承接。"),
    )


def leads_already(one: Organization, form: str, below: Sequence[Organization]) -> UserError:
    """What stands below may not stand there once the organisation has its new form."""
    return UserError(
        _("“%(name)s”下面还有%(below)s，%(form)s之下不设。")
        % {"name": one.label, "below": _in_words(below), "form": form},
        rule=_("党委之下设党总支、党支部，党总支之下设党支部，党支部之下只设党小组。"),
        now=_("请先撤销这些党小组，由本支部承接；升格以后在新支部重新编组。"),
    )


def _in_words(organizations: Sequence[Organization]) -> str:
    return "、".join(f"{one.label}（{one.get_form_display()}）" for one in organizations)


def no_paper() -> UserError:
    """Number or authority of the approval are missing."""
    return UserError(
        _("没有填批复的文号或批准机关。"),
        rule=_("组织的设立、调整和撤销由上级党组织批准。"),
        now=_("请照批复原件填写文号、日期和批准机关。"),
    )


def day_to_come(what: str) -> UserError:
    """A date lies in the future."""
    return UserError(
        _("%s晚于今天。") % what,
        rule=_("组织调整按实际生效的日期登记。"),
        now=_("请在生效当天或以后登记。"),
    )


def before_the_paper(issued_on: date, on: date) -> UserError:
    """It would take effect before the approval was given."""
    return UserError(
        _("生效日期 %(on)s 早于批复日期 %(issued)s。") % {"on": on, "issued": issued_on},
        rule=_("组织调整自上级批准起生效。"),
        now=_("请照批复核对两个日期。"),
    )


def not_before_founding(one: Organization, since: date) -> UserError:
    """It would end before it began, or on that day."""
    return UserError(
        _("“%(name)s”的隶属关系 %(day)s 才开始，生效日期要晚于这一天。") % {"name": one.label, "day": since},
        rule=_("已经记录的历史不改写。"),
        now=_("请填写更晚的生效日期；当天办错的，先撤回当天的调整。"),
    )


def not_undoable() -> Conflict:
    """It was recorded on another day, or taken back already."""
    return Conflict(
        _("这次组织调整不能撤回。"),
        rule=_("撤回只在登记当天有效，而且只能撤回一次。"),
        now=_("如需改回，请按程序另行请示，凭新的批复登记。"),
    )


def built_on(one: Organization, found: Sequence[str]) -> Conflict:
    """Something hangs on an organisation that would never have been founded."""
    return Conflict(
        _("“%(name)s”成立后又登记了：%(what)s。") % {"name": one.label, "what": "、".join(found)},
        rule=_("别人据此办理之后，先撤回后来的办理。"),
        now=_("请先撤回后来的登记，再撤回本次调整。"),
    )


def built_on_line(one: Organization) -> Conflict:
    """Something came below an organisation that was moved, or left it, since."""
    return Conflict(
        _("“%s”调整隶属以后，它的下级组织又有调整或者撤销。") % one.label,
        rule=_("别人据此办理之后，先撤回后来的办理。"),
        now=_("请先撤回下级组织后来的调整，再撤回本次调整。"),
    )


def not_a_branch(one: Organization) -> UserError:
    """Only a branch that holds affiliations is split or upgraded."""
    return UserError(
        _("“%(name)s”是%(form)s，不能这样调整。") % {"name": one.label, "form": one.get_form_display()},
        rule=_("拆分和带党员的升格只用于接收党员组织关系的党支部。"),
        now=_("党总支升格为党委的，不分设支部；其他组织请用调整隶属、合并或撤销。"),
    )


def nothing_passes() -> UserError:
    """Nobody and nothing would go to the new branch."""
    return UserError(
        _("没有选转到新支部的企业或党员。"),
        rule=_("党支部由党员组成。"),
        now=_("请勾选随同转移的企业，或逐名勾选党员。"),
    )


def name_taken(name: str) -> UserError:
    """Another organisation of the park bears the name."""
    return UserError(
        _("本园区已有叫“%s”的组织，或者填了两次。") % name,
        rule=_("一个园区里组织的名称不重复。"),
        now=_("请照批复核对名称。"),
    )


def same_name(name: str) -> UserError:
    """The new name is the present one."""
    return UserError(_("现在的名称就是“%s”。") % name, rule=_("更名要有新的名称。"), now=_("请照批复填写新名称。"))


def not_before_name(one: Organization, since: date) -> UserError:
    """The day lies before the present name began."""
    return UserError(
        _("“%(name)s”现在的名称从 %(day)s 开始使用。") % {"name": one.label, "day": since.isoformat()},
        rule=_("新名称的生效日期要晚于现在名称的开始日期。"),
        now=_("请核对批复写明的日期。"),
    )


def nothing_to_merge() -> UserError:
    """Fewer than two organisations."""
    return UserError(
        _("没有选择一同合并的组织。"),
        rule=_("新设合并由两个以上组织合成一个。"),
        now=_("请至少再选一个；只改名称的，请用“更名”。"),
    )


def other_parents() -> UserError:
    """They stand under different parents."""
    return UserError(
        _("这些组织不在同一个上级之下。"),
        rule=_("新设的组织接在原来的上级之下。"),
        now=_("请先调整隶属，再办理新设合并。"),
    )


def other_forms() -> UserError:
    """They have different forms."""
    return UserError(_("这些组织的形式不同。"), rule=_("新设合并的组织形式相同。"), now=_("请先升格或者改用“合并”。"))
