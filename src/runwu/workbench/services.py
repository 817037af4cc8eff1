"""Decisions about duties: kept, audited, and withdrawn when somebody changes their mind."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.models import Decision, DutyDecision
from runwu.core.registries import Duty


@transaction.atomic
def decide(*, duty: Duty, decision: Decision, reason: str, until: date | None, by: User) -> DutyDecision:
    """Record what a person decided about a duty (暂缓或不适用), in place of an earlier decision."""
    DutyDecision.objects.filter(duty_key=duty.key, withdrawn_at__isnull=True).update(withdrawn_at=timezone.now())
    row = DutyDecision.objects.create(
        duty_key=duty.key,
        decision=decision,
        reason=reason,
        until=until if decision == Decision.POSTPONED else None,
        decided_by=by.public_id,
    )
    audit.log(by, "workbench.duty.decided", row, decision=str(decision))
    return row


@transaction.atomic
def withdraw(*, decision: DutyDecision, by: User) -> None:
    """Take a decision back, so that the duty stands again (撤回操作)."""
    decision.withdrawn_at = timezone.now()
    decision.save(update_fields=["withdrawn_at"])
    audit.log(by, "workbench.duty.reopened", decision)
