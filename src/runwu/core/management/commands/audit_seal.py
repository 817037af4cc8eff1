"""Seal what the audit log holds unsealed (校验操作日志)."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from runwu.core.audit.anchors import append_anchor
from runwu.core.audit.sealing import seal_all
from runwu.core.models.audit import AuditSegment


class Command(BaseCommand):
    """Seal all pending entries; with `--anchor` write the head to the anchor file at once."""

    help = "为尚未校验的操作日志加校验值 / seal all pending entries of the audit log"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add `--anchor`."""
        parser.add_argument("--anchor", action="store_true", help="立即写一行锚定 / anchor the head now")

    def handle(self, *args: Any, **options: Any) -> None:
        """Seal, anchor if asked, and say how many."""
        sealed = seal_all()
        last = AuditSegment.objects.order_by("-number").first()
        if options["anchor"] and last is not None:
            append_anchor(last)
        self.stdout.write(_("已为 {count} 条操作日志加校验值。").format(count=sealed))
