"""What a role lets an account see of members (看得到的党员信息), in words, for whoever is about to grant it."""

from django.utils.translation import gettext as _

from runwu.access.choices import Role
from runwu.access.naming import MINUTES
from runwu.access.policies import POLICIES
from runwu.core.scope import Capability as C  # noqa: N817 -- the table below reads better with it


def sights(*roles: Role) -> list[str]:
    """Return what roles see of members, each thing once, the most telling first; nothing for those that see none."""
    return list(dict.fromkeys(words for role in roles for words in _of(role)))


def _of(role: Role) -> list[str]:
    held = POLICIES[role].capabilities
    words = (
        (
            C.SEE_MEMBER_CONTACTS in held,
            _("本支部每一名党员的全部登记内容，包括限组织内知悉的党员、手机和出生日期"),
        ),
        (
            C.SEE_RESTRICTED in held and C.SEE_MEMBER_CONTACTS not in held,
            _("限组织内知悉的党员的姓名和所在支部"),
        ),
        (
            C.SEE_MEMBERS in held and C.SEE_MEMBER_CONTACTS not in held,
            _("公开的党员的姓名、类别和所在支部；写明事由可以逐个打开手机和出生日期"),
        ),
        (C.ASK_FOR_NAMES in held, _("说明事由后，%(n)d 分钟内看得到公开的党员的姓名") % {"n": MINUTES}),
        (C.KEEP_DUES in held, _("本支部每一名党员的姓名和党费，包括限组织内知悉的党员")),
        (C.KEEP_DUES in held, _("授予在党委、本人又是组织委员的：下级各支部党费实收、上缴、下拨的合计")),
        (C.SEE_DUES_STATE in held, _("公开的党员各月党费是否交清")),
    )
    return [said for applies, said in words if applies]
