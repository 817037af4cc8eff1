"""Commands that keep an installation safe: make, check and restore backups."""

import sys
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

from django.conf import settings


def backup(arguments: Namespace) -> int:
    """Make a backup into a file or a folder, or check one; 1 with a message where that does not work."""
    target = Path(arguments.target)
    return _said(lambda: _check(target) if arguments.verify else _make(target, arguments.keep))


def restore(arguments: Namespace) -> int:
    """Restore a backup into an instance without data; 1 with a message where that does not work."""
    return _said(lambda: _restore(Path(arguments.file), accept_findings=arguments.accept_findings))


def _make(target: Path, keep: int | None) -> int:
    from runwu.core.backup import back_up, back_up_into

    if target.is_dir():
        kept = settings.RUNWU_BACKUP_KEEP if keep is None else keep
        target, manifest = back_up_into(target, keep=kept, report=_say)
    else:
        manifest = back_up(target, report=_say)
    for key in manifest.gone:
        _say(f"附件 {key} 的文件不在存储里，备份里没有它。")
    _say(f"备份完成：{target}，{manifest.rows} 行，{manifest.file_count} 个文件，{target.stat().st_size} 字节。")
    _say("备份里不含密钥：请另行保管密钥文件和备份密钥文件，没有它们备份打不开。")
    return 0


def _check(path: Path) -> int:
    from runwu.core.backup import read_archive

    header, manifest = read_archive(path)
    for name, table in sorted(manifest.tables.items()):
        if table.rows:
            _say(f"{name}：{table.rows} 行，摘要 {table.digest[:16]}…")
    for kind, files in sorted(manifest.files.items()):
        _say(f"{kind}：{files.rows} 个文件")
    _say(f"备份完整：{header.made_at} 由版本 {header.version} 做成，{manifest.rows} 行，{manifest.file_count} 个文件。")
    return 0


def _restore(path: Path, *, accept_findings: bool) -> int:
    from runwu.core.backup import restore

    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    restored = restore(path, accept_findings=accept_findings, report=_say)
    for line in (*restored.notes, *map(str, restored.verified.findings)):
        _say(line)
    rows, files, checked = restored.manifest.rows, restored.manifest.file_count, restored.verified.checked
    _say(f"恢复完成：{rows} 行，{files} 个文件，操作日志核验 {checked} 条。")
    _say("所有人需要重新登录。请运行 runwu check，再启动服务。")
    return 0 if restored.verified.ok else 1


def _say(line: str) -> None:
    print(line, flush=True)


def _said(act: Callable[[], int]) -> int:
    """Act; what a person can mend is said in a sentence and ends with 1."""
    from runwu.core.crypto import CryptoError
    from runwu.core.errors import UserError

    try:
        return act()
    except FileNotFoundError as error:
        print(f"找不到文件 {error.filename}。请核对路径后再运行一次。", file=sys.stderr)
    except (UserError, CryptoError) as error:
        print(error, file=sys.stderr)
    return 1
