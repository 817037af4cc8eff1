"""One attempt at computing a plan (测算): begun, handed on when its worker stops, ended once, never over a later one."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from runwu.core.errors import UserError
from runwu.core.jobs import JobCancelled, JobLost, JobStopped, Progress
from runwu.coverage.choices import UNFINISHED, PlanState
from runwu.coverage.models import ContactPlan, FormationPlan
from runwu.planning.joint_branches.errors import InstanceError

Row = TypeVar("Row", FormationPlan, ContactPlan)


@transaction.atomic
def begun(model: type[Row], public_id: UUID) -> Row | None:
    """Return a plan that is to be computed, marked so; None where its result is there already."""
    row = model._default_manager.select_for_update(no_key=True).get(public_id=public_id)
    if row.state not in {*UNFINISHED, PlanState.FAILED}:
        return None
    row.enough = row.enough and row.state in UNFINISHED
    row.state, row.failure = PlanState.COMPUTING, ""
    row.save(update_fields=["state", "failure", "enough"])
    return row


@contextmanager
def attempt(row: FormationPlan | ContactPlan, progress: Progress, *, failed: str) -> Iterator[None]:
    """Mark a plan by how the block ends; a worker that shuts down leaves it to the next one.

    Raises what the block raises; an InstanceError as the UserError that it is for whoever asked.
    """
    try:
        yield
    except JobStopped:
        mark(row, PlanState.QUEUED)
        raise
    except JobLost:
        raise
    except JobCancelled:
        _fail(row, progress, _("测算已取消。"))
        raise
    except InstanceError as error:
        _fail(row, progress, str(error))
        raise UserError(str(error)) from error
    except Exception:
        _fail(row, progress, failed)
        raise


def unfinished(row: Row, progress: Progress) -> Row:
    """Lock a plan for its result, inside a transaction. Raises UserError where it has one, JobLost where a later attempt computes it."""
    held = type(row)._default_manager.select_for_update(no_key=True).get(pk=row.pk)
    progress.confirm()
    if held.state not in UNFINISHED:
        raise UserError(
            _("测算期间，这份建议已是“%(state)s”，结果没有写入。") % {"state": PlanState(held.state).label},
            rule=_("以最后保存的内容为准，不覆盖别人的操作。"),
            now=_("请打开这份建议查看；需要时重新测算。"),
        )
    return held


def mark(row: FormationPlan | ContactPlan, state: PlanState, failure: str = "") -> None:
    """Say how far a computation is; a plan that has its result keeps it."""
    rows = type(row)._default_manager.filter(pk=row.pk, state__in=UNFINISHED)
    rows.update(state=state, failure=failure[:500])


def _fail(row: FormationPlan | ContactPlan, progress: Progress, why: str) -> None:
    """End a plan without a result, unless a later attempt computes it by now (JobLost)."""
    progress.confirm()
    mark(row, PlanState.FAILED, why)
