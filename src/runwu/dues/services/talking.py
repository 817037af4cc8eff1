"""Talks about arrears (欠交谈话): that there was one; what was said is not stored, what follows is decided by people."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from runwu.accounts.models import User
from runwu.core.errors import UserError
from runwu.dues.models import DuesTalk
from runwu.dues.services.checks import log, require_past
from runwu.members.models import PartyMember
from runwu.organizations.models import Organization


@transaction.atomic
def record_talk(
    *,
    organization: Organization,
    member: PartyMember,
    talked_on: date,
    has_reason: bool,
    by: User,
    on: date,
) -> DuesTalk:
    """Record a talk about arrears (登记谈话). Raises UserError for a day to come, or about oneself."""
    require_past(talked_on, on=on, label=_("谈话日期"))
    if PartyMember.objects.filter(pk=member.pk, person__user=by).exists():
        raise UserError(_("这是你本人的欠交。"), rule=_("谈话由组织另派人进行。"), now=_("请由其他委员谈话并登记。"))
    row = DuesTalk.objects.create(
        member=member, organization=organization, talked_on=talked_on, has_reason=has_reason, recorded_by=by.public_id
    )
    log(by, "dues.talk.recorded", row, organization=organization, member=member)
    return row
