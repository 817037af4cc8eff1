"""Commands of exchange packages: write one, register the key of a park, read one."""

import sys
from argparse import Namespace
from pathlib import Path

from runwu.core.errors import UserError


def exchange(arguments: Namespace) -> int:
    """Do one of the things; 1 with a message where it does not work."""
    from runwu.core.crypto import CryptoError

    try:
        print(_WAYS[arguments.what](arguments))
    except (UserError, CryptoError) as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"文件读写不了：{error}", file=sys.stderr)
        return 1
    return 0


def _write(arguments: Namespace) -> str:
    from runwu.reports.exchange.writing import write_package

    Path(arguments.output).write_bytes(write_package(park=_park(arguments.park), by=None))
    return f"已写出交换包 {arguments.output}：只有数字，没有姓名和企业名称。"


def _register(arguments: Namespace) -> str:
    from runwu.reports.exchange.reading import register_key

    register_key(
        park=_park(arguments.park), key=arguments.key, document=arguments.document, official=arguments.official, by=None
    )
    return f"已登记{arguments.park}的公钥，从现在起只认这一个。"


def _read(arguments: Namespace) -> str:
    from runwu.reports.exchange.reading import read_package

    row = read_package(data=Path(arguments.file).read_bytes(), by=None)
    return f"已读入{row.park.name}的交换包，数据截至 {row.day}。"


def _park(name: str) -> "Park":  # type: ignore[name-defined]  # noqa: F821 -- models load after Django has started
    from runwu.enterprises.models import Park

    found = Park.objects.filter(name=name).first()
    if found is None:
        raise UserError(
            f"没有叫“{name}”的园区。", now="用 runwu park list 看全部园区；没有的先用 runwu park add 增加。"
        )
    return found


_WAYS = {"write": _write, "register": _register, "read": _read}
