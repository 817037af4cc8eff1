"""Write the documents that follow from the code (rules, glossary, import columns), or check that they are current."""

import os
import sys
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "runwu.config.settings.test")
django.setup()

from runwu.config.glossary import render as glossary  # noqa: E402 -- models have to be loaded first
from runwu.config.guide import render_import_columns  # noqa: E402
from runwu.rules.handbook import render as rules  # noqa: E402

DOCS = Path(__file__).resolve().parents[1] / "docs"
GENERATED = {"rules.md": rules, "glossary.md": glossary, "guide/import-columns.md": render_import_columns}


def main(*, check: bool) -> int:
    """Write each document, or report those that are stale."""
    stale = []
    for name, render in GENERATED.items():
        path, text = DOCS / name, render()
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if not check:
            path.write_text(text, encoding="utf-8")
    if check and stale:
        print(f"stale: {', '.join(stale)} (run `make docs`)")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv))
