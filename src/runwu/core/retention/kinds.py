"""The kinds of content of core, and of the packages it stands on."""

from typing import Any

from axes.models import AccessAttempt, AccessFailureLog
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from runwu.core.attachments import purge_due
from runwu.core.audit.expiries import expired_so_far
from runwu.core.audit.expiring import expirable
from runwu.core.exports.clearing import clear_due_exports, due_exports
from runwu.core.imports.disposing import purge_due_batches
from runwu.core.jobs.housekeeping import KEPT_JOBS, prune_jobs
from runwu.core.models import Attachment, Feedback, ImportBatch, Job
from runwu.core.models.jobs import ACTIVE_STATES
from runwu.core.retention.orphans import delete_orphans, orphans
from runwu.core.retention.periods import kept_since
from runwu.core.retention.registry import Category, Moment, register_category
from runwu.rules.privacy import DataCategory


def _due_files(moment: Moment) -> QuerySet[Attachment]:
    return Attachment.objects.filter(delete_after__lt=moment.today)


def _clear_files(moment: Moment) -> int:
    total = 0
    while cleared := purge_due(moment.today):
        total += cleared
    return total


def _clear_batches(_moment: Moment) -> int:
    total = 0
    while cleared := purge_due_batches():
        total += cleared
    return total


def _old_feedback(moment: Moment) -> QuerySet[Feedback]:
    """Suggestions whose answer has outlived the time of decisions; open ones wait for their answer."""
    return Feedback.objects.filter(answered_at__date__lt=kept_since(DataCategory.DECISION, moment.today))


def _old_jobs(moment: Moment) -> QuerySet[Job]:
    return Job.objects.filter(created_at__lt=moment.now - KEPT_JOBS).exclude(state__in=ACTIVE_STATES)


def _over_sessions(moment: Moment) -> QuerySet[Session]:
    return Session.objects.filter(expire_date__lt=moment.now)


def _failures(moment: Moment) -> Any:
    before = kept_since(DataCategory.NETWORK_LOG, moment.today)
    return AccessFailureLog.objects.filter(attempt_time__date__lt=before)


def _attempts(moment: Moment) -> Any:
    before = kept_since(DataCategory.NETWORK_LOG, moment.today)
    return AccessAttempt.objects.filter(attempt_time__date__lt=before)


def _old_entries(moment: Moment) -> int:
    last = expirable(before=kept_since(DataCategory.DECISION, moment.today))
    return last.last_seq - expired_so_far().last_seq if last else 0


register_category(
    Category(
        "raw_file",
        _("上传的原始文件"),
        _("写入后或到保存期末删除（个人信息保护法第十九条，最长 7 日）"),
        lambda moment: _due_files(moment).count(),
        _clear_files,
        daily=False,
    )
)
register_category(
    Category(
        "staged_row",
        _("暂存的导入内容"),
        _("到保存期末清除（个人信息保护法第十九条，最长 7 日）"),
        lambda moment: ImportBatch.objects.due_for_purge(moment.now).count(),
        _clear_batches,
        daily=False,
    )
)
register_category(
    Category(
        "list_export",
        _("后台导出的文件"),
        _("过了设置的小时数删除（个人信息保护法第十九条，最短必要时间）"),
        lambda moment: due_exports(moment.now).count(),
        lambda moment: clear_due_exports(moment.now),
        daily=False,
    )
)
register_category(
    Category(
        "orphan_file",
        _("中断后留下的无主文件"),
        _("两天后删除"),
        lambda moment: sum(1 for _name in orphans(moment.now)),
        lambda moment: delete_orphans(moment.now),
    )
)
register_category(
    Category(
        "session",
        _("过期的登录会话"),
        _("到期即删除"),
        lambda moment: _over_sessions(moment).count(),
        lambda moment: _over_sessions(moment).delete()[0],
    )
)
register_category(
    Category(
        "sign_in_failure",
        _("登录失败的记录"),
        _("网络日志的保存期后删除（网络安全法规定的最短时间）"),
        lambda moment: _failures(moment).count() + _attempts(moment).count(),
        lambda moment: _failures(moment).delete()[0] + _attempts(moment).delete()[0],
    )
)
register_category(
    Category(
        "feedback",
        _("已答复的意见与建议"),
        _("决定的保存期后删除"),
        lambda moment: _old_feedback(moment).count(),
        lambda moment: _old_feedback(moment).delete()[0],
    )
)
register_category(
    Category(
        "job",
        _("结束的后台任务"),
        _("90 天后删除"),
        lambda moment: _old_jobs(moment).count(),
        lambda _now: prune_jobs(),
    )
)
register_category(
    Category(
        "audit_entry",
        _("可到期清除的操作日志"),
        _("不自动清除；由审计管理员运行 runwu audit expire"),
        _old_entries,
        lambda _now: 0,
    )
)
