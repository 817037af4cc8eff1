"""The menu speaks the language of the frame."""

import re

import pytest
from django.utils import translation

from runwu.config.navigation import MENU

LABELS = [group.label for group in MENU] + [entry.label for group in MENU for entry in group.entries]
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize("label", [label for label in LABELS if label])
def test_every_entry_has_an_english_word(label: object) -> None:
    with translation.override("en"):
        assert CHINESE.search(str(label)) is None
