"""What is held about somebody's account (我的账号): names, roles, the last sign-ins; told to the person alone."""

from collections.abc import Sequence
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from runwu.access.models import RoleAssignment
from runwu.accounts.models import SignIn, User
from runwu.core.models import Feedback
from runwu.core.owndata import OwnItem, OwnSection, own_data_providers, period


@own_data_providers.register
def account_sections(person_id: int, _on: date) -> Sequence[OwnSection]:
    """Return the account of a person, its roles, its last sign-ins and what it wrote about the system. Four queries."""
    user = User.objects.filter(person=person_id).first()
    if user is None:
        return []
    account = (
        OwnItem("username", _("用户名"), user.username),
        OwnItem("display_name", _("显示的姓名"), user.display_name),
        OwnItem("phone", _("验证手机"), user.phone or ""),
    )
    roles = RoleAssignment.objects.filter(user=user).select_related("organization", "park", "grid", "enterprise")
    return [
        OwnSection("account", _("账号"), (account,)),
        OwnSection(
            "roles",
            _("授权"),
            tuple(
                (
                    OwnItem("role", _("角色"), row.get_role_display()),
                    OwnItem("place", _("范围"), row.place_label),
                    OwnItem("period", _("起止"), period(row.valid_from, row.valid_to)),
                )
                for row in roles.order_by("-valid_from", "pk")
            ),
        ),
        OwnSection(
            "sign_ins",
            _("最近登录（只给本人看，最长留 90 天）"),
            tuple(
                (
                    OwnItem("at", _("时间"), f"{timezone.localtime(row.at):%Y-%m-%d %H:%M}"),
                    OwnItem("device", _("设备"), row.device),
                )
                for row in SignIn.objects.filter(user=user)
            ),
        ),
        OwnSection(
            "feedback",
            _("意见与建议"),
            tuple(
                (
                    OwnItem("at", _("时间"), f"{timezone.localtime(row.created_at):%Y-%m-%d %H:%M}"),
                    OwnItem("text", _("内容"), row.text),
                    OwnItem("answer", _("答复"), row.answer),
                )
                for row in Feedback.objects.filter(author=user.public_id)
            ),
        ),
    ]
