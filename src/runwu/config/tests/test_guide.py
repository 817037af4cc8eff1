"""Pages of the guide say what the code says."""

import re
from pathlib import Path

import pytest

from runwu.config.guide import render_import_columns

ROOT = Path(__file__).resolve().parents[4]
DOCS = ROOT / "docs"
SETTINGS = (ROOT / "src/runwu/config/settings").glob("*.py")
VARIABLES = sorted({name for file in SETTINGS for name in re.findall(r'env(?:_flag)?\("(\w+)"', file.read_text())})
DOCUMENTS = sorted([*DOCS.rglob("*.md"), *ROOT.glob("*.md")])


@pytest.mark.parametrize("name", VARIABLES)
def test_each_environment_variable_is_explained(name: str) -> None:
    assert f"`{name}`" in (DOCS / "guide" / "settings.md").read_text(encoding="utf-8")


def test_the_page_of_import_columns_is_current() -> None:
    assert (DOCS / "guide" / "import-columns.md").read_text(encoding="utf-8") == render_import_columns()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: str(document.relative_to(ROOT)))
def test_a_link_between_documents_leads_somewhere(document: Path) -> None:
    links = re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", document.read_text(encoding="utf-8"))

    assert [link for link in links if not (document.parent / link).exists()] == []
