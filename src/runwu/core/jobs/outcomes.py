"""How a job ends (结局): done, refused by a rule, cancelled, failed with a number to ask for."""

import secrets
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from runwu.core.errors import RuleRefused, UserError
from runwu.core.jobs.progress import JobCancelled
from runwu.core.jobs.registry import JobResult
from runwu.core.models.jobs import JobState
from runwu.core.outages import Outage, advice, outage_of
from runwu.rules.verdict import Reason, Verdict


@dataclass(frozen=True, slots=True)
class Outcome:
    """The state a job ends in, and what its row says of it."""

    state: JobState
    values: dict[str, Any] = field(default_factory=dict)
    reference: str = ""


def succeeded(result: JobResult | None) -> Outcome:
    """Return the outcome of work that was done."""
    result = result or JobResult()
    values: dict[str, Any] = {"result_url": result.url, "result": result.figures}
    if result.message:
        values["message"] = str(result.message)[:300]
    return Outcome(JobState.DONE, values)


def ended_by(error: Exception) -> Outcome:
    """Return the outcome of work that an exception ended; only unexpected ones carry a reference."""
    if isinstance(error, JobCancelled):
        return Outcome(JobState.CANCELLED)
    if isinstance(error, RuleRefused):
        return Outcome(JobState.REFUSED, {"error": _verdict_parts(error.verdict)})
    if isinstance(error, UserError):
        parts = error.message
        return Outcome(JobState.REFUSED, {"error": _parts(parts.happened, parts.rule, parts.now)})
    outage = outage_of(error)
    return _failed() if outage is None else _stopped_by(outage)


def _stopped_by(outage: Outage) -> Outcome:
    """Return a failure that the machine caused, in words that help."""
    told = advice(outage).message
    reference = _reference()
    parts = _parts(told.happened, told.rule, told.now)
    return Outcome(JobState.FAILED, {"error": {**parts, "reference": reference}}, reference)


def _reference() -> str:
    """Return a number that people read out and the log holds."""
    return secrets.token_hex(4).upper()


def _parts(happened: str, rule: str, now: str) -> dict[str, str]:
    return {"happened": str(happened), "rule": str(rule), "now": str(now)}


def _verdict_parts(verdict: Verdict) -> dict[str, str]:
    happened = "：".join(part for part in (verdict.title, verdict.happened) if part)
    return _parts(happened, "；".join(map(_reason, verdict.reasons)), "；".join(verdict.now))


def _reason(reason: Reason) -> str:
    return " ".join(part for part in (reason.chip, reason.text, reason.arithmetic) if part)


def _failed() -> Outcome:
    """Return a failure: the details go to the log under a number, the page shows the number alone."""
    reference = _reference()
    error = _parts(
        _("任务运行中出现了意外错误，没有写入任何内容。"),
        _("出错的任务整体撤回，不留下一半。"),
        _("可以重试一次；仍然出错时，请把编号 %(reference)s 告诉管理员。") % {"reference": reference},
    )
    return Outcome(JobState.FAILED, {"error": {**error, "reference": reference}}, reference)
