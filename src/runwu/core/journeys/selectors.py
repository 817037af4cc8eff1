"""Where a journey stands: its steps with state, dates and clause."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.db import models
from django.utils.translation import gettext as _

from runwu.core.journeys.catalogue import find_template
from runwu.core.journeys.model import Step, Template
from runwu.core.models import Journey, JourneyStep
from runwu.rules.periods import add_months
from runwu.rules.rulebook import Rulebook
from runwu.rules.sources import Source


class StepState(StrEnum):
    """Where a step stands."""

    DONE = "done"
    OPEN = "open"
    WAITING = "waiting"

    @property
    def label(self) -> str:
        """Say it in Chinese."""
        return {StepState.DONE: _("已完成"), StepState.OPEN: _("可办理"), StepState.WAITING: _("待前一步")}[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """One step of a journey: the template's words, the record, and the dates that the rules give."""

    step: Step
    state: StepState
    record: JourneyStep | None = None
    earliest: date | None = None
    latest: date | None = None
    overdue: bool = False
    source: Source | None = None

    @property
    def may_tick(self) -> bool:
        """Whether somebody may record it by hand now."""
        return self.state is StepState.OPEN and not self.step.automatic


def journeys_of(*, subjects: Sequence[models.Model]) -> Mapping[UUID, Journey]:
    """Return the open or closed journeys of some rows of one model: {public id: journey}, with their records."""
    if not subjects:
        return {}
    ids = [subject.public_id for subject in subjects]  # type: ignore[attr-defined]
    rows = Journey.objects.filter(subject_type=subjects[0]._meta.label_lower, subject_id__in=ids)
    return {row.subject_id: row for row in rows.prefetch_related("steps").order_by("pk")}


def template_of(journey: Journey) -> Template:
    """Return the template that a journey follows."""
    return find_template(journey.template, journey.template_version)


def records_of(journey: Journey) -> dict[str, JourneyStep]:
    """Return the records that hold, by the key of their step."""
    return {row.key: row for row in journey.steps.all() if row.withdrawn_at is None}


def steps_of(*, journey: Journey, on: date, book: Rulebook) -> tuple[StepView, ...]:
    """Return all steps of a journey in order, with state, dates and clause (办理进度)."""
    records = records_of(journey)
    return tuple(_view(step, records, on, book) for step in template_of(journey).steps)


def _view(step: Step, records: Mapping[str, JourneyStep], on: date, book: Rulebook) -> StepView:
    record, before = records.get(step.key), records.get(step.after)
    latest = latest_of(step, records, book)
    open_now = not step.after or before is not None
    state = StepState.DONE if record else StepState.OPEN if open_now else StepState.WAITING
    return StepView(
        step=step,
        state=state,
        record=record,
        earliest=before.done_on if before else None,
        latest=latest,
        overdue=record is None and latest is not None and on > latest,
        source=book.source(step.clause) if step.clause else None,
    )


def latest_of(step: Step, records: Mapping[str, JourneyStep], book: Rulebook) -> date | None:
    """Return the last day of a step, once the step that it is counted from was done."""
    if step.latest is None or step.latest.after not in records:
        return None
    return add_months(records[step.latest.after].done_on, book.number(step.latest.months))
