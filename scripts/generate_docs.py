"""Write the documents that follow from the code (docs/rules.md, docs/glossary.md), or check that they are current."""

import sys
from pathlib import Path

from runwu.config.glossary import render as glossary

from runwu.rules.handbook import render as rules

DOCS = Path(__file__).resolve().parents[1] / "docs"
GENERATED = {"rules.md": rules, "glossary.md": glossary}


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
