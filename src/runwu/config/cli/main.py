"""Parse the command line and hand over to one function per command."""

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import date, datetime
from importlib import import_module
from importlib.metadata import version
from zoneinfo import ZoneInfo

PROGRAM = "润物 Runwu：园区党建工作平台 / the platform on which industrial parks do their Party work"

_KINDS = ("statutory", "company", "city", "county")


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
    parser.add_argument("--version", action="version", version=f"runwu {version('runwu')}")
    commands = parser.add_subparsers(title="命令 / commands", metavar="命令", required=True)
    _server_commands(commands)
    _data_commands(commands)
    _park_commands(commands)
    _exchange_commands(commands)
    _backup_commands(commands)
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
    demo.add_argument("--load", action="store_true", help="只装数据、打印账号，不打开网页 / load, print accounts, exit")
    demo.add_argument("--port", type=int, default=8000)
    demo.add_argument("--province", action="store_true", help="十三个园区的示例省 / a province of thirteen parks")
    demo.add_argument("--scale", type=float, default=1.0, help="示例省的规模，如 0.05 / size of the province")
    demo.set_defaults(demo_settings=True)
    serve = _command(commands, "serve", "启动网页和后台服务 / start the server and the worker", "server.serve")
    serve.add_argument("--bind", default="127.0.0.1:8000", help="地址和端口 / address and port")
    serve.add_argument("--workers", type=int, default=2, help="网页进程数 / server processes")
    serve.add_argument("--without-worker", action="store_true", help="后台服务另行启动 / the worker runs elsewhere")
    worker = _command(commands, "worker", "启动后台服务 / start the worker", "server.worker")
    worker.add_argument("--until-idle", action="store_true", help="做完就退出 / exit when the queue is empty")
    due = _command(commands, "due", "做一遍到期的例行工作 / do the chores that are due", "server.due")
    due.add_argument("--dry-run", action="store_true", help="只列出到期要清除的内容 / list what would be cleared")
    _command(commands, "migrate", "建立或升级数据库 / create or upgrade the database", "server.migrate")
    _command(commands, "assets", "收集页面的样式和脚本 / collect what pages load", "server.assets")


def _data_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    setup = _command(
        commands, "setup", "首次使用：园区、党委和第一个账号 / first park, committee and account", "data.setup"
    )
    setup.add_argument("--park", required=True, help="园区名称 / name of the park")
    setup.add_argument("--region", required=True, help="行政区划代码 / GB/T 2260 code")
    setup.add_argument("--kind", default="county", choices=_KINDS)
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
    regain = _command(
        commands,
        "account-reset",
        "账号：新的一次性密码，清除二次验证 / a one-time password, no second factors",
        "accounts.reset",
    )
    regain.add_argument("user", help="用户名 / name of the account")
    plan = _command(
        commands,
        "plan-coverage",
        "联合党支部组建建议，不需要服务器 / plan joint branches without a server",
        "planning.plan_coverage",
        pure=True,
    )
    plan.add_argument("workbooks", nargs="*", help="企业台账.xlsx 党员名册.xlsx")
    plan.add_argument("--instance", help="problem.json（runwu-joint-branch/1）")
    plan.add_argument("-o", "--output", help="输出文件夹，或 answer.json / folder, or answer.json")
    plan.add_argument("--seed", type=int, default=1, help="同一题、同一种子，结果相同 / same seed, same plan")
    plan.add_argument("--seconds", type=float, help="最多几秒，0 只用就近方案 / at most so many seconds")
    plan.add_argument("--workers", type=int, default=1, help="几个园区并行 / parks side by side")
    plan.add_argument("--certificate", help="下界的证书写到或读自这个文件 / file of the bound's certificate")
    plan.add_argument("--check", metavar="ANSWER", help="不求解，只核验这份结果和证书 / check this answer instead")


def _park_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    words = "园区：增加、更正、列出 / one more park, what is on record of one, all of them"
    park = _command(commands, "park", words, "parks.parks")
    asked = park.add_subparsers(dest="what", metavar="add|set|list", required=True)
    added = asked.add_parser("add", help="增加园区和它的党组织，不开账号 / one more park, no accounts")
    corrected = asked.add_parser("set", help="更正登记信息，记入日志 / correct what is on record")
    asked.add_parser("list", help="全部园区 / all of them")
    for one in (added, corrected):
        one.add_argument("--park", required=True, help="园区名称 / name of the park")
        one.add_argument("--region", required=one is added, help="行政区划代码 / GB/T 2260 code")
    added.add_argument("--kind", default="county", choices=_KINDS, help="管理体制 / kind")
    added.add_argument(
        "--superior", default="", help="上级党委名称，已有的就归它 / the committee above, taken if there"
    )
    added.add_argument("--committee", default="", help="综合党委名称 / name of the comprehensive committee")
    corrected.add_argument("--kind", choices=_KINDS, help="管理体制 / kind")
    corrected.add_argument("--latitude", type=float, help="纬度 / degrees")
    corrected.add_argument("--longitude", type=float, help="经度 / degrees")
    corrected.add_argument(
        "--coordinates", dest="coordinate_system", choices=("wgs84", "gcj02", "bd09"), help="坐标系 / system"
    )
    corrected.add_argument("--radius", dest="radius_m", type=int, help="半径（米） / metres")


def _exchange_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    words = "交换包：没有专线的园区用签名的文件上报汇总 / signed figures of a park without a line"
    exchange = _command(commands, "exchange", words, "exchange.exchange")
    asked = exchange.add_subparsers(dest="what", metavar="write|register|read", required=True)
    written = asked.add_parser("write", help="写出一个园区的汇总 / write the figures of a park")
    written.add_argument("-o", "--output", required=True, help="文件 / file")
    registered = asked.add_parser("register", help="登记园区的公钥 / register the public key of a park")
    registered.add_argument("--key", required=True, help="公钥，64 位十六进制 / public key in hex")
    registered.add_argument("--document", required=True, help="依据文号 / document")
    registered.add_argument("--official", required=True, help="核对公钥的人 / who compared the key")
    for one in (written, registered):
        one.add_argument("--park", required=True, help="园区名称 / name of the park")
    asked.add_parser("read", help="读入交换包 / read a package").add_argument("file")


def _backup_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    backup = _command(commands, "backup", "备份数据库和附件，加密 / back up, encrypted", "backups.backup")
    backup.add_argument("target", help="备份文件；或文件夹，按日期命名并只留最近几份 / a file, or a folder")
    backup.add_argument("--verify", action="store_true", help="只检查这份备份 / check this backup")
    backup.add_argument("--keep", type=int, help="文件夹里留几份，0 为全部 / how many the folder keeps")
    restore = _command(
        commands, "restore", "把备份恢复到空实例 / restore into an instance without data", "backups.restore"
    )
    restore.add_argument("file", help="备份文件 / the backup")
    restore.add_argument(
        "--accept-findings",
        action="store_true",
        help="备份中的日志未通过校验也恢复 / even where the log does not verify",
    )


def _today() -> date:
    return datetime.now(ZoneInfo("Asia/Shanghai")).date()


def _day(written: str) -> date:
    """Read a day of the command line, such as 2026-11-23; argparse shows the message."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"日期“{written}”读不出来。依据：日期写成年-月-日，须在日历上。现在可以：写成 2026-11-23 这样。"
        ) from None


def _rules_command(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    words = "规则：数值、依据和用到它的判断 / the rules, their clauses, and what reads them"
    rules = _command(commands, "rules", words, "rules.rules", pure=True)
    asked = rules.add_subparsers(dest="what", metavar="list|show|diff", required=True)
    listed = asked.add_parser("list", help="全部 / all of them")
    shown = asked.add_parser("show", help="一条，历年 / one, over time")
    shown.add_argument("key")
    for one in (listed, shown):
        one.add_argument("--on", type=_day, default=_today(), help="日期 / day")
        one.add_argument("--place", default="", help="省或行政区划代码 / province or GB/T 2260 code")
    compared = asked.add_parser("diff", help="两天之间变了什么 / what differs between two days")
    compared.add_argument("first", type=_day)
    compared.add_argument("second", type=_day)


def _check_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    _command(
        commands, "check", "检查配置、数据库和派生数据 / check settings, database and derived columns", "checks.check"
    )
    audit = _command(commands, "audit", "操作日志 / the audit log", "audit.audit")
    audit.add_argument("what", choices=("verify", "seal", "expire"), help="verify 校验 / seal 封存 / expire 到期清除")
    audit.add_argument("--before", type=date.fromisoformat, help="清除此日以前的（expire） / from before this day")
    audit.add_argument("--user", default="", help="审计管理员的账号（expire） / an audit administrator")
    _rules_command(commands)
    keys = _command(commands, "keys", "密钥：生成、查看、轮换、换保管方、取回旧密钥 / keys", "keys.keys")
    keys.add_argument("what", choices=("init", "status", "rotate", "rewrap", "bring-back"))
    keys.add_argument("--backup", action="store_true", help="备份密钥（init、rotate） / the backup key")
    keys.add_argument("--exchange", action="store_true", help="交换包的签名密钥（init） / the key of packages")
    keys.add_argument("--file", default="", help="退役的密钥文件（bring-back） / the retired keys")
