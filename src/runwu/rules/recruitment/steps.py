"""The earliest and latest day of each step, and whether a step may be taken (步骤的日期)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from runwu.rules.errors import RuleInputError
from runwu.rules.periods import add_months, in_words
from runwu.rules.recruitment.probation import probation_ends
from runwu.rules.recruitment.template import Interval, Step, Template, packaged_template
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Reason, Verdict, advise, allow, refuse

_TIME_LIMITS = (
    "membership.min_age", "membership.probation_months", "recruitment.extension_min_months",
    "recruitment.extension_max_months", "recruitment.activist_wait_months",
    "recruitment.cultivation_months", "recruitment.talk_months",
    "recruitment.meeting_months", "recruitment.approval_months", "recruitment.conversion_approval_months",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far an admission has come (发展进度): the days of the steps done, by their names.

    Raises RuleInputError for a step that the template does not have, for one that was done before
    any step it follows, and for one before the birth.
    """

    birth: date | None = None
    done: Mapping[str, date] = field(default_factory=dict)
    extension_months: int = 0
    template: Template = field(default_factory=packaged_template)

    def __post_init__(self) -> None:
        """Refuse unknown steps and steps done in the wrong order."""
        for step in [self.template.step(identity) for identity in self.done]:
            self._require_order(step)

    def _require_order(self, step: Step) -> None:
        day = self.done[step.identity]
        if self.birth is not None and day < self.birth:
            raise RuleInputError(happened=f"{step.name}早于出生日期", rule="出生在前", now="核对两个日期")
        before = self.template.all_before(step.identity)
        late = next((name for name in before if name in self.done and self.done[name] > day), None)
        if late is not None:
            earlier = self.template.step(late)
            raise RuleInputError(
                happened=f"{step.name}（{in_words(day)}）早于{earlier.name}（{in_words(self.done[late])}）",
                rule="步骤依次办理",
                now="对照发展党员材料更正日期",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class StepDates:
    """When a step may be taken (步骤日期); None while an earlier step is open.

    `earliest` counts only steps that are done, `latest` is None where nothing sets a last day.
    """

    step: Step
    done: date | None
    earliest: date | None
    latest: date | None
    open_before: tuple[str, ...] = ()


@reads(*_TIME_LIMITS)
def step_dates(progress: Progress, *, book: Rulebook) -> tuple[StepDates, ...]:
    """List every step with its earliest and latest day (各步骤的最早和最晚日期).

    Source: 发展党员工作细则; the names and number of the steps come from the template.

    >>> progress = Progress(done={"apply": date(2026, 1, 31)})
    >>> dates = step_dates(progress, book=Rulebook(on=date(2026, 11, 23)))
    >>> str(dates[1].earliest), str(dates[1].latest), dates[2].earliest
    ('2026-01-31', '2026-02-28', None)
    """
    return tuple(_dates(step, progress, book) for step in progress.template.steps)


def _dates(step: Step, progress: Progress, book: Rulebook) -> StepDates:
    done = progress.done
    missing = tuple(progress.template.step(name).name for name in step.after if name not in done)
    known = [done[name] for name in step.after if name in done]
    bounds = [_after(step.not_before, progress, book), _grown_up(step, progress, book)]
    days = [*known, *(day for day in bounds if day is not None)]
    return StepDates(
        step=step,
        done=done.get(step.identity),
        earliest=max(days) if days and not missing else None,
        latest=_after(step.latest, progress, book),
        open_before=missing,
    )


def _after(interval: Interval | None, progress: Progress, book: Rulebook) -> date | None:
    if interval is None or interval.step not in progress.done:
        return None
    start = progress.done[interval.step]
    if interval.extended:
        return probation_ends(start, extension_months=progress.extension_months, book=book)
    return add_months(start, book.number(interval.key))


def _grown_up(step: Step, progress: Progress, book: Rulebook) -> date | None:
    if step.number > 1 or progress.birth is None:
        return None
    return add_months(progress.birth, 12 * book.number("membership.min_age"))


@reads(*_TIME_LIMITS, "recruitment.step_order")
def may_take_step(identity: str, day: date, progress: Progress, *, book: Rulebook) -> Verdict:
    """Say whether a step may be taken, or recorded, on a day (能否办理这一步).

    REFUSED while an earlier step is open or before the earliest day, ADVISED after the latest. The
    first step asks the age, later ones the time limits. The papers come as what to do now. Raises
    RuleInputError for an unknown step or a day after the rulebook's.

    >>> progress = Progress(done={"apply": date(2026, 1, 31)})
    >>> book = Rulebook(on=date(2026, 11, 23))
    >>> may_take_step("talk", date(2026, 3, 1), progress, book=book).outcome
    <Outcome.ADVISED: 'advised'>
    """
    dates = _dates(progress.template.step(identity), progress, book)
    if day > book.on:
        raise RuleInputError(happened=f"{in_words(day)}还没有到", rule="办过了才登记", now="核对日期")
    order = book.reason("recruitment.step_order")
    if dates.open_before:
        happened = f"还没有完成：{'、'.join(dates.open_before)}"
        return refuse(f"还不能{dates.step.name}", happened=happened, reasons=[order], now=["先办完前面的步骤"])
    if dates.earliest is not None and day < dates.earliest:
        return _too_early(dates, dates.earliest, day, progress, book)
    if dates.latest is not None and day > dates.latest:
        return _too_late(dates, dates.latest, day, book)
    now = [f"备齐：{'、'.join(dates.step.papers)}"] * bool(dates.step.papers)
    return allow(f"可以{dates.step.name}", reasons=[*_limits(dates, book), order], now=now)


def _limits(dates: StepDates, book: Rulebook) -> list[Reason]:
    intervals = (dates.step.not_before, dates.step.latest)
    return [book.reason(interval.key) for interval in intervals if interval is not None]


def _too_early(dates: StepDates, earliest: date, day: date, progress: Progress, book: Rulebook) -> Verdict:
    key = _binding_key(dates.step, earliest, progress, book)
    arithmetic = f"{in_words(day)}早于 {in_words(earliest)}"
    now = [f"{in_words(earliest)}以后再办"]
    return refuse(f"还不能{dates.step.name}", reasons=[book.reason(key, arithmetic=arithmetic)], now=now)


def _binding_key(step: Step, earliest: date, progress: Progress, book: Rulebook) -> str:
    """Name the rule that sets the earliest day: the age, a time limit, or the order of the steps."""
    if _grown_up(step, progress, book) == earliest:
        return "membership.min_age"
    bound = step.not_before
    return bound.key if bound and _after(bound, progress, book) == earliest else "recruitment.step_order"


def _too_late(dates: StepDates, latest: date, day: date, book: Rulebook) -> Verdict:
    key = dates.step.latest.key if dates.step.latest else "recruitment.step_order"
    arithmetic = f"{in_words(day)}晚于 {in_words(latest)}"
    now = ["在记录中写明原因", "请示上级党委是否需要重新办理"]
    title = f"可以办，但{dates.step.name}超过了期限"
    return advise(title, reasons=[book.reason(key, arithmetic=arithmetic)], now=now)
