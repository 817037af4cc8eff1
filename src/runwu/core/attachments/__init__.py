"""Attachments (附件): files encrypted at rest, served with safe headers, deleted when due."""

from runwu.core.attachments.purging import delete, let_go, purge_due
from runwu.core.attachments.serving import serve
from runwu.core.attachments.storing import attachments_of, open_plain, read_plain, reencrypt_file, store

__all__ = [
    "attachments_of",
    "delete",
    "let_go",
    "open_plain",
    "purge_due",
    "read_plain",
    "reencrypt_file",
    "serve",
    "store",
]
