"""Store and read attachments; in the storage there are only random names and ciphertext."""

from collections.abc import Iterable, Iterator
from datetime import date
from tempfile import SpooledTemporaryFile
from typing import Any, Self
from uuid import UUID

from cryptography.hazmat.primitives import hashes
from django.core.files import File
from django.db import models

from runwu.core.crypto import decrypt_chunks, encrypt_chunks, keyring
from runwu.core.crypto.streams import file_key_id
from runwu.core.models.attachments import Attachment, random_file_name

_IN_MEMORY = 1024 * 1024


def store(
    content: File[Any] | bytes,
    *,
    owner: models.Model,
    name: str,
    kind: str,
    uploaded_by: UUID | None = None,
    delete_after: date | None = None,
    private_to_uploader: bool = False,
    place: UUID | None = None,
    path: str = "",
    restricted: bool = False,
) -> Attachment:
    """Encrypt a file and store it with its owner (附件); return its row.

    `owner` is any row with a `public_id`, `kind` a code such as "import.upload". `delete_after` is the last
    day on which the file is kept. `place`, `path` and `restricted` say whose people may read what the audit
    log tells about it. The content is read once, in pieces; memory stays bounded.
    """
    attachment = Attachment(
        owner_type=owner._meta.label_lower,
        owner_id=_public_id(owner),
        name=name,
        kind=kind,
        uploaded_by=uploaded_by,
        delete_after=delete_after,
        private_to_uploader=private_to_uploader,
        place=place,
        path=path,
        restricted=restricted,
    )
    measured = _Measured([content] if isinstance(content, bytes) else content.chunks())
    _write(attachment, measured)
    attachment.size, attachment.digest = measured.size, measured.digest()
    attachment.save()
    return attachment


def open_plain(attachment: Attachment) -> Iterator[bytes]:
    """Give the plaintext of an attachment in pieces. Raises NotDecryptable when it was changed or exchanged."""
    with attachment.file.storage.open(str(attachment.file.name)) as file:
        yield from decrypt_chunks(file, _context(attachment))


def read_plain(attachment: Attachment) -> bytes:
    """Return the whole plaintext of an attachment."""
    return b"".join(open_plain(attachment))


def attachments_of(owner: models.Model) -> models.QuerySet[Attachment]:
    """Return the attachments of a row, newest first."""
    return Attachment.objects.filter(owner_type=owner._meta.label_lower, owner_id=_public_id(owner)).order_by("-id")


def reencrypt_file(attachment: Attachment) -> bool:
    """Encrypt an attachment's file anew when it uses an older key; return whether it was rewritten.

    The new file stands beside the old one until the row names it, so that an interruption loses nothing.
    """
    with attachment.file.storage.open(str(attachment.file.name)) as file:
        if file_key_id(file.read(64)) == keyring().active_encryption:
            return False
    old = str(attachment.file.name)
    _write(attachment, open_plain(Attachment.objects.get(pk=attachment.pk)))
    attachment.save(update_fields=["file"])
    attachment.file.storage.delete(old)
    return True


def _write(attachment: Attachment, plain: Iterable[bytes]) -> None:
    with SpooledTemporaryFile(max_size=_IN_MEMORY) as ciphertext:
        for chunk in encrypt_chunks(plain, _context(attachment)):
            ciphertext.write(chunk)
        ciphertext.seek(0)
        storage = attachment.file.storage
        attachment.file.name = storage.save(random_file_name(attachment, ""), File(ciphertext, name="ciphertext"))


def _context(attachment: Attachment) -> str:
    return f"core_attachment.file:{attachment.public_id}"


def _public_id(owner: models.Model) -> str:
    return str(owner.public_id)  # type: ignore[attr-defined]


class _Measured:
    """Passes chunks on while it counts and digests them."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = iter(chunks)
        self._hash = hashes.Hash(hashes.SM3())
        self.size = 0

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> bytes:
        chunk = next(self._chunks)
        self.size += len(chunk)
        self._hash.update(chunk)
        return chunk

    def digest(self) -> str:
        """Return the SM3 digest of everything that passed, in hex. Ends the measuring."""
        return self._hash.finalize().hex()
