"""What a verification reports (校验结果)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_KEPT = 100


class FindingKind(StrEnum):
    """A way in which the log does not fit its seals; numbers are positions of entries, or of segments."""

    ROW_CHANGED = "row_changed"
    ROWS_MISSING = "rows_missing"
    SEGMENT_CHANGED = "segment_changed"
    SEGMENTS_MISSING = "segments_missing"
    KEY_UNKNOWN = "key_unknown"
    STRAY_SEALS = "stray_seals"
    TAIL_CUT = "tail_cut"
    ANCHOR_DIFFERS = "anchor_differs"
    ANCHORS_MISSING = "anchors_missing"
    ANCHORS_DAMAGED = "anchors_damaged"
    NOT_PROTECTED = "not_protected"
    EXPIRY_CHANGED = "expiry_changed"


_WORDS: dict[FindingKind, str | Promise] = {
    FindingKind.ROW_CHANGED: _("第 {span} 条与校验值不符：内容被改动、调换，或不是用本机密钥校验的。"),
    FindingKind.ROWS_MISSING: _("第 {span} 条已不在库中。"),
    FindingKind.SEGMENT_CHANGED: _("第 {span} 段与校验值不符：条数、起止或前后衔接被改动，或不是用本机密钥校验的。"),
    FindingKind.SEGMENTS_MISSING: _("第 {span} 段已不在库中。"),
    FindingKind.KEY_UNKNOWN: _("第 {span} 段所用的校验密钥不在密钥文件里，无法校验。"),
    FindingKind.STRAY_SEALS: _("第 {span} 条起有不属于任何日志段的校验值。"),
    FindingKind.TAIL_CUT: _("第 {span} 段已锚定，但不在库中：日志末尾被截去，或恢复了较早的备份。"),
    FindingKind.ANCHOR_DIFFERS: _("第 {span} 段与锚定文件中的记录不符。"),
    FindingKind.ANCHORS_MISSING: _("锚定文件不存在或为空，无法判断日志末尾是否被截去。"),
    FindingKind.ANCHORS_DAMAGED: _("锚定文件第 {span} 行无法读取。"),
    FindingKind.EXPIRY_CHANGED: _("第 {span} 次到期清除的记录与校验值不符：被改动，或不是用本机密钥作出的。"),
    FindingKind.NOT_PROTECTED: _("数据库中防止改动日志的触发器缺失或被停用，请运行 runwu migrate 重新安装。"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not fit, from number to number."""

    kind: FindingKind
    first: int = 0
    last: int = 0

    def __str__(self) -> str:
        span = str(self.first) if self.last <= self.first else f"{self.first}–{self.last}"
        return str(_WORDS[self.kind]).format(span=span)


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What was looked at, what does not fit (the first hundred, and how many more), what is not sealed yet.

    `expired` entries, all from before a day, were cleared in due course; their segments still fit.
    """

    checked: int
    segments: int
    anchors: int
    unsealed: int
    findings: tuple[Finding, ...]
    more: int = 0
    expired: int = 0
    expired_before: date | None = None

    @property
    def ok(self) -> bool:
        """Tell whether everything that is sealed fits."""
        return not self.findings


class Notebook:
    """Collects findings in bounded memory."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.more = 0

    def add(self, kind: FindingKind, first: int = 0, last: int = 0) -> None:
        """Note a finding; beyond the first hundred only their number."""
        if len(self.findings) < _KEPT:
            self.findings.append(Finding(kind, first, last))
        else:
            self.more += 1
