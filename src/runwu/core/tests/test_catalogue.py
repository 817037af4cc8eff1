"""The English catalogue: complete for sign-in, errors, public pages, pages of members, and the frame around them."""

import gettext
import importlib.util
import io
import re
from pathlib import Path
from types import ModuleType

import pytest
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = ROOT / "config/locale/en/LC_MESSAGES/django.po"
OWN = (
    "own_page", "own_none", "own_lists", "own_seedlings", "own_record", "own_check_ins", "own_floating", "own_transfers",
    "_landing_step", "correction_form", "deletion_form", "own_frozen",
)  # fmt: skip
PUBLIC = sorted(
    [
        *(ROOT / "accounts/templates").glob("**/*.html"),
        *(ROOT / "core/templates").glob("*.html"),
        *(ROOT / "core/templates/core").glob("*.html"),
        *(ROOT / "core/templates/core/forms").glob("*.html"),
        *(ROOT / "core/templates/core/listing").glob("*.html"),
        *(ROOT / "core/templates/core/exports").glob("*.html"),
        *(ROOT / "core/templates/core/jobs").glob("*.html"),
        *(ROOT / "members/templates/members" / f"{name}.html" for name in OWN),
        *(ROOT / "dues/templates/dues" / f"{name}.html" for name in ("own", "own_none")),
        *(ROOT / "workbench/templates").glob("**/*.html"),
        ROOT / "organizations/templates/organizations/own_skills.html",
    ]
)
SPEAKING = sorted(
    [
        *(
            path
            for folder in ("core/exports", "core/jobs", "core/listing", "members/own")
            for path in (ROOT / folder).glob("*.py")
            if path.name != "sentences.py"
        ),
        *(ROOT / app / "owndata.py" for app in ("access", "coverage", "dues", "organizations", "people")),
        ROOT / "dues/choices.py",
        *(
            ROOT / "members" / name
            for name in (
                "choices.py",
                "contact_duties.py",
                "own_duties.py",
                "views/own.py",
                "views/floating/own.py",
                "services/consents.py",
                "services/corrections.py",
            )
        ),
        *(ROOT / "workbench" / name for name in ("forms.py", "views.py")),
    ]
)
MESSAGE = re.compile(r"""(?:gettext|_)\(u?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')""")


@pytest.fixture(scope="module")
def compiler() -> ModuleType:
    spec = importlib.util.spec_from_file_location("compile_messages", ROOT.parents[1] / "scripts/compile_messages.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def english(compiler: ModuleType) -> gettext.GNUTranslations:
    compiled = compiler.compile_catalogue(CATALOGUE.read_text(encoding="utf-8"))
    return gettext.GNUTranslations(io.BytesIO(compiled))


def messages_of(path: Path) -> set[str]:
    code = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    return {found[1:-1].replace('\\"', '"') for found in MESSAGE.findall(code)}


@pytest.mark.parametrize("path", PUBLIC, ids=lambda path: str(path).split("/templates/")[1])
def test_every_sentence_of_a_public_page_has_an_english_one(path: Path, english: gettext.GNUTranslations) -> None:
    missing = {text for text in messages_of(path) if english.gettext(text) == text}

    assert missing == set()


@pytest.mark.parametrize("path", SPEAKING, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_sentence_about_lists_exports_jobs_and_oneself_has_an_english_one(
    path: Path, english: gettext.GNUTranslations
) -> None:
    missing = {
        text for text in MESSAGE.findall(path.read_text(encoding="utf-8")) if english.gettext(text[1:-1]) == text[1:-1]
    }

    assert missing == set()


def test_a_count_has_two_english_forms(english: gettext.GNUTranslations) -> None:
    text = "有 %(n)s 处要改，内容都还在"

    assert english.ngettext(text, text, 1).startswith("%(n)s entry")
    assert english.ngettext(text, text, 2).startswith("%(n)s entries")


@pytest.mark.parametrize("word", ["seal", "pocket", "hidden member", "coverage gap", "silence"])
def test_the_english_pages_avoid_words_that_mislead(word: str) -> None:
    translations = re.findall(r'^msgstr(?:\[\d\])? "(.*)"$', CATALOGUE.read_text(encoding="utf-8"), re.MULTILINE)

    assert [text for text in translations if re.search(rf"\b{word}", text, re.IGNORECASE)] == []
