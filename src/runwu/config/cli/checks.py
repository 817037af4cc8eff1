"""Commands that look: the installation, the audit log, the keys."""

from argparse import Namespace

from django.conf import settings
from django.core.management import call_command


def check(_arguments: Namespace) -> int:
    """Check settings, database and the columns that repeat the latest dated value; 1 where something differs."""
    from runwu.config.cli.derived import differences

    call_command("check", deploy=not settings.DEMO)
    found = differences()
    print("\n".join(found) or "派生数据与台账一致。")
    return 1 if found else 0


def audit(arguments: Namespace) -> int:
    """Verify or seal the audit log."""
    call_command(f"audit_{arguments.what}")
    return 0


def keys(_arguments: Namespace) -> int:
    """Make the key file."""
    call_command("keys_init")
    return 0
