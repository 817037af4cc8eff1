"""What goes into a backup, frame by frame, as it is read (备份内容)."""

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field, replace
from typing import IO, Any

from django.apps.registry import Apps
from django.db import connections
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from runwu.core.backup.digests import Measure
from runwu.core.backup.frames import Kind, frame, json_frame, rows_frame
from runwu.core.backup.keycheck import index_fingerprint
from runwu.core.backup.manifest import FORMAT, Header, Manifest
from runwu.core.backup.outside import ATTACHMENTS, OutsideFile, attachment_keys, loose_files, opened_attachment
from runwu.core.backup.snapshots import snapshot
from runwu.core.backup.tables import Model, columns_of, rows_of, spelled, stored_models
from runwu.core.backup.versions import applied_migrations, models_of_database, product_version
from runwu.core.crypto import keyring

_ROWS_BYTES = 256 * 1024
_DATA_BYTES = 64 * 1024
Report = Callable[[str], None]


@dataclass(slots=True)
class Inventory:
    """What went into the backup so far."""

    report: Report
    manifest: Manifest = field(default_factory=Manifest)
    gone: list[int] = field(default_factory=list)


def content(inventory: Inventory) -> Generator[bytes, None, None]:
    """Give the plaintext of a backup: the tables of one snapshot, then the files, then the manifest."""
    with snapshot():
        models = models_of_database()
        attachment = models.get_model("core", "Attachment")
        last_attachment = attachment._base_manager.aggregate(last=Max("pk"))["last"] or 0
        yield json_frame(Kind.HEADER, _header(models).document())
        for model in stored_models(models):
            yield from _table(model, inventory)
    yield from _attachments(attachment, last_attachment, inventory)
    yield from _loose(inventory)
    inventory.manifest = replace(inventory.manifest, gone=tuple(inventory.gone))
    yield json_frame(Kind.MANIFEST, inventory.manifest.document())


def _header(models: Apps) -> Header:
    keys = keyring()
    segments = models.get_model("core", "AuditSegment")
    return Header(
        format=FORMAT,
        version=product_version(),
        made_at=timezone.now().isoformat(timespec="seconds"),
        vendor=connections["default"].vendor,
        migrations=applied_migrations(),
        encryption_keys=tuple(keys.encryption),
        audit_keys=tuple(keys.audit),
        index=index_fingerprint(keys),
        segment=segments._base_manager.aggregate(last=Max("pk"))["last"] or 0,
    )


def _table(model: Model, inventory: Inventory) -> Iterator[bytes]:
    name, measure, lines = model._meta.db_table, Measure(), bytearray()
    yield json_frame(Kind.TABLE, {"table": name, "columns": [column.column for column in columns_of(model)]})
    for line in measure.passing(spelled(rows_of(model))):
        lines += line
        if len(lines) >= _ROWS_BYTES:
            yield rows_frame(bytes(lines))
            lines.clear()
    if lines:
        yield rows_frame(bytes(lines))
    inventory.manifest.tables[name] = measure.table()
    yield json_frame(Kind.END_TABLE, {"rows": measure.pieces, "digest": measure.digest()})
    if measure.pieces:
        inventory.report(_("{name}：{count} 行").format(name=name, count=measure.pieces))


def _attachments(model: Model, last: int, inventory: Inventory) -> Iterator[bytes]:
    measure = Measure()
    for key in attachment_keys(model, up_to=last):
        with opened_attachment(model, key) as file:
            if file is None:
                inventory.gone.append(key)
            else:
                yield from _file(OutsideFile(ATTACHMENTS, str(key)), file, measure)
    inventory.manifest.files[ATTACHMENTS] = measure.table()
    inventory.report(_("附件：{count} 个").format(count=measure.pieces))


def _loose(inventory: Inventory) -> Iterator[bytes]:
    measures: dict[str, Measure] = {}
    for outside, path in loose_files():
        with path.open("rb") as file:
            yield from _file(outside, file, measures.setdefault(outside.kind, Measure()))
    inventory.manifest.files.update({kind: measure.table() for kind, measure in measures.items()})


def _file(outside: OutsideFile, file: IO[Any], measure: Measure) -> Iterator[bytes]:
    """Carry one file; its name and digest go into the digest of its kind."""
    own = Measure()
    yield json_frame(Kind.FILE, {"kind": outside.kind, "name": outside.name})
    while piece := file.read(_DATA_BYTES):
        own.add(piece)
        yield frame(Kind.DATA, piece)
    yield json_frame(Kind.END_FILE, {"size": own.size, "digest": own.digest()})
    measure.add(f"{outside.name}\n{own.digest()}\n".encode())
