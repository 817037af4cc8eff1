"""Commands of the keys: make, look, rotate, hand over, bring back."""

import sys
from argparse import Namespace
from pathlib import Path

from django.conf import settings
from django.core.management import CommandError, call_command


def keys(arguments: Namespace) -> int:
    """Do one of the things; 1 with a message where it does not work or has to be continued."""
    from runwu.core.crypto import CryptoError
    from runwu.core.errors import UserError

    try:
        return _WAYS[arguments.what](arguments)
    except (UserError, CryptoError, CommandError) as error:
        print(error, file=sys.stderr)
        return 1


def _init(arguments: Namespace) -> int:
    """Make the key file, or a backup key; both only where there is none yet."""
    from runwu.core.crypto.backupkeys import add_backup_key, backup_key_file

    if arguments.exchange:
        return _init_exchange()
    if not arguments.backup:
        call_command("keys_init")
        return 0
    if backup_key_file().exists():
        raise CommandError(
            f"{backup_key_file()} 已经存在，没有改动它。要更换备份密钥，请运行 runwu keys rotate --backup。"
        )
    print(f"已生成备份密钥 {add_backup_key()}：{backup_key_file()}。")
    print("请立即另存到安全的地方，不要与备份放在一起；没有它，备份打不开。")
    return 0


def _init_exchange() -> int:
    """Make the key that signs exchange packages, and show its public half for the receiving side."""
    from runwu.core.crypto.exchangekeys import exchange_key_file, make_exchange_key

    try:
        public = make_exchange_key()
    except FileExistsError:
        raise CommandError(
            f"{exchange_key_file()} 已经存在，没有改动它。要换密钥，请先移走旧文件，再请上级登记新公钥。"
        ) from None
    print(f"已生成交换包签名密钥：{exchange_key_file()}。请把公钥当面或书面交给上级登记：\n{public}")
    return 0


def _rotate(arguments: Namespace) -> int:
    """Rotate the keys of the data, or take a new key for the next backups."""
    from runwu.core.crypto.backupkeys import add_backup_key, backup_key_file, backup_keys
    from runwu.core.keys import rotate

    if arguments.backup:
        backup_keys()
        print(f"新的备份用密钥 {add_backup_key()}，旧备份仍可打开。请重新另存 {backup_key_file()}。")
        return 0
    rotated = rotate(report=_say)
    if rotated.retired:
        _say(f"换好了 {rotated.values} 个密文。旧密钥已移到 {rotated.retired}：请移到离线的地方保管，")
        _say("留到用旧密钥做的最后一份备份不再需要时为止。请再次另存密钥文件。")
    return 0 if rotated.retired else 1


def _status(_arguments: Namespace) -> int:
    """Show which keys there are, without their secrets, and whether they fit the data."""
    from runwu.core.crypto import keyring
    from runwu.core.keys import key_problems, unfinished

    ring = keyring()
    for key in ring.encryption.values():
        _say(f"加密 {key.id} {key.algorithm} {key.created}{_mark(key.id == ring.active_encryption)}")
    for audit_key in ring.audit.values():
        _say(f"日志 {audit_key.id} {audit_key.created}{_mark(audit_key.id == ring.active_audit)}")
    _say(f"查找号码 第 {len(ring.index_keys)} 代")
    if unfinished(ring):
        _say("密钥轮换还没有做完。请运行 runwu keys rotate 继续。")
    problems = key_problems()
    print("\n".join(problems) or "密钥与数据库相符。", file=sys.stderr if problems else sys.stdout)
    return 1 if problems else 0


def _rewrap(_arguments: Namespace) -> int:
    """Hand the keys over to the keeper that the settings name now."""
    from runwu.core.keys import rewrap

    _say(f"密钥文件和备份密钥文件已改由 {rewrap()} 保管，数据不变。请重新另存这两个文件。")
    return 0


def _bring_back(arguments: Namespace) -> int:
    """Add retired keys again, to restore an old backup."""
    from runwu.core.keys import bring_back

    if not arguments.file:
        raise CommandError("请用 --file 指明退役的密钥文件。")
    _say(f"取回了 {bring_back(Path(settings.RUNWU_KEY_FILE), Path(arguments.file))} 个旧密钥。")
    _say("恢复旧备份之后，请运行 runwu keys rotate，把内容换到现在的密钥。")
    return 0


def _mark(active: bool) -> str:
    return "（正在使用）" if active else ""


def _say(line: str) -> None:
    print(line, flush=True)


_WAYS = {"init": _init, "status": _status, "rotate": _rotate, "rewrap": _rewrap, "bring-back": _bring_back}
