"""Who keeps the keys' secrets (密钥保管): the key file itself, or a cipher machine or key service that wraps them.

A provider never sees data, only the few keys of an installation: it wraps them before they are written into the key
file and unwraps them when the file is read, once per process and change of the file. A cipher machine (密码机) or a
key management service is attached by a command (`RUNWU_KEY_PROVIDER=command`) or by a class of one's own.
"""

import json
import shlex
import subprocess
from collections.abc import Mapping
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from runwu.core.crypto.errors import KeyProviderFailed

FILE = "file"
COMMAND = "command"
_SECONDS = 60


class KeyProvider(Protocol):
    """Wraps and unwraps secrets; all of a key file at once, by name ("encryption:0badc0de")."""

    def wrap(self, secrets: Mapping[str, bytes]) -> dict[str, str]:
        """Return each secret in the form that may stand in the key file. Raises KeyProviderFailed."""

    def unwrap(self, wrapped: Mapping[str, str]) -> dict[str, bytes]:
        """Return the secrets of what `wrap` returned. Raises KeyProviderFailed."""


class FileProvider:
    """The key file holds the secrets themselves, in hex; its mode 0600 protects them."""

    def wrap(self, secrets: Mapping[str, bytes]) -> dict[str, str]:
        return {name: secret.hex() for name, secret in secrets.items()}

    def unwrap(self, wrapped: Mapping[str, str]) -> dict[str, bytes]:
        return {name: bytes.fromhex(text) for name, text in wrapped.items()}


class CommandProvider:
    """A command speaks to the cipher machine: `command wrap|unwrap`, a JSON object of hex or text in and out."""

    def wrap(self, secrets: Mapping[str, bytes]) -> dict[str, str]:
        return self._ask("wrap", {name: secret.hex() for name, secret in secrets.items()})

    def unwrap(self, wrapped: Mapping[str, str]) -> dict[str, bytes]:
        try:
            return {name: bytes.fromhex(text) for name, text in self._ask("unwrap", wrapped).items()}
        except ValueError:
            raise _failed(_("返回的不是十六进制")) from None

    def _ask(self, verb: str, values: Mapping[str, str]) -> dict[str, str]:
        try:
            command = [*shlex.split(settings.RUNWU_KEY_PROVIDER_COMMAND), verb]
            done = subprocess.run(  # noqa: S603 -- the operator's own setting
                command, input=json.dumps(values), capture_output=True, text=True, timeout=_SECONDS, check=True
            )
            return _checked(json.loads(done.stdout), values)
        except subprocess.CalledProcessError as error:
            raise _failed(_("命令以 {code} 结束").format(code=error.returncode)) from None
        except (OSError, subprocess.TimeoutExpired, ValueError) as error:
            raise _failed(type(error).__name__) from None


def provider_named(name: str) -> KeyProvider:
    """Return a provider: "file", "command", or the dotted path of a class. Raises KeyProviderFailed."""
    if name == FILE:
        return FileProvider()
    if name == COMMAND:
        return CommandProvider()
    try:
        found: KeyProvider = import_string(name)()
    except ImportError:
        raise _failed(_("没有名为 {name} 的提供方").format(name=name)) from None
    return found


def chosen_provider() -> str:
    """Return the name of the provider for key files that are written from now on."""
    return str(getattr(settings, "RUNWU_KEY_PROVIDER", "")) or FILE


def _checked(answer: object, asked: Mapping[str, str]) -> dict[str, str]:
    if not isinstance(answer, dict) or set(answer) != set(asked):
        raise ValueError("answer")
    return {str(name): str(text) for name, text in answer.items()}


def _failed(reason: str) -> KeyProviderFailed:
    return KeyProviderFailed(
        _("密码机或密钥服务没有给出密钥：{reason}。没有密钥，加密的内容无法读写。").format(reason=reason)
        + _("请检查它是否在运行，以及 RUNWU_KEY_PROVIDER、RUNWU_KEY_PROVIDER_COMMAND，然后重试。")
    )
