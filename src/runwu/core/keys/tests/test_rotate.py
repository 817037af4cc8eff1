"""After a rotation everything is under the new key and reads as before; cut off, it goes on where it was."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.db import connection

from runwu.core import audit
from runwu.core.attachments import read_plain, store
from runwu.core.crypto import Algorithm, IndexRotating, blind_index, keyring
from runwu.core.crypto.keyfile import read_keys, replace_keys
from runwu.core.crypto.keymaking import with_new_encryption_key, with_new_index_key
from runwu.core.crypto.keys import INDEX_DUE
from runwu.core.crypto.rotation import registered_indexes
from runwu.core.errors import Conflict
from runwu.core.keys import bring_back, key_problems, rotate, unfinished
from runwu.core.keys.stages import ciphertext_stages, encrypted_fields
from runwu.core.keys.waiting import alone
from runwu.core.models import Attachment, AuditEntry, ImportBatch
from runwu.core.tests.chains import anchored, segment
from runwu.people.models import Person

pytestmark = pytest.mark.django_db(databases=["default", "progress"])
NUMBER = "1" + "3800000000"


@pytest.fixture
def person(place: Path) -> Person:
    """Save a person with everything that is encrypted or indexed."""
    index = blind_index("000000000000000000", "identity")
    return Person.objects.create(
        name="示例春分", phone=NUMBER, phone_index=blind_index(NUMBER, "phone"), identity_index=index
    )


def key_ids(table: str, column: str) -> set[str]:
    """Return the ids of the keys that a column is stored under."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table}")
        return {bytes(sealed)[1:5].hex() for (sealed,) in cursor.fetchall() if sealed is not None}


def test_values_move_to_the_new_key_and_read_as_before(person: Person) -> None:
    rotate(grace=0)

    assert key_ids("people_person", "phone") == {keyring().active_encryption}
    assert Person.objects.get().phone == NUMBER


def test_files_move_to_the_new_key_and_read_as_before(place: Path) -> None:
    store(b"content", owner=ImportBatch(), name="x", kind="import.upload")

    rotate(grace=0)

    (kept,) = (path for path in (place / "files").rglob("*") if path.is_file())
    assert kept.read_bytes()[1:5].hex() == keyring().active_encryption
    assert read_plain(Attachment.objects.get()) == b"content"


def test_numbers_are_found_under_the_new_index(person: Person) -> None:
    before = person.phone_index

    rotate(grace=0)

    assert blind_index(NUMBER, "phone") != before
    assert Person.objects.get(phone_index=blind_index(NUMBER, "phone")) == person


def test_a_second_rotation_moves_them_again(person: Person) -> None:
    rotate(grace=0)
    rotate(grace=0)

    assert Person.objects.get(phone_index=blind_index(NUMBER, "phone")) == person
    assert Person.objects.get().phone_index.startswith("g03")


def test_the_old_key_retires_into_a_file_of_its_own(person: Person, place: Path) -> None:
    old = keyring().encryption_key()

    rotated = rotate(grace=0)

    assert set(keyring().encryption) == {keyring().active_encryption}
    assert old.secret.hex() in (place / rotated.retired).read_text()
    assert (place / rotated.retired).stat().st_mode & 0o777 == 0o600


def test_the_log_still_verifies_and_is_sealed_under_a_new_key(person: Person) -> None:
    anchored(2)
    before = keyring().active_audit

    rotate(grace=0)
    segment(1)

    assert audit.verify().findings == ()
    assert keyring().active_audit != before


def test_begin_and_end_are_in_the_log(person: Person) -> None:
    rotate(grace=0)

    actions = set(AuditEntry.objects.filter(action__startswith="core.keys").values_list("action", flat=True))
    assert actions == {"core.keys.rotation_begun", "core.keys.rotated"}


@pytest.mark.parametrize("state", ["", INDEX_DUE])
def test_a_rotation_that_was_cut_off_goes_on_without_another_key(person: Person, place: Path, state: str) -> None:
    replace_keys(place / "keys.toml", replace(with_new_encryption_key(keyring(), _algorithm()), index_state=state))
    begun = keyring().active_encryption

    rotate(grace=0)

    assert (keyring().active_encryption, unfinished(keyring())) == (begun, False)
    assert key_ids("people_person", "phone") == {begun}


def test_cut_off_among_the_indexes_it_goes_on_and_numbers_wait_until_then(person: Person, place: Path) -> None:
    replace_keys(place / "keys.toml", with_new_index_key(keyring()))

    with pytest.raises(IndexRotating, match="runwu keys rotate"):
        blind_index(NUMBER, "phone")
    rotate(grace=0)

    assert Person.objects.get(phone_index=blind_index(NUMBER, "phone")) == person


def test_while_another_process_rotates_nothing_happens(person: Person, place: Path) -> None:
    before = keyring()

    with alone(place / "keys.toml"), pytest.raises(Conflict, match="另一个进程"):
        rotate(grace=0)

    assert read_keys(place / "keys.toml") == before


def test_retired_keys_come_back_for_an_old_backup(person: Person, place: Path) -> None:
    old = keyring().active_encryption
    rotated = rotate(grace=0)

    added = bring_back(place / "keys.toml", place / rotated.retired)

    assert (added, old in keyring().encryption, keyring().active_encryption != old) == (1, True, True)


def test_every_encrypted_column_has_a_stage() -> None:
    names = {stage.name for stage in ciphertext_stages()}

    assert {f"{model._meta.db_table}.{field.column}" for model, field in encrypted_fields()} <= names


def test_every_column_of_an_index_is_registered() -> None:
    ciphertext_stages()

    columns = {f.name for f in Person._meta.concrete_fields if f.name.endswith("_index")}
    assert {f"people_person.{name}" for name in columns} == set(registered_indexes())


def test_the_right_keys_are_no_problem(person: Person) -> None:
    segment(1)

    assert key_problems() == []


def test_keys_of_another_installation_are_a_problem(person: Person, place: Path) -> None:
    segment(1)
    (place / "keys.toml").rename(place / "away.toml")

    assert ["不是一套" in problem for problem in key_problems()] == [True]


def _algorithm() -> Algorithm:
    return keyring().encryption_key().algorithm
