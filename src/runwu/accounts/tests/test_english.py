"""What signing in and the own account say is complete in English."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation
from django.utils.translation import gettext

from tests.browser.installation import ROOT

ACCOUNTS = ROOT / "src/runwu/accounts"
WORDS = {"_", "gettext", "gettext_lazy"}
# Sentences of the audit log are for administrators, whose pages are Chinese.
MODULES = sorted(path for path in ACCOUNTS.rglob("*.py") if not {"tests", "migrations"} & set(path.parts))
SPEAKING = [path for path in MODULES if path.name != "sentences.py"]
MESSAGES = sorted(ACCOUNTS.glob("templates/**/*.txt"))


def sentences_in(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in WORDS and node.args:
            yield ast.literal_eval(node.args[0])


@pytest.mark.parametrize("path", SPEAKING, ids=lambda path: str(path.relative_to(ACCOUNTS)))
def test_every_sentence_of_a_module_has_an_english_one(path: Path) -> None:
    with translation.override("en"):
        assert [sentence for sentence in sentences_in(path) if gettext(sentence) == sentence] == []


@pytest.mark.parametrize("path", MESSAGES, ids=lambda path: str(path.relative_to(ACCOUNTS)))
def test_every_message_has_an_english_one(path: Path) -> None:
    told = [part.split('"')[1] for part in path.read_text(encoding="utf-8").split("{% translate")[1:]]

    with translation.override("en"):
        assert [sentence for sentence in told if gettext(sentence) == sentence] == []
