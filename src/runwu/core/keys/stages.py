"""What has to follow a new key, place by place: columns, attachments, other ciphertexts, blind indexes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from django.apps import apps
from django.db import models
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext as _

from runwu.core.attachments import reencrypt_file
from runwu.core.crypto.fields import EncryptedField
from runwu.core.crypto.rotation import reencrypted, registered_indexes, registered_values, renewed_indexes
from runwu.core.models import Attachment, StagedChunk

_CHUNK = 500
_LARGE_VALUES: dict[type[models.Model], int] = {StagedChunk: 20}


@dataclass(frozen=True, slots=True)
class Stage:
    """One place of ciphertext; running it moves what is left, piece by piece, and gives how many each time."""

    name: str
    run: Callable[[], Iterator[int]]


def encrypted_fields() -> Iterator[tuple[type[models.Model], EncryptedField]]:  # type: ignore[type-arg]
    """Give every encrypted column of every app."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, EncryptedField):
                yield model, field


def ciphertext_stages() -> list[Stage]:
    """Return the places that an encryption key reaches."""
    autodiscover_modules("rotation")
    columns = [
        Stage(
            f"{model._meta.db_table}.{field.column}",
            partial(reencrypted, model._default_manager.all(), field.attname, chunk=_LARGE_VALUES.get(model, _CHUNK)),
        )
        for model, field in encrypted_fields()
    ]
    others = [Stage(name, partial(_once, function)) for name, function in registered_values().items()]
    return [*columns, *others, Stage(_("附件"), _attachments)]


def index_stages() -> list[Stage]:
    """Return the columns that the key of the blind index reaches."""
    autodiscover_modules("rotation")
    return [Stage(name, partial(renewed_indexes, column)) for name, column in registered_indexes().items()]


def _once(function: Callable[[], int]) -> Iterator[int]:
    yield function()


def _attachments() -> Iterator[int]:
    walk = Attachment.objects.order_by("pk")
    found = list(walk[:_CHUNK])
    while found:
        for attachment in found:
            if _moved(attachment):
                yield 1
        found = list(walk.filter(pk__gt=found[-1].pk)[:_CHUNK])


def _moved(attachment: Attachment) -> bool:
    """Encrypt a file anew; one that is gone has nothing that a key could open."""
    try:
        return reencrypt_file(attachment)
    except FileNotFoundError:
        return False
