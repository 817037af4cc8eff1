"""Verify the audit log (核验操作日志)."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from runwu.core.audit import VerifyReport, verify


class Command(BaseCommand):
    """Walk the whole chain and report what does not fit; ends with status 1 when something does not."""

    help = "核验操作日志是否被改动 / verify the audit log"

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the findings and the counts. Raises CommandError when there are findings."""
        report = verify()
        for finding in report.findings:
            self.stdout.write(str(finding))
        if report.more:
            self.stdout.write(_("另有 {count} 处不符。").format(count=report.more))
        if report.expired:
            self.stdout.write(
                _("前 {count} 条（{before} 以前）已到期清除，清除记录的签名相符。").format(
                    count=report.expired, before=report.expired_before
                )
            )
        self.stdout.write(summary(report))
        if not report.ok:
            raise CommandError(_("操作日志未通过核验。请保留现场，停止改动数据库，并报告安全管理员。"))


def summary(report: VerifyReport) -> str:
    """Return the counts of a verification as a sentence."""
    return _("核验 {checked} 条、{segments} 段、{anchors} 个锚点；{unsealed} 条尚未加校验值。").format(
        checked=report.checked, segments=report.segments, anchors=report.anchors, unsealed=report.unsealed
    )
