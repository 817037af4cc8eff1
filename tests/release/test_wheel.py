"""The wheel of the last commit holds what the product needs, and nothing of a workplace."""

import hashlib
import os
import subprocess
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
COMMIT = subprocess.run(
    ["git", "rev-parse", "HEAD"], cwd=ROOT, check=True, capture_output=True, text=True
).stdout.strip()  # noqa: S607
NEEDED = (
    "core/static/built/runwu.css",
    "core/static/built/runwu.js",
    "core/static/built/icons.svg",
    "core/static/built/icons.license.txt",
    "config/locale/en/LC_MESSAGES/django.mo",
    "core/templates/core/base.html",
    "core/templates/cotton/card.html",
    "rules/parameters/national/formation.toml",
    "rules/identifiers/tables/regions.toml",
    "coverage/journeys/forming_branch.toml",
    "core/migrations/0001_initial.py",
    "config/demo/loading.py",
    "py.typed",
)
UNWANTED = (
    "/tests/",
    "/var/",
    "/assets/",
    ".pyc",
    ".po",
    ".sqlite3",
    "keys.toml",
    "secret-key",
    "node_modules",
    ".env",
)


def build(folder: Path) -> Path:
    environment = {**os.environ, "COMMIT": COMMIT}
    command = [ROOT / "scripts/build_wheel.sh", folder]
    subprocess.run(command, env=environment, check=True, capture_output=True, timeout=300)
    return folder


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="module")
def wheel(built: Path) -> list[str]:
    with zipfile.ZipFile(built / f"runwu-{VERSION}-py3-none-any.whl") as archive:
        return archive.namelist()


@pytest.fixture(scope="module")
def sdist(built: Path) -> list[str]:
    with tarfile.open(built / f"runwu-{VERSION}.tar.gz") as archive:
        return archive.getnames()


@pytest.mark.slow
@pytest.mark.parametrize("name", NEEDED)
def test_the_wheel_holds(name: str, wheel: list[str]) -> None:
    assert f"runwu/{name}" in wheel


@pytest.mark.slow
@pytest.mark.parametrize("piece", UNWANTED)
def test_neither_wheel_nor_sdist_holds(piece: str, wheel: list[str], sdist: list[str]) -> None:
    assert [name for name in (*wheel, *sdist) if piece in name] == []


@pytest.mark.slow
def test_the_wheel_names_the_license_and_the_command(wheel: list[str]) -> None:
    assert {f"runwu-{VERSION}.dist-info/entry_points.txt", f"runwu-{VERSION}.dist-info/licenses/LICENSE"} <= set(wheel)


@pytest.mark.slow
def test_the_same_commit_gives_the_same_bytes(built: Path, tmp_path: Path) -> None:
    again = build(tmp_path)

    assert digests(again) == digests(built)


def digests(folder: Path) -> dict[str, str]:
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.iterdir()}
