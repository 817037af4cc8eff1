"""What is done along a journey: opened, ticked by date and paper, a tick withdrawn, closed."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from runwu.core import audit
from runwu.core.audit.journal import Actor
from runwu.core.errors import Conflict, UserError
from runwu.core.journeys.catalogue import find_template
from runwu.core.journeys.model import Step
from runwu.core.journeys.selectors import records_of, template_of
from runwu.core.models import Journey, JourneyStep

PAPERS = "按流程模板的先后顺序和材料要求。"


@transaction.atomic
def open_journey(*, template: str, subject: models.Model, on: date, by: Actor, place: UUID | None = None) -> Journey:
    """Open a process for a row, in the latest version of its template (开始办理).

    Raises LookupError for an unknown template.
    """
    found = find_template(template)
    journey = Journey.objects.create(
        template=found.key,
        template_version=found.version,
        subject_type=subject._meta.label_lower,
        subject_id=subject.public_id,  # type: ignore[attr-defined]
        place=place,
        opened_on=on,
        opened_by=by.public_id,
    )
    audit.log(by, "core.journey.opened", journey, place=place, template=found.key)
    return journey


@transaction.atomic
def tick(
    *,
    journey: Journey,
    step: str,
    done_on: date,
    document: str,
    on: date,
    by: Actor,
    automatic: bool = False,
    note: str = "",
) -> JourneyStep:
    """Record that a step was done, on which day and by which paper (登记办理).

    `on` is today; `automatic` marks the record of an act, which asks neither for the step before nor for a paper.
    Raises UserError for a date that can't be, a missing paper or a step whose turn has not come; Conflict when
    somebody recorded it already.
    """
    journey = Journey.objects.select_for_update(no_key=True).get(pk=journey.pk)
    wanted = _step_of(journey, step)
    records = records_of(journey)
    _refuse_twice(journey, wanted, records)
    _refuse_date(wanted, done_on, on, records)
    if not automatic:
        _refuse_by_hand(wanted, document, records, journey)
    record = JourneyStep.objects.create(
        journey=journey, key=step, done_on=done_on, document=document.strip(), note=note, recorded_by=by.public_id
    )
    audit.log(by, "core.journey.ticked", journey, place=journey.place, step=step, done_on=done_on)
    return record


def _step_of(journey: Journey, key: str) -> Step:
    template = template_of(journey)
    if not template.has(key):
        raise UserError(_("流程里没有这一步。"), now=_("请刷新页面，重新选择步骤。"))
    return template.step(key)


def _refuse_twice(journey: Journey, step: Step, records: Mapping[str, JourneyStep]) -> None:
    if journey.closed_on:
        raise Conflict(_("这项办理已经结束，不能再登记。"), now=_("请刷新页面查看结果。"))
    if step.key in records:
        raise Conflict(
            _("“%(step)s”已在 %(day)s 登记过。") % {"step": step.title, "day": records[step.key].done_on},
            rule=_("每一步只登记一次。"),
            now=_("要改日期或文号，请先撤回原来的登记。"),
        )


def _refuse_date(step: Step, done_on: date, on: date, records: Mapping[str, JourneyStep]) -> None:
    before = records.get(step.after)
    if done_on > on:
        raise UserError(
            _("“%(step)s”的日期 %(day)s 还没有到。") % {"step": step.title, "day": done_on},
            rule=_("只登记已经办完的事。"),
            now=_("请填实际办理的日期。"),
        )
    if before is not None and done_on < before.done_on:
        raise UserError(
            _("“%(step)s”的日期 %(day)s 早于前一步的 %(before)s。")
            % {"step": step.title, "day": done_on, "before": before.done_on},
            rule=_("按流程的先后顺序。"),
            now=_("请核对两个日期。"),
        )


def _refuse_by_hand(step: Step, document: str, records: Mapping[str, JourneyStep], journey: Journey) -> None:
    if step.automatic:
        raise UserError(
            _("“%(step)s”由办理本身登记，不能手工填写。") % {"step": step.title}, now=_("请在相应的页面办理。")
        )
    if step.after and step.after not in records:
        before = template_of(journey).step(step.after).title
        raise UserError(
            _("“%(step)s”要在“%(before)s”之后。") % {"step": step.title, "before": before},
            rule=_(PAPERS),
            now=_("请先登记“%(before)s”。") % {"before": before},
        )
    if step.document and not document.strip():
        raise UserError(
            _("“%(step)s”没有填文号或材料名称。") % {"step": step.title},
            rule=_(PAPERS),
            now=_("请填写文号或材料名称。"),
        )


@transaction.atomic
def withdraw_tick(*, journey: Journey, step: str, by: Actor, automatic: bool = False) -> JourneyStep:
    """Withdraw the record of a step (撤回登记); the record stays, marked as withdrawn.

    Raises UserError when there is no such record, a later step was built on it, or the act itself recorded it.
    """
    journey = Journey.objects.select_for_update(no_key=True).get(pk=journey.pk)
    records = records_of(journey)
    wanted = _step_of(journey, step)
    if step not in records or (wanted.automatic and not automatic):
        raise UserError(
            _("“%(step)s”没有可以撤回的登记。") % {"step": wanted.title}, now=_("请刷新页面查看现在的进度。")
        )
    later = [next_step.title for next_step in template_of(journey).following(step) if next_step.key in records]
    if later:
        raise Conflict(
            _("“%(later)s”已在它之后登记，“%(step)s”不能撤回。") % {"later": "、".join(later), "step": wanted.title},
            rule=_("按流程的先后顺序。"),
            now=_("请先撤回后面的登记。"),
        )
    record = records[step]
    record.withdrawn_at = timezone.now()
    record.save(update_fields=["withdrawn_at"])
    audit.log(by, "core.journey.tick_withdrawn", journey, place=journey.place, step=step)
    return record


@transaction.atomic
def close_journey(*, journey: Journey, outcome: str, on: date, by: Actor) -> Journey:
    """End a process (结束办理); `outcome` is a code such as "done" or "withdrawn"."""
    journey.closed_on, journey.outcome = on, outcome
    journey.save(update_fields=["closed_on", "outcome"])
    audit.log(by, "core.journey.closed", journey, place=journey.place, outcome=outcome)
    return journey
