"""Commands that look at the installation."""

from argparse import Namespace

from django.conf import settings
from django.core.management import call_command


def check(_arguments: Namespace) -> int:
    """Check settings, database, keys, clock and the columns that repeat the latest dated value; 1 where one differs."""
    from runwu.config.cli.derived import differences
    from runwu.core.clock import clock_problems
    from runwu.core.keys import key_problems

    call_command("check", deploy=not settings.DEMO)
    found = key_problems() or [*clock_problems(), *differences()]
    print("\n".join(found) or "派生数据与台账一致。")
    return 1 if found else 0
