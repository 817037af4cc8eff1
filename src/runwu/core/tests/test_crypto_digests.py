"""The blind index: the same number gives the same index, and nothing else does."""

from pathlib import Path

import pytest
from pytest_django import Settings

from runwu.core.crypto import blind_index, keyring, sm3_hex, sm3_of_chunks

NUMBER = "1" + "3800000000"


@pytest.mark.parametrize(
    "spelling",
    ["138-0000-0000", " 13800000000 ", "１３８００００００００", "138 0000 0000", "138\u20110000\u20110000"],
)
def test_spellings_of_one_number_share_an_index(spelling: str) -> None:
    assert blind_index(spelling, "phone") == blind_index(NUMBER, "phone")


def test_the_check_letter_of_an_identity_number_may_be_small() -> None:
    assert blind_index("0000000000000000x", "id") == blind_index("0000000000000000X", "id")


def test_two_purposes_give_two_indexes() -> None:
    assert blind_index(NUMBER, "phone") != blind_index(NUMBER, "contact_phone")


def test_two_numbers_give_two_indexes() -> None:
    assert blind_index(NUMBER, "phone") != blind_index(NUMBER[:-1] + "1", "phone")


def test_nothing_has_no_index() -> None:
    assert blind_index(" - ", "phone") == ""


def test_another_installation_has_other_indexes(settings: Settings, tmp_path: Path) -> None:
    here = blind_index(NUMBER, "phone")
    settings.RUNWU_KEY_FILE = tmp_path / "keys.toml"

    assert blind_index(NUMBER, "phone") != here


def test_the_index_is_no_plain_digest() -> None:
    assert blind_index(NUMBER, "phone") != sm3_hex(NUMBER.encode())
    assert len(blind_index(NUMBER, "phone")) == len(keyring().index_key) * 2


def test_a_digest_in_pieces_is_the_digest_of_the_whole() -> None:
    assert sm3_of_chunks([b"a", b"", b"bc"]) == sm3_hex(b"abc")
