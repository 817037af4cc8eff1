"""Plan joint branches without a server: from a JSON instance, or from two workbooks."""

import os
import sys
from argparse import Namespace
from pathlib import Path


def plan_coverage(arguments: Namespace) -> int:
    """Plan and write the answer; 1 with a message where the input can't be planned."""
    if arguments.instance:
        return _instance(Path(arguments.instance), Path(arguments.output))
    if len(arguments.workbooks) != 2:
        print("请给出两个工作簿：企业台账和党员名册；或用 --instance 给出 JSON。", file=sys.stderr)
        return 2
    enterprises, members = map(Path, arguments.workbooks)
    return _workbooks(enterprises, members, Path(arguments.output))


def _instance(source: Path, target: Path) -> int:
    from runwu.planning.command import plan_instance
    from runwu.planning.joint_branches import InstanceError

    try:
        cluster = os.environ.get("RUNWU_PLAN_CLUSTER", "")
        plan_instance(source, target, say=lambda text: print(text, file=sys.stderr), cluster=cluster)
    except (InstanceError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _workbooks(enterprises: Path, members: Path, target: Path) -> int:
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "runwu.config.settings.offline"
    django.setup()
    from runwu.core.errors import UserError
    from runwu.core.workbooks import WorkbookRefused
    from runwu.coverage.command import plan_workbooks

    try:
        plan_workbooks(enterprises, members, target)
    except (UserError, WorkbookRefused, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0
