"""Plan joint branches without a server: from a JSON instance, or from two workbooks."""

import os
import sys
from argparse import Namespace
from pathlib import Path


def plan_coverage(arguments: Namespace) -> int:
    """Plan and write the answer; 1 with a message where the input can't be planned."""
    if arguments.check:
        return _check(arguments)
    if not arguments.output:
        print("请用 -o 写明输出到哪里。", file=sys.stderr)
        return 2
    if arguments.instance:
        return _instance(arguments)
    if len(arguments.workbooks) != 2:
        print("请给出两个工作簿：企业台账和党员名册；或用 --instance 给出 JSON。", file=sys.stderr)
        return 2
    enterprises, members = map(Path, arguments.workbooks)
    return _workbooks(enterprises, members, Path(arguments.output))


def _instance(arguments: Namespace) -> int:
    from runwu.planning.command import plan_instance
    from runwu.planning.joint_branches import InstanceError, Limits

    try:
        plan_instance(
            Path(arguments.instance),
            Path(arguments.output),
            seed=arguments.seed,
            limits=Limits(seconds=arguments.seconds),
            workers=arguments.workers,
            certificate=Path(arguments.certificate) if arguments.certificate else None,
            say=lambda text: print(text, file=sys.stderr),
            cluster=os.environ.get("RUNWU_PLAN_CLUSTER", ""),
        )
    except (InstanceError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _check(arguments: Namespace) -> int:
    """Check an answer without the solver; 1 with what is wrong, 2 where a file is not named."""
    from runwu.planning.command import check_answer
    from runwu.planning.joint_branches import InstanceError

    if not (arguments.instance and arguments.certificate):
        print("核验要有三个文件：--instance、--certificate 和 --check。", file=sys.stderr)
        return 2
    try:
        faults = check_answer(Path(arguments.instance), Path(arguments.check), Path(arguments.certificate))
    except (InstanceError, OSError) as error:
        faults = (str(error),)
    except (ValueError, KeyError, TypeError):
        faults = ("结果或者证书的格式不对。请用 plan-coverage 写出的文件。",)
    for fault in faults:
        print(fault, file=sys.stderr)
    if not faults:
        print("结果守规则、价钱相符，证书证明了下界。")
    return 1 if faults else 0


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
