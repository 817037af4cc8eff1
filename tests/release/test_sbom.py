"""The list of parts names every locked package, and what of npm reaches the pages."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def bill(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("sbom")
    subprocess.run([sys.executable, ROOT / "scripts/write_sbom.py", folder], check=True, capture_output=True)
    found: dict[str, Any] = json.loads(next(folder.iterdir()).read_text(encoding="utf-8"))
    return found


@pytest.mark.slow
def test_every_locked_package_is_in_it(bill: dict[str, Any]) -> None:
    locked = set(
        re.findall(r"^([\w.-]+)==", (ROOT / "requirements/runwu.txt").read_text(encoding="utf-8"), re.MULTILINE)
    )

    assert locked - {part["name"] for part in bill["components"]} == set()


@pytest.mark.slow
def test_what_of_npm_reaches_the_pages_is_in_it_and_tools_are_not(bill: dict[str, Any]) -> None:
    names = [part["name"] for part in bill["components"] if part["purl"].startswith("pkg:npm/")]

    assert "@tabler/icons" in names
    assert "esbuild" not in names


@pytest.mark.slow
def test_it_says_what_it_describes(bill: dict[str, Any]) -> None:
    assert bill["specVersion"] == "1.6"
    assert bill["metadata"]["component"]["name"] == "runwu"
