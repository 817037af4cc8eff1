"""What stands at the beginning and at the end of a backup (备份清单)."""

from dataclasses import asdict, dataclass, field
from typing import Any, Self

from runwu.core.backup.digests import TableDigest
from runwu.core.backup.frames import damaged

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Header:
    """What must be known before anything is read: versions, migrations, and which keys the data need.

    `index` is a fingerprint of the blind index's key, `segment` the last segment of the audit log.
    """

    format: int
    version: str
    made_at: str
    vendor: str
    migrations: tuple[tuple[str, str], ...]
    encryption_keys: tuple[str, ...]
    audit_keys: tuple[str, ...]
    index: str
    segment: int

    @classmethod
    def of(cls, data: dict[str, Any]) -> Self:
        """Return the header of a document. Raises ArchiveUnreadable."""
        try:
            migrations = tuple((app, name) for app, name in data["migrations"])
            keys = {name: tuple(data[name]) for name in ("encryption_keys", "audit_keys")}
            return cls(**{**data, **keys, "migrations": migrations})
        except (KeyError, TypeError, ValueError):
            raise damaged() from None

    def document(self) -> dict[str, Any]:
        """Return the header as JSON holds it."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds: count and digest per table and per kind of file, and files that were already gone."""

    tables: dict[str, TableDigest] = field(default_factory=dict)
    files: dict[str, TableDigest] = field(default_factory=dict)
    gone: tuple[int, ...] = ()

    @classmethod
    def of(cls, data: dict[str, Any]) -> Self:
        """Return the manifest of a document. Raises ArchiveUnreadable."""
        try:
            parts = {
                part: {name: TableDigest(**one) for name, one in data[part].items()} for part in ("tables", "files")
            }
            return cls(**parts, gone=tuple(data["gone"]))
        except (KeyError, TypeError, AttributeError):
            raise damaged() from None

    def document(self) -> dict[str, Any]:
        """Return the manifest as JSON holds it."""
        return asdict(self)

    @property
    def rows(self) -> int:
        """How many rows there are in all."""
        return sum(table.rows for table in self.tables.values())

    @property
    def file_count(self) -> int:
        """How many files there are in all."""
        return sum(files.rows for files in self.files.values())
