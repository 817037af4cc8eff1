"""Masks and small figures."""

from __future__ import annotations

import pytest

from runwu.rules.errors import RuleInputError
from runwu.rules.privacy import (
    PersonField,
    VisibilityLevel,
    mask_identity,
    mask_phone,
    purpose_of,
    shown_count,
)
from runwu.rules.rulebook import Rulebook


@pytest.mark.parametrize(("phone", "shown"), [("13800000000", "138****0000"), ("", ""), ("123", "****")])
def test_a_phone_keeps_its_head_and_tail(phone: str, shown: str) -> None:
    assert mask_phone(phone) == shown


@pytest.mark.parametrize(("number", "shown"), [("0" * 17 + "X", "*" * 14 + "000X"), ("", ""), ("12345", "*****")])
def test_an_identity_number_keeps_its_last_four(number: str, shown: str) -> None:
    assert mask_identity(number) == shown


@pytest.mark.parametrize("field", PersonField)
def test_every_field_has_a_purpose(field: PersonField, book: Rulebook) -> None:
    assert purpose_of(field, book=book).text != book.source("privacy.purpose_limited").text


@pytest.mark.parametrize("level", VisibilityLevel)
def test_every_visibility_level_has_a_name(level: VisibilityLevel) -> None:
    assert level.label.startswith("零一二三"[level])


def test_an_unknown_count_is_a_dash(book: Rulebook) -> None:
    assert shown_count(None, entitled=True, book=book) == "—"


def test_a_negative_count_is_an_error(book: Rulebook) -> None:
    with pytest.raises(RuleInputError, match="人数"):
        shown_count(-1, entitled=True, book=book)
