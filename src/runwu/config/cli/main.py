"""Parse the command line and hand over to one function per command."""

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import date, datetime
from importlib import import_module
from zoneinfo import ZoneInfo

PROGRAM = "润物 Runwu：园区党建工作平台 / the platform on which industrial parks do their Party work"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 refused or found something, 2 wrong words."""
    parsed = _parser().parse_args(arguments)
    if getattr(parsed, "demo_settings", False):
        os.environ["RUNWU_DEMO"] = "1"
        os.environ.setdefault("RUNWU_SETTINGS", "dev")
        os.environ.setdefault("RUNWU_LOG_LEVEL", "WARNING")
    if not parsed.pure and not _start_django():
        return 2
    module = import_module(f"runwu.config.cli.{parsed.module}")
    return int(getattr(module, parsed.function)(parsed) or 0)


def _start_django() -> bool:
    """Start Django; a setting that is missing is said in one sentence. What is written is for this user alone."""
    import django
    from django.core.exceptions import ImproperlyConfigured

    os.umask(0o077)
    chosen = os.environ.get("RUNWU_SETTINGS", "production")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"runwu.config.settings.{chosen}")
    try:
        django.setup()
    except ImproperlyConfigured as error:
        print(error, file=sys.stderr)
        return False
    return True


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="runwu", description=PROGRAM)
    commands = parser.add_subparsers(title="命令 / commands", metavar="命令", required=True)
    _server_commands(commands)
    _data_commands(commands)
    _check_commands(commands)
    return parser


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    words: str,
    target: str,
    *,
    pure: bool = False,
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=words, description=words)
    module, _, function = target.partition(".")
    command.set_defaults(module=module, function=function, pure=pure)
    return command


def _server_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    demo = _command(
        commands, "demo", "演示园区：建库、导入、测算并打开网页 / load the demo park and serve it", "server.demo"
    )
    demo.add_argument("--check", action="store_true", help="装好后取十个页面就退出 / load, fetch ten pages, exit")
    demo.add_argument("--port", type=int, default=8000)
    demo.set_defaults(demo_settings=True)
    serve = _command(commands, "serve", "启动网页和后台服务 / start the server and the worker", "server.serve")
    serve.add_argument("--bind", default="127.0.0.1:8000", help="地址和端口 / address and port")
    serve.add_argument("--workers", type=int, default=2, help="网页进程数 / server processes")
    serve.add_argument("--without-worker", action="store_true", help="后台服务另行启动 / the worker runs elsewhere")
    worker = _command(commands, "worker", "启动后台服务 / start the worker", "server.worker")
    worker.add_argument("--until-idle", action="store_true", help="做完就退出 / exit when the queue is empty")
    _command(commands, "due", "做一遍到期的例行工作 / do the chores that are due", "server.due")
    _command(commands, "migrate", "建立或升级数据库 / create or upgrade the database", "server.migrate")


def _data_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    setup = _command(
        commands, "setup", "首次使用：园区、党委和第一个账号 / first park, committee and account", "data.setup"
    )
    setup.add_argument("--park", required=True, help="园区名称 / name of the park")
    setup.add_argument("--region", required=True, help="行政区划代码 / GB/T 2260 code")
    setup.add_argument("--kind", default="county", choices=("statutory", "company", "city", "county"))
    setup.add_argument("--committee", default="", help="综合党委名称 / name of the comprehensive committee")
    setup.add_argument("--superior", default="", help="上级党委名称 / name of the committee above")
    setup.add_argument("--user", required=True, help="第一个账号 / name of the first account")
    setup.add_argument("--name", required=True, help="使用人姓名 / who uses it")
    load = _command(commands, "import", "导入工作簿 / import a workbook", "data.import_workbook")
    load.add_argument("kind", choices=("enterprises", "members", "instructors"), help="内容 / what it holds")
    load.add_argument("file")
    load.add_argument("--park", required=True, help="园区名称 / name of the park")
    load.add_argument("--user", required=True, help="以谁的名义 / on whose behalf")
    load.add_argument("--dry-run", action="store_true", help="只看结果，不写入 / report only")
    plan = _command(
        commands,
        "plan-coverage",
        "联合党支部组建建议，不需要服务器 / plan joint branches without a server",
        "planning.plan_coverage",
        pure=True,
    )
    plan.add_argument("workbooks", nargs="*", help="企业台账.xlsx 党员名册.xlsx")
    plan.add_argument("--instance", help="problem.json（runwu-joint-branch/1）")
    plan.add_argument("-o", "--output", required=True, help="输出文件夹，或 answer.json / folder, or answer.json")


def _today() -> date:
    return datetime.now(ZoneInfo("Asia/Shanghai")).date()


def _rules_command(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    words = "规则：数值、依据和用到它的判断 / the rules, their clauses, and what reads them"
    rules = _command(commands, "rules", words, "rules.rules", pure=True)
    asked = rules.add_subparsers(dest="what", metavar="list|show|diff", required=True)
    listed = asked.add_parser("list", help="全部 / all of them")
    shown = asked.add_parser("show", help="一条，历年 / one, over time")
    shown.add_argument("key")
    for one in (listed, shown):
        one.add_argument("--on", type=date.fromisoformat, default=_today(), help="日期 / day")
        one.add_argument("--place", default="", help="省或行政区划代码 / province or GB/T 2260 code")
    compared = asked.add_parser("diff", help="两天之间变了什么 / what differs between two days")
    compared.add_argument("first", type=date.fromisoformat)
    compared.add_argument("second", type=date.fromisoformat)


def _check_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    _command(
        commands, "check", "检查配置、数据库和派生数据 / check settings, database and derived columns", "checks.check"
    )
    audit = _command(commands, "audit", "操作日志 / the audit log", "checks.audit")
    audit.add_argument("what", choices=("verify", "seal"), help="verify 校验 / seal 封存")
    _rules_command(commands)
    keys = _command(commands, "keys", "密钥 / keys", "checks.keys")
    keys.add_argument("what", choices=("init",), help="init 生成密钥文件 / make the key file")
