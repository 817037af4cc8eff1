"""What speaks against setting an organisation up (不能设立的情形), in three parts."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from runwu.core.errors import UserError
from runwu.organizations.choices import Form
from runwu.organizations.models import Organization


def wrong_place(form: Form, parent: Organization) -> UserError:
    """The form does not stand below the superior."""
    return UserError(
        _("“%(parent)s”是%(what)s，之下不设%(form)s。")
        % {"parent": parent.label, "what": parent.get_form_display(), "form": form.label},
        rule=_("党委之下设党总支、党支部，党总支之下设党支部，党支部之下只设党小组；党工委、党组由上级党委设立。"),
        now=_("请换一个上级组织或组织形式。"),
    )


def needs_one_firm(number: int) -> UserError:
    """A branch of one enterprise would cover several."""
    return UserError(
        _("选了 %d 家企业。") % number,
        rule=_("单独组建的党支部覆盖一家企业；几家企业合起来组建的是联合党支部。"),
        now=_("请只留一家，或改选联合党支部。"),
    )


def needs_several_firms(number: int) -> UserError:
    """A joint branch would cover fewer than two enterprises."""
    return UserError(
        _("只选了 %d 家企业。") % number,
        rule=_("联合党支部由两家以上的不同单位组成。"),
        now=_("请再选邻近、同行业的企业；只有一家的，改选党支部。"),
    )


def no_end(form: Form) -> UserError:
    """Nobody said until when a temporary branch is meant to stand."""
    return UserError(
        _("没有填预定撤销日期。"),
        rule=_("%s随临时机构撤销，要有预定的期限。") % form.label,
        now=_("请照批复填写任务结束的日期；延长的，届时另行登记。"),
    )


def ends_too_early(ends_on: date, on: date) -> UserError:
    """It would end before it begins."""
    return UserError(
        _("预定撤销日期 %(end)s 不晚于成立日期 %(on)s。") % {"end": ends_on.isoformat(), "on": on.isoformat()},
        rule=_("先成立，后撤销。"),
        now=_("请核对两个日期。"),
    )


def asked_too_late(asked_on: date, issued_on: date) -> UserError:
    """It was asked for after it was approved."""
    return UserError(
        _("申请日期 %(asked)s 晚于批复日期 %(issued)s。")
        % {"asked": asked_on.isoformat(), "issued": issued_on.isoformat()},
        rule=_("先有申请，后有批复。"),
        now=_("请照申请和批复核对两个日期。"),
    )


def firm_covered(names: Sequence[str]) -> UserError:
    """Enterprises belong to another branch."""
    return UserError(
        _("%s已经由别的党组织覆盖。") % "、".join(names),
        rule=_("一家企业同一时间只归一个支部。"),
        now=_("请在上一步把原来的组织选为转出组织，再勾选这家企业。"),
    )


def not_below(one: Organization, parent: Organization) -> UserError:
    """What is to be placed below stands elsewhere."""
    return UserError(
        _("“%(child)s”不在“%(parent)s”的直接领导之下。") % {"child": one.label, "parent": parent.label},
        rule=_("下设的党支部由同一个上级组织划入。"),
        now=_("请先调整隶属，再设立。"),
    )
