"""Jobs that the tests start, in this process and in a worker of its own."""

import time
from pathlib import Path

from django.db import transaction

from runwu.core.errors import RuleRefused, UserError
from runwu.core.jobs import JobResult, current_job, job
from runwu.core.models import Feedback
from runwu.rules.verdict import refuse


@job(title="登记意见", unit="条")
def save_suggestions(*, count: int) -> JobResult:
    """Save suggestions and report each."""
    progress = current_job()
    for number in range(1, count + 1):
        Feedback.objects.create(text=f"意见{number}")
        progress.report(number, count, f"第 {number} 条")
    return JobResult(url="/list", message=f"登记了 {count} 条", figures={"saved": count})


@job(title="不合规定的事")
def break_a_rule() -> None:
    raise RuleRefused(refuse("暂不能单独成立", happened="正式党员只有两名", now=["与邻近企业联合组建"]))


@job(title="能改正的事")
def make_a_mistake() -> None:
    raise UserError("第 3 行没有名称。", rule="名称必填。", now="补上名称后重新上传。")


@job(title="意外")
def crash() -> None:
    raise ZeroDivisionError("身份证号 secret")


@job(title="等着被取消", unit="步")
def wait_in_a_transaction(*, folder: str, steps: int) -> JobResult:
    """Write a row, then wait inside the transaction until the file `go` appears, asking for cancellation."""
    progress = current_job()
    with transaction.atomic():
        Feedback.objects.create(text="半成品")
        for step in range(1, steps + 1):
            progress.report(step, steps, f"第 {step} 步")
            progress.check_cancelled()
            if (Path(folder) / "go").exists():
                break
            time.sleep(0.05)
    return JobResult(message="写好了")
