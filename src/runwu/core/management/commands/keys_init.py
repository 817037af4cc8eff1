"""Create the key file (生成密钥文件)."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from runwu.core.crypto import CryptoError
from runwu.core.crypto.keyfile import write_keys
from runwu.core.crypto.keymaking import chosen_algorithm, new_keys


class Command(BaseCommand):
    """Create the key file where `RUNWU_KEY_FILE` says; never replace one."""

    help = "生成密钥文件（不覆盖已有文件） / create the key file; an existing one is never replaced"
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Write new keys and say where, and what to do with them."""
        path = Path(settings.RUNWU_KEY_FILE)
        try:
            write_keys(path, new_keys(chosen_algorithm()))
        except FileExistsError:
            raise CommandError(
                _("{path} 已经存在，没有改动它：换掉密钥，已加密的内容就无法读取。").format(path=path)
                + _("如需更换密钥，请使用密钥轮换。")
            ) from None
        except CryptoError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(
            _("已生成密钥文件 {path}。请立即另存一份到安全的地方，不要与数据库备份放在一起。").format(path=path)
        )
