"""The audit log (操作日志): append-only rows, chained by HMAC-SM3 under a key outside the database."""

from runwu.core.audit.journal import log
from runwu.core.audit.sealing import seal_pending
from runwu.core.audit.sentences import describe, register_sentence, register_sentences, register_words
from runwu.core.audit.verification import Finding, FindingKind, VerifyReport, verify

__all__ = [
    "Finding",
    "FindingKind",
    "VerifyReport",
    "describe",
    "log",
    "register_sentence",
    "register_sentences",
    "register_words",
    "seal_pending",
    "verify",
]
