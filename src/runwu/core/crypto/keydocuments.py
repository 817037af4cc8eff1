"""Key files on disk (密钥文件): TOML of mode 0600, whose secrets a provider may have wrapped."""

import os
import stat
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from runwu.core.crypto.errors import KeyFileInvalid
from runwu.core.crypto.providers import FILE, chosen_provider, provider_named

_HEADING = """\
# 润物密钥文件。丢失后，加密的内容无法恢复；泄露后，请立即轮换密钥。
# 与数据库分开备份；只允许运行服务的账号读取（权限 0600）。
version = 1
"""
Tables = Mapping[str, Mapping[str, Any]]


def read_tables(path: Path) -> dict[str, Any]:
    """Read a key file; each table with a secret has it as bytes under "secret".

    Raises KeyFileInvalid when it is open to others or damaged, KeyProviderFailed, FileNotFoundError.
    """
    _require_private(path)
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        if data["version"] != 1:
            raise ValueError("version")
        return _unwrapped(data)
    except FileNotFoundError:
        raise
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError):
        raise invalid(path, _("内容不完整或已损坏")) from None


def write_tables(path: Path, tables: Tables, *, replace: bool = False) -> None:
    """Write a key file, readable by its owner alone. Raises FileExistsError unless told to replace.

    Written beside and put into place in one step, so that nobody ever reads half a file.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    text = _as_toml(tables, chosen_provider())
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if replace:
            draft.replace(path)
        else:
            os.link(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def invalid(path: Path, reason: str) -> KeyFileInvalid:
    """Return the error for a key file that cannot be used."""
    return KeyFileInvalid(
        _("密钥文件 {path} 不能使用：{reason}。").format(path=path, reason=reason)
        + _("请从备份取回完整的文件，并设为只有运行服务的账号可读（chmod 600）。")
    )


def _require_private(path: Path) -> None:
    if os.name == "posix" and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise invalid(path, _("其他账号也能读取它"))


def _unwrapped(data: dict[str, Any]) -> dict[str, Any]:
    """Put the secrets, all unwrapped at once, in place of what the file holds."""
    name = data.get("provider", FILE)
    held = "secret" if name == FILE else "wrapped"
    tables = {path: table for path, table in _tables("", data) if held in table}
    secrets = provider_named(name).unwrap({path: table[held] for path, table in tables.items()})
    for path, table in tables.items():
        table["secret"] = secrets[path]
    return data


def _tables(path: str, data: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, value in data.items():
        if isinstance(value, dict):
            below = f"{path}.{name}" if path else name
            yield below, value
            yield from _tables(below, value)


def _as_toml(tables: Tables, provider: str) -> str:
    secrets = {name: table["secret"] for name, table in tables.items() if "secret" in table}
    held, values = ("secret" if provider == FILE else "wrapped"), provider_named(provider).wrap(secrets)
    lines = [_HEADING] if provider == FILE else [_HEADING, f"provider = {_quoted(provider)}", ""]
    for name, table in tables.items():
        written = {**{key: value for key, value in table.items() if key != "secret"}}
        if name in values:
            written[held] = values[name]
        lines += [f"[{name}]", *(f"{key} = {_quoted(value)}" for key, value in written.items()), ""]
    return "\n".join(lines)


def _quoted(value: str) -> str:
    if any(sign in value for sign in '"\\\n\r'):
        raise ValueError("a sign that key files cannot hold")
    return f'"{value}"'
