"""Commands that bring data in: the first park, a workbook."""

import sys
from argparse import Namespace
from pathlib import Path

from runwu.core.errors import UserError


def setup(arguments: Namespace) -> int:
    """Set up the first park, its committee and an account; prints the account's password once."""
    from runwu.config.cli.server import migrate
    from runwu.config.setup import set_up_park

    migrate()
    try:
        result = set_up_park(
            name=arguments.park,
            region=arguments.region,
            kind=arguments.kind,
            committee_name=arguments.committee,
            superior_name=arguments.superior,
            user_name=arguments.user,
            display_name=arguments.name,
        )
    except UserError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{result.park.name}\n初始密码只显示这一次，首次登录须修改 / passwords are shown once and must be changed")
    for account in result.accounts:
        print(f"  {account.username:<24} {account.password:<20} {account.role}")
    return 0


def import_workbook(arguments: Namespace) -> int:
    """Import a workbook on behalf of an account, or report what it would do; 1 where rows have errors."""
    from runwu.core.imports.command import run_import

    try:
        report = run_import(
            kind=arguments.kind,
            path=Path(arguments.file),
            park_name=arguments.park,
            user_name=arguments.user,
            commit=not arguments.dry_run,
        )
    except UserError as error:
        print(error, file=sys.stderr)
        return 1
    print(report)
    return 1 if report.errors else 0
