"""Promises on record (承诺事项登记): made, kept or not kept with what shows it, taken back on the same day."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from runwu.accounts.models import User
from runwu.core import audit
from runwu.organizations.choices import PromiseState
from runwu.organizations.models import Organization, OrganizationRelation, Promise
from runwu.organizations.relation_rights import PROMISING
from runwu.organizations.services import relation_refusals as refusals
from runwu.organizations.services.tree import park_id


@transaction.atomic
def record_promise(
    *, relation: OrganizationRelation, promised_by: Organization, words: str, due_on: date, by: User
) -> Promise:
    """Record what one side promised by a day (登记承诺).

    Raises Conflict when the relation has ended, UserError in a relation that shows none, without words, by somebody
    else, or due before it began.
    """
    relation = _locked_relation(relation.pk)
    if relation.valid_to is not None:
        raise refusals.relation_over()
    if relation.kind not in PROMISING:
        raise refusals.no_promises_here()
    if promised_by.pk not in (relation.source_id, relation.target_id):
        raise refusals.not_a_side()
    if not words.strip():
        raise refusals.no_words()
    if due_on < relation.valid_from:
        raise refusals.due_before_beginning(relation.valid_from)
    promise = Promise(
        relation=relation, promised_by=promised_by, words=words.strip(), due_on=due_on, recorded_on=timezone.localdate()
    )
    promise.full_clean()
    promise.save()
    _log(by, "recorded", promise)
    return promise


@transaction.atomic
def settle_promise(*, promise: Promise, kept: bool, on: date, evidence: str, by: User) -> Promise:
    """Record whether a promise was kept, on which day, and what shows it (登记兑现情况).

    Raises Conflict when that is on record, UserError without evidence, for a day in the future or before the
    relation, or for one not kept that is not due yet.
    """
    relation = _locked_relation(promise.relation_id)
    promise = Promise.objects.select_for_update(of=("self",)).select_related("promised_by").get(pk=promise.pk)
    if promise.state != PromiseState.OPEN:
        raise refusals.settled_already()
    if not evidence.strip():
        raise refusals.no_evidence()
    if on > timezone.localdate():
        raise refusals.in_future("兑现日期")
    if on < relation.valid_from:
        raise refusals.due_before_beginning(relation.valid_from)
    if not kept and on <= promise.due_on:
        raise refusals.not_due_yet(promise.due_on)
    promise.state = PromiseState.KEPT if kept else PromiseState.NOT_KEPT
    promise.settled_on, promise.evidence = on, evidence.strip()
    promise.settled_recorded_on = timezone.localdate()
    promise.full_clean()
    promise.save()
    _log(by, "settled", promise, state=promise.state)
    return promise


@transaction.atomic
def withdraw_promise(*, promise: Promise, by: User) -> Promise | None:
    """Take back what was entered today: first what became of the promise, else the promise. None where it is gone.

    Raises Conflict on another day.
    """
    _locked_relation(promise.relation_id)
    promise = Promise.objects.select_for_update(of=("self",)).select_related("promised_by").get(pk=promise.pk)
    today = timezone.localdate()
    if promise.settled_recorded_on == today and promise.state != PromiseState.OPEN:
        promise.state, promise.settled_on, promise.evidence = PromiseState.OPEN, None, ""
        promise.settled_recorded_on = None
        promise.save()
        _log(by, "reopened", promise)
        return promise
    if promise.recorded_on != today or promise.state != PromiseState.OPEN:
        raise refusals.not_today("这项承诺")
    _log(by, "taken_back", promise)
    promise.delete()
    return None


def _locked_relation(pk: int) -> OrganizationRelation:
    return OrganizationRelation.objects.select_for_update(no_key=True).get(pk=pk)


def _log(by: User, act: str, promise: Promise, **extra: Any) -> None:
    one = Organization.objects.select_related("park").get(pk=promise.promised_by_id)
    audit.log(by, f"organizations.promise.{act}", promise, place=park_id(one), path=one.path, **extra)


def may_withdraw_promise(promise: Promise, today: date) -> bool:
    """Tell whether something about a promise was entered today that may be taken back."""
    if promise.state != PromiseState.OPEN:
        return promise.settled_recorded_on == today
    return promise.recorded_on == today
