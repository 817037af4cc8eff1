"""What the log says in words (操作说明): each area registers a Chinese sentence per action."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from runwu.core.audit.guard import checked_action
from runwu.core.models.audit import ActorKind, AuditEntry

_PUBLIC_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_sentences: dict[str, str | Promise] = {
    "core.attachment.downloaded": gettext_lazy("{actor} 下载了附件"),
    "core.attachment.purged": gettext_lazy("{actor} 删除了附件（{kind}，{size} 字节）"),
    "core.audit.expired": gettext_lazy("{actor} 清除了 {before} 以前到期的操作日志 {entries} 条"),
    "core.backup.made": gettext_lazy("{actor} 做了备份（{rows} 行，{files} 个文件）"),
    "core.backup.restored": gettext_lazy("{actor} 恢复了备份（{rows} 行，{files} 个文件）"),
    "core.keys.rewrapped": gettext_lazy("{actor} 更换了密钥的保管方（{provider}）"),
    "core.keys.rotated": gettext_lazy("{actor} 完成了密钥轮换（{values} 个密文）"),
    "core.keys.rotation_begun": gettext_lazy("{actor} 开始了密钥轮换"),
    "core.retention.cleared": gettext_lazy("{actor} 清除了到期的内容（{category}，{count} 项）"),
    "core.list.exported": gettext_lazy("{actor} 导出了清单（{name}）"),
    "core.job.cancelled": gettext_lazy("{actor} 取消了他人的后台任务"),
    "core.job.retried": gettext_lazy("{actor} 重试了他人的后台任务"),
}
_UNKNOWN = "—"
_OPEN = "…"  # what a label of a filter leaves open
Words = Mapping[str, str | Promise]
_words: dict[tuple[str, str], Callable[[], Words]] = {}


def register_sentence(action: str, sentence: str | Promise) -> None:
    """Register the sentence of an action: "{actor} 打开了组织关系转接", with names of extra data as places.

    Raises ValueError when the action already has another sentence.
    """
    if _sentences.setdefault(checked_action(action), sentence) != sentence:
        raise ValueError(f"{action} already has a sentence")


def register_sentences(sentences: Mapping[str, str | Promise]) -> None:
    """Register several sentences, by action."""
    for action, sentence in sentences.items():
        register_sentence(action, sentence)


def register_words(name: str, words: Callable[[], Words], *actions: str) -> None:
    """Say what the codes in a piece of extra data are called, for some actions: `role` of "access.role.granted".

    `words` is asked when a page is shown, so that what registers itself later counts too.
    """
    for action in actions:
        _words[checked_action(action), name] = words


def registered_actions() -> tuple[str, ...]:
    """Return the actions that have a sentence, for filters and checks."""
    return tuple(sorted(_sentences))


def label_of(action: str) -> str:
    """Return the sentence of an action without who and what, as a choice in a filter."""
    return str(_sentences.get(action, action)).format_map(_Open({"actor": "", "subject": ""})).strip()


def describe(entry: AuditEntry, names: Mapping[str, str] | None = None) -> str:
    """Return an entry as a sentence.

    `names` maps public ids (text) to what this viewer may read; whoever is not in it stays “用户” with the
    beginning of the id, so that a log never tells more than its page decided. Codes are told in words where the area
    has registered them.
    """
    known = names or {}
    values = {name: _shown(value, _words_of(entry.action, name), known) for name, value in entry.extra.items()}
    values["actor"] = _actor(entry, names or {})
    values["subject"] = (names or {}).get(entry.subject_id, entry.subject_id[:8])
    return _filled(str(_sentences.get(entry.action, f"{{actor}} {entry.action}")), values)


def _actor(entry: AuditEntry, names: Mapping[str, str]) -> str:
    if entry.actor_kind == ActorKind.SYSTEM:
        return _("系统")
    known = names.get(str(entry.actor))
    return known or _("用户 {id}").format(id=str(entry.actor)[:8])


def _words_of(action: str, name: str) -> Words:
    found = _words.get((action, name))
    return found() if found else {}


def _shown(value: Any, words: Words, names: Mapping[str, str]) -> str:
    if isinstance(value, list):
        return "、".join(_shown(item, words, names) for item in value)
    text = str(value)
    if _PUBLIC_ID.fullmatch(text):
        return names.get(text, _UNKNOWN)
    return str(words.get(text, text))


class _Known(dict[str, str]):
    def __missing__(self, _name: str) -> str:
        return _UNKNOWN


class _Open(dict[str, str]):
    def __missing__(self, _name: str) -> str:
        return _OPEN


def _filled(sentence: str, values: Mapping[str, str]) -> str:
    return sentence.format_map(_Known(values))
