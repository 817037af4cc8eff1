"""Decisions about duties: kept, audited, and withdrawn when somebody changes their mind."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.meanwhile import ChangedMeanwhile, Shown, require_unchanged
from runwu.core.models import Decision, DutyDecision
from runwu.core.registries import Duty


def decision_on(duty: Duty) -> DutyDecision | None:
    """Return what was decided about a duty and still stands."""
    return DutyDecision.objects.filter(duty_key=duty.key, withdrawn_at__isnull=True).first()


def shown_decision(row: DutyDecision | None) -> Shown:
    """Return what a form shows of a decision, by its fields."""
    if row is None:
        return {"decision": "", "until": "", "reason": ""}
    return {"decision": row.decision, "until": row.until.isoformat() if row.until else "", "reason": row.reason}


def decide(
    *, duty: Duty, decision: Decision, reason: str, until: date | None, by: User, seen: Shown | None = None
) -> DutyDecision:
    """Record what a person decided about a duty (暂缓或不适用), in place of an earlier decision.

    Raises ChangedMeanwhile when somebody decided about it after the form was opened (`seen`).
    """
    try:
        with transaction.atomic():
            _withdraw_earlier(duty, seen)
            row = DutyDecision.objects.create(
                duty_key=duty.key,
                decision=decision,
                reason=reason,
                until=until if decision == Decision.POSTPONED else None,
                decided_by=by.public_id,
            )
            audit.log(by, "workbench.duty.decided", row, decision=str(decision))
            return row
    except IntegrityError as error:  # two people at the same moment: the other one was faster
        faster = decision_on(duty)
        who = faster.decided_by if faster else None
        raise ChangedMeanwhile(seen or shown_decision(None), shown_decision(faster), by=who) from error


def _withdraw_earlier(duty: Duty, seen: Shown | None) -> None:
    standing = DutyDecision.objects.select_for_update().filter(duty_key=duty.key, withdrawn_at__isnull=True).first()
    if standing is None:
        return require_unchanged(seen, shown_decision(None))
    require_unchanged(seen, shown_decision(standing), by=standing.decided_by, at=standing.decided_at)
    standing.withdrawn_at = timezone.now()
    return standing.save(update_fields=["withdrawn_at"])


@transaction.atomic
def withdraw(*, decision: DutyDecision, by: User) -> None:
    """Take a decision back, so that the duty stands again (撤回操作)."""
    decision.withdrawn_at = timezone.now()
    decision.save(update_fields=["withdrawn_at"])
    audit.log(by, "workbench.duty.reopened", decision)
