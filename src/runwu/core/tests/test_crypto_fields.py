"""Encrypted fields: the database holds ciphertext, and nothing can be looked up in it."""

from typing import Any

import pytest
from django import forms
from django.core import serializers
from django.core.exceptions import FieldError
from django.db import connection, models
from pytest_django import DjangoAssertNumQueries

from runwu.core.crypto import NotDecryptable
from runwu.core.crypto.fields import EncryptedJSONField, EncryptedTextField
from runwu.core.models import Attachment

pytestmark = pytest.mark.django_db


def attachment(name: str = "示例台账.xlsx") -> Attachment:
    """Return a stored row with an encrypted name."""
    return Attachment.objects.create(owner_type="core.job", owner_id="1", kind="test", name=name, size=0, digest="0")


def raw(sql: str, parameters: list[Any]) -> Any:
    """Return the first value that a statement finds."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchone()[0]


def stored_name(row: Attachment) -> bytes:
    """Return what the database holds in the name column."""
    return bytes(raw("SELECT name FROM core_attachment WHERE id = %s", [row.pk]))


@pytest.mark.parametrize("name", ["", "a", "示例台账.xlsx", "名" * 500, "\u0000\n"])
def test_a_text_comes_back(name: str) -> None:
    row = attachment(name)

    assert Attachment.objects.get(pk=row.pk).name == name


def test_the_database_holds_no_plaintext() -> None:
    row = attachment("示例台账.xlsx")

    assert "示例台账".encode() not in stored_name(row)


def test_values_are_decrypted_too() -> None:
    row = attachment("示例台账.xlsx")

    assert list(Attachment.objects.filter(pk=row.pk).values_list("name", flat=True)) == ["示例台账.xlsx"]


def test_rows_written_together_come_back() -> None:
    rows = [attachment(), attachment()]
    rows[0].name, rows[1].name = "甲.xlsx", "乙.xlsx"

    Attachment.objects.bulk_update(rows, ["name"])

    assert list(Attachment.objects.order_by("pk").values_list("name", flat=True)) == ["甲.xlsx", "乙.xlsx"]


def test_an_update_statement_encrypts() -> None:
    row = attachment()

    Attachment.objects.update(name="新名.xlsx")

    assert Attachment.objects.get().name == "新名.xlsx"
    assert "新名".encode() not in stored_name(row)


@pytest.mark.parametrize("lookup", ["name", "name__contains", "name__in", "name__gt", "name__lower"])
def test_a_lookup_is_refused_with_the_way_out(lookup: str) -> None:
    with pytest.raises(FieldError, match="盲索引"):
        Attachment.objects.filter(**{lookup: "示例"})


def test_whether_there_is_a_value_can_be_asked() -> None:
    attachment()

    assert Attachment.objects.filter(name__isnull=False).count() == 1


def test_a_ciphertext_moved_from_another_row_s_column_does_not_open() -> None:
    row = attachment()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE core_attachment SET name = %s WHERE id = %s", [stored_name(row)[:-1] + b"0", row.pk])

    with pytest.raises(NotDecryptable):
        Attachment.objects.get(pk=row.pk)


def test_a_data_dump_with_plaintext_is_refused() -> None:
    attachment()

    with pytest.raises(FieldError, match="runwu backup"):
        serializers.serialize("json", Attachment.objects.all())


def test_the_repr_of_a_row_shows_nothing() -> None:
    row = attachment("示例台账.xlsx")

    assert "示例" not in repr(row)


def test_statements_carry_ciphertext_only(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1) as captured:
        attachment("示例台账.xlsx")

    assert "示例台账" not in captured.captured_queries[0]["sql"]


def test_json_comes_back_as_it_was() -> None:
    field = EncryptedJSONField()
    value = {"姓名": "示例甲", "行": [1, None, True, 2.5]}

    assert field.unpack(field.pack(value)) == value


@pytest.mark.parametrize("options", [{"unique": True}, {"db_index": True}, {"primary_key": True}])
def test_a_ciphertext_cannot_be_a_key(options: dict[str, Any]) -> None:
    field: EncryptedTextField[str, str] = EncryptedTextField(**options)
    field.set_attributes_from_name("name")
    field.model = Attachment

    assert [message.id for message in field.check()] == ["runwu.E001"]


def test_a_renamed_column_keeps_its_old_binding() -> None:
    field: EncryptedTextField[str, str] = EncryptedTextField(bound_to="people_person.mobile")

    assert field.deconstruct()[3] == {"bound_to": "people_person.mobile"}
    assert field.context == "people_person.mobile"


def test_a_form_edits_it_as_one_line() -> None:
    field = Attachment._meta.get_field("name").formfield()

    assert isinstance(field, forms.CharField)
    assert isinstance(field.widget, forms.TextInput)


def test_the_column_is_binary() -> None:
    field = Attachment._meta.get_field("name")

    assert field.db_type(connection) == models.BinaryField().db_type(connection)
