"""Why a grant or an act on an account is refused: what happened, by which rule, what to do now."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from runwu.access.choices import Role
from runwu.access.models import RoleAssignment
from runwu.access.policies import MEMBER_ROLES, PLATFORM_ROLES, POLICIES, Place
from runwu.access.sights import sights
from runwu.core.errors import UserError

_PLACES = {
    Place.ORGANIZATION: gettext_lazy("组织"),
    Place.PARK: gettext_lazy("园区"),
    Place.GRID: gettext_lazy("网格"),
    Place.ENTERPRISE: gettext_lazy("企业"),
    Place.NOWHERE: gettext_lazy("不填范围"),
}


def wrong_place(role: Role) -> UserError:
    """The role does not go with the kind of place."""
    places = _("或").join(str(words) for place, words in _PLACES.items() if place in POLICIES[role].places)
    return UserError(
        _("“%(role)s”的授权范围不对，没有授权。") % {"role": role.label},
        rule=_("该角色的授权范围应为：%(places)s。") % {"places": places},
        now=_("请改填范围后重新提交。"),
    )


def wrong_days() -> UserError:
    """The end lies before the beginning, or is over already."""
    return UserError(
        _("授权的止日早于起日，或者已经过去，没有授权。"),
        rule=_("止日是不再有效的第一天，应晚于起日和今天。"),
        now=_("请核对起止日期；长期有效的，止日可不填。"),
    )


def no_person() -> UserError:
    """A member's role needs to know whose row it opens."""
    return UserError(
        _("这个账号还没有关联本人，没有授权。"),
        rule=_("“党员”角色只看本人的记录。"),
        now=_("请先在党员档案中关联账号，再授权。"),
    )


def members_by_branch() -> UserError:
    """Who is a member is not for administrators to find out: the same words whoever the account belongs to."""
    return UserError(
        _("“党员”不在这里授权，没有授权。"),
        rule=_("本人账号由所在支部在党员页面开通，账号与本人的关系不向管理员显示。"),
        now=_("请改选其他角色。"),
    )


def roles_apart(asked: Role, held: Role) -> UserError:
    """Administration stays apart from another administration, and from whatever reaches members."""
    words = {"held": held.label, "asked": asked.label}
    if {held, asked} <= PLATFORM_ROLES:
        return UserError(
            _("这个账号已是“%(held)s”，不能再兼任“%(asked)s”，没有授权。") % words,
            rule=_("系统管理员、安全管理员、审计管理员相互独立、相互制约，一个账号只能担任其中一个。"),
            now=_("请改授另一个账号，或先终止原来的管理员授权。"),
        )
    return UserError(
        _("这个账号已是“%(held)s”，不能同时担任“%(asked)s”，没有授权。") % words,
        rule=_("系统、安全、审计三类管理员看不到党员信息，同一账号不能再担任看得到党员信息的角色。"),
        now=_("请改授另一个账号；确需改任的，先终止“%(held)s”的授权。") % words,
    )


class BothSides(UserError):
    """One account would stand on an enterprise's side and see members: granted only when somebody has looked twice."""

    def __init__(self, *, asked: Role, held: Sequence[RoleAssignment]) -> None:
        self.held = [f"{row.get_role_display()} {row.place_label}".strip() for row in held]
        self.asked = asked.label
        self.sees = sights(asked, *(Role(row.role) for row in held))
        happened = (
            _("这个账号是企业一方的或者走访企业的，授予“%(asked)s”后还看得到党员信息，还没有授权。")
            if asked in MEMBER_ROLES
            else _("这个账号看得到党员信息，授予“%(asked)s”后又是企业一方的或者走访企业的，还没有授权。")
        )
        super().__init__(
            happened % {"asked": asked.label},
            rule=_("企业联络员、出资人、党建指导员和网格员不应知道谁是党员；两边由同一账号担任，须核对后确认。"),
            now=_(
                "请看过上面列出的内容：确需由同一人担任的，勾选“已核对”，再点“授权”；不是的，请取消，或改授另一个账号。"
            ),
        )


def granted_already(role: Role) -> UserError:
    """The same role over the same place holds already."""
    return UserError(
        _("这个账号在同一范围、同一时间已有“%(role)s”授权。") % {"role": role.label},
        rule=_("同一授权只记一次。"),
        now=_("要改期限，请先终止原授权。"),
    )


def already_ended(assignment: RoleAssignment) -> UserError:
    """The assignment is over."""
    return UserError(
        _("这项授权已于 %(day)s 终止，没有改动。") % {"day": assignment.valid_to}, now=_("请刷新页面查看最新授权。")
    )


def own_role() -> UserError:
    """Nobody widens or narrows the own roles."""
    return UserError(
        _("不能办理自己的授权。"), rule=_("授权由他人办理，防止自我授权。"), now=_("请由另一名管理员办理。")
    )


def own_factors() -> UserError:
    """Nobody resets the own second factors as an administrator."""
    return UserError(
        _("不能重置自己的二次验证。"),
        rule=_("二次验证由另一名安全管理员核实身份后重置。"),
        now=_("能登录的，请在“登录安全”页停用后重新设置；不能的，请由另一名安全管理员办理。"),
    )


def administrators_by_security() -> UserError:
    """Who administers is decided by security administrators."""
    return UserError(
        _("管理员账号和授权不能由你办理。"),
        rule=_("系统、安全、审计三类管理员由安全管理员授权和处理。"),
        now=_("请由安全管理员办理。"),
    )


def out_of_reach() -> UserError:
    """The place is not among those somebody manages."""
    return UserError(
        _("所填范围不在你的管理范围内，没有授权。"),
        rule=_("只能在本人管理范围内授权。"),
        now=_("请改选范围，或由上级管理员办理。"),
    )


def reaches_further() -> UserError:
    """The account has roles beyond one's management."""
    return UserError(
        _("这个账号在你的管理范围之外还有授权，不能由你重置或停用。"),
        rule=_("账号由能管理其全部授权的管理员处理。"),
        now=_("请由上级管理员办理；在你范围内的授权可以单独终止。"),
    )


def linked_already() -> UserError:
    """Account and person belong to each other one to one."""
    return UserError(
        _("账号或人员已关联过，没有改动。"), rule=_("一个账号只属于一个人。"), now=_("请核对后，先解除原来的关联。")
    )
