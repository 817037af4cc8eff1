"""Nobody answers an own request (本人的申请由别人答复)."""

from django.utils.translation import gettext as _

from runwu.accounts.models import User
from runwu.core.errors import UserError
from runwu.members.models import PartyMember


def require_another(member: PartyMember, by: User) -> None:
    """Refuse who would answer what they asked for themselves. Raises UserError."""
    if member.person.user_id == by.pk:
        raise UserError(
            _("这是你自己的申请。"),
            rule=_("更正和删除由别人核对、答复，不由本人答复。"),
            now=_(
                "请由本支部另一名有书记权限的负责人办理；没有的，由管理名册的上级办理，限组织内知悉的由组织委员办理。"
            ),
        )
