"""Names with a reason (说明事由后查看名单): a stated reason opens names for a quarter of an hour, and is logged."""

import time
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.contrib.sessions.backends.base import SessionBase
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from runwu.access.choices import Role
from runwu.access.policies import POLICIES
from runwu.access.selectors import scope_of
from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.errors import UserError
from runwu.core.scope import Capability, Scope

ASKED = "access.names.asked"
REASON, UNTIL = "runwu_names_reason", "runwu_names_until"
MINUTES = 15


class NameReason(models.TextChoices):
    """Why a department above asks for names; free words could hold names themselves."""

    STATISTICS = "statistics", _("核对统计数据")
    INSPECTION = "inspection", _("督导检查")
    TRANSFER = "transfer", _("办理组织关系转接")
    HONORS = "honors", _("评选表彰")
    TRAINING = "training", _("教育培训")
    PETITION = "petition", _("核实来信来访")


def asking_roles() -> list[Role]:
    """List the roles that may state a reason and see names then."""
    return [role for role in Role if Capability.ASK_FOR_NAMES in POLICIES[role].capabilities]


def open_reasons(session: SessionBase) -> frozenset[str]:
    """Return the reason that is open in a session now, if any."""
    if session.get(UNTIL, 0) < time.time():
        return frozenset()
    return frozenset({session.get(REASON, "")} - {""})


@transaction.atomic
def ask_for_names(*, session: SessionBase, reason: NameReason, scope: Scope, on: date, by: User) -> None:
    """Open the names of open members in reach for a quarter of an hour; the log says who asked and why.

    Raises UserError for whoever may not ask.
    """
    if not scope.may(Capability.ASK_FOR_NAMES):
        raise UserError(gettext("你的角色不能查看名单。"), now=gettext("需要名单的，请与园区党务联系。"))
    paths = {grant.path or "" for grant in scope.holding(Capability.ASK_FOR_NAMES)}
    path = paths.pop() if len(paths) == 1 else ""
    audit.log(by, ASKED, by, path=path, reason=reason.value, minutes=MINUTES, on=on)
    session[REASON] = reason.value
    session[UNTIL] = int(time.time()) + MINUTES * 60


def scope_after(user: User, on: date, reasons: Iterable[str], stated_at: datetime) -> Scope:
    """Return what an account reaches on a day; reasons open names for a quarter of an hour after they were stated."""
    over = timezone.now() - stated_at > timedelta(minutes=MINUTES)
    return scope_of(user, on, reasons=frozenset() if over else frozenset(reasons))


def close_names(session: SessionBase) -> None:
    """Close the names again before the time is over."""
    session.pop(REASON, None)
    session.pop(UNTIL, None)
