"""Columns and filters of the list of accounts."""

import django_tables2 as tables
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from runwu.access.choices import Role
from runwu.access.models import RoleAssignment
from runwu.access.policies import excludes
from runwu.accounts.models import User
from runwu.core.listing import Filters, LinkColumn, SearchFilter, Status, StatusColumn, TextColumn, Tone


def roles_in_words(user: User) -> str:
    """Return the roles in force today with their places, in one line."""
    today = timezone.localdate()
    shown: list[RoleAssignment] = getattr(user, "assignments_shown", [])
    words = (f"{row.get_role_display()} {row.place_label}".strip() for row in shown if row.holds_on(today))
    return "；".join(words)


def roles_in_conflict(user: User) -> list[str]:
    """Return the roles in force today that one account should not hold together; none where all is well."""
    today = timezone.localdate()
    shown: list[RoleAssignment] = getattr(user, "assignments_shown", [])
    held = {Role(row.role) for row in shown if row.holds_on(today)}
    return [str(role.label) for role in Role if role in held and excludes(role) & held]


def status_of(user: User) -> Status:
    """Return whether an account can sign in."""
    if not user.is_active:
        return Status(Tone.PAUSE, _("已停用"))
    if user.invitation:
        return Status(Tone.INFO, _("已邀请"))
    if user.must_change_password:
        return Status(Tone.INFO, _("待改密码"))
    return Status(Tone.OK, _("正常"))


class AccountTable(tables.Table):
    """Accounts: name, person, roles, state."""

    username = LinkColumn(gettext_lazy("用户名"), url_name="access:account", sort="username", row_header=True, width=20)
    display_name = TextColumn(gettext_lazy("姓名"), sort="display_name")
    roles = TextColumn(gettext_lazy("角色与范围"), get=roles_in_words, width=60)
    status = StatusColumn(gettext_lazy("状态"), get=status_of)


class AccountFilter(Filters):
    """Find accounts by name."""

    q = SearchFilter(fields=["username", "display_name"])

    class Meta:
        model = User
        fields: list[str] = []
