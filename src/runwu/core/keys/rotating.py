"""Rotate the keys of an installation (密钥轮换): new ones at once, everything moves after them, old ones retire."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from runwu.core import audit
from runwu.core.audit.journal import Actor
from runwu.core.crypto import keyring
from runwu.core.crypto.keyfile import replace_keys
from runwu.core.crypto.keymaking import (
    chosen_algorithm,
    with_new_audit_key,
    with_new_encryption_key,
    with_new_index_key,
)
from runwu.core.crypto.keys import INDEX_DUE, KeyRing
from runwu.core.keys.retiring import retire
from runwu.core.keys.stages import Stage, ciphertext_stages, index_stages
from runwu.core.keys.waiting import alone, database_now, earlier_transactions_ended

Report = Callable[[str], None]
_REPORT_EVERY = 5000
GRACE = 1.0  # seconds between making a ciphertext and the statement that stores it


@dataclass(frozen=True, slots=True)
class Rotated:
    """How many values moved, and where the retired keys are kept; "" while old keys are still needed."""

    values: int
    retired: str


def rotate(
    *, by: Actor | None = None, patience: float = 600, grace: float = GRACE, report: Report = lambda _line: None
) -> Rotated:
    """Give the installation new keys and let everything follow; continue where an earlier call was cut off.

    From the first moment new values use the new key, and old ones stay readable. When nothing is left under an old
    key it leaves the key file for a file of its own. Looking for numbers pauses while their blind indexes move.
    `patience` is how many seconds to wait for transactions that may still write under an old key, `grace` how many
    for ciphertexts on their way into one. Raises Conflict
    when another process rotates, CryptoError where a key is missing.
    """
    with alone(_key_file()):
        if not unfinished(keyring()):
            _begin(by, report)
        wait = partial(_settled, patience, grace, report)
        if not wait() or not _indexes_moved(wait, report):
            return Rotated(0, "")
        moved = _moved(ciphertext_stages(), report)
        moved += _moved(ciphertext_stages(), report)  # files that were being written when the first round passed
        retired = retire(_key_file())
        audit.log(by, "core.keys.rotated", values=moved, active=f"key-{keyring().active_encryption}")
        return Rotated(moved, retired)


def unfinished(keys: KeyRing) -> bool:
    """Tell whether a rotation has begun and not ended."""
    return len(keys.encryption) > 1 or bool(keys.index_state)


def _begin(by: Actor | None, report: Report) -> None:
    keys = with_new_audit_key(with_new_encryption_key(keyring(), chosen_algorithm()))
    _put(replace(keys, index_state=INDEX_DUE))
    audit.log(by, "core.keys.rotation_begun", active=f"key-{keys.active_encryption}")
    report(_("已生成新密钥。请立即把密钥文件另存一份：从现在起，新写入的内容只有它能打开。"))


def _settled(patience: float, grace: float, report: Report) -> bool:
    """Wait for whoever may still write under the keys from before."""
    since = database_now()
    time.sleep(grace)
    if earlier_transactions_ended(since, patience=patience):
        return True
    report(_("还有较早开始的操作没有结束，旧密钥先留着。请稍后再运行一次 runwu keys rotate。"))
    return False


def _indexes_moved(wait: Callable[[], bool], report: Report) -> bool:
    """Move the blind indexes to a new generation, or on to it; tell whether that is done."""
    if keyring().index_state == INDEX_DUE:
        _put(with_new_index_key(keyring()))
    if keyring().index_pending:
        if not wait():
            return False
        _moved(index_stages(), report)
        _put(replace(keyring(), index_state=""))
    return True


def _moved(stages: list[Stage], report: Report) -> int:
    return sum(_one(stage, report) for stage in stages)


def _one(stage: Stage, report: Report) -> int:
    moved = told = 0
    for count in stage.run():
        moved += count
        if moved - told >= _REPORT_EVERY:
            told = moved
            report(_("{name}：已换 {count} 个").format(name=stage.name, count=moved))
    if moved:
        report(_("{name}：换好 {count} 个").format(name=stage.name, count=moved))
    return moved


def _put(keys: KeyRing) -> None:
    replace_keys(_key_file(), keys)


def _key_file() -> Path:
    return Path(settings.RUNWU_KEY_FILE)
